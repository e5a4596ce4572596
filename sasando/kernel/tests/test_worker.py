"""The worker while it has nothing to do, and when the database goes away under it."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path
from threading import Event

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from sasando.kernel import worker
from sasando.kernel.tests.acts import note
from sasando.kernel.worker import run_worker
from sasando.kernel.worker_lock import WorkerRunningError, worker_is_alive, worker_lock

pytestmark = pytest.mark.django_db(transaction=True)
LOOKS = 5


class StopAfter(Event):
    """Set after so many pauses; a pause takes no time."""

    def __init__(self, pauses: int) -> None:
        super().__init__()
        self.left = pauses

    def wait(self, timeout: float | None = None) -> bool:
        self.left -= 1
        if self.left == 0:
            self.set()
        return self.is_set()


def digests_of_data() -> list[str]:
    """Digests of SQLite's two files with data; none on PostgreSQL, where the statements must tell."""
    name = str(connection.settings_dict["NAME"])
    paths = [Path(name + ending) for ending in ("", "-wal")] if connection.vendor == "sqlite" else []
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]


def test_idle_worker_only_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    note("satu")
    before = digests_of_data()
    with CaptureQueriesContext(connection) as queries:
        assert run_worker(StopAfter(LOOKS)) == 0
    looked = [query["sql"] for query in queries]
    assert len(looked) >= LOOKS
    assert [sql for sql in looked if not sql.startswith("SELECT")] == []
    assert digests_of_data() == before


def test_worker_keeps_trying_while_the_database_is_away(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tries = []

    def look(runner: object) -> bool:
        tries.append(runner)
        if len(tries) < 3:
            raise OperationalError("server closed the connection unexpectedly")
        return False

    monkeypatch.setattr(worker, "_run_next", look)
    with caplog.at_level(logging.CRITICAL):
        run_worker(StopAfter(3))
    assert len(tries) == 3


def test_worker_that_is_told_to_stop_before_it_began_runs_nothing() -> None:
    stop = Event()
    stop.set()
    assert run_worker(stop) == 0


class TestLock:
    @pytest.fixture(autouse=True)
    def own_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The lock's file in a folder of its own, and no patience with who holds it."""
        monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
        monkeypatch.setattr("sasando.kernel.worker_lock._SECONDS_TO_TRY", 0)

    def test_only_one_holds_it(self) -> None:
        with worker_lock(), pytest.raises(WorkerRunningError, match="pekerja lain"), worker_lock():
            pass

    def test_it_is_free_again_after_its_holder_ended(self) -> None:
        with worker_lock():
            pass
        with worker_lock() as again:
            assert again.still_held()

    def test_others_can_tell_whether_it_is_held(self) -> None:
        assert not worker_is_alive()
        with worker_lock():
            assert worker_is_alive()
        assert not worker_is_alive()

    def test_it_stays_ours_where_the_session_that_held_it_was_ended(self) -> None:
        with worker_lock() as lock:
            end_session_that_holds_it()
            assert lock.still_held()
            assert worker_is_alive()


def end_session_that_holds_it() -> None:
    """As a failover does. A lock on a file knows no session."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks"
                " WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
            )
