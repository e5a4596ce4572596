"""Two people who change the stages of one evaluation at the same moment: one of them is refused, in order."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection

from sasando.evaluations.actions import sealing
from sasando.evaluations.actions.opening import open_stage
from sasando.evaluations.faults import OutOfOrderError
from sasando.evaluations.models import Reopening, Stage
from sasando.evaluations.snapshot import Snapshot, snapshot
from sasando.evaluations.testing import Team, fill, levels, opened, stage, team

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shipped_again")]


def _closing(work: Callable[[], None]) -> None:
    try:
        work()
    finally:
        connection.close()


def _one_waits() -> None:
    """On PostgreSQL: until a transaction waits for a lock of another. SQLite lets no second writer begin."""
    pause = Event()
    for _turn in range(200 if connection.vendor == "postgresql" else 0):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        pause.wait(0.02)


def test_earlier_stage_is_not_reopened_while_a_later_one_is_being_sealed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people: Team = team()
    mandiri: Stage = opened(people)
    fill(people.entry, mandiri, levels(47, 1))
    sealing.seal(people.responsible, mandiri)
    later = stage(str(mandiri.evaluation_id), "dokumen")
    open_stage(people.coordinator, later)
    reopened: list[Future[None]] = []
    with ThreadPoolExecutor(1) as pool:

        def meanwhile(of: Stage) -> Snapshot:
            """Somebody else reopens while the later stage is held."""
            reopened.append(
                pool.submit(_closing, lambda: sealing.reopen(people.coordinator, mandiri, "terlambat"))
            )
            _one_waits()
            return snapshot(of)

        monkeypatch.setattr(sealing, "snapshot", meanwhile)
        sealing.seal(people.coordinator, later)
        with pytest.raises(OutOfOrderError, match="Penilaian Dokumen sudah disegel"):
            reopened[0].result(timeout=30)
    assert stage(str(mandiri.evaluation_id), "mandiri").state == Stage.State.SEALED
    assert not Reopening.objects.exists()
