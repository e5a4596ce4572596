"""Writers on SQLite take their turn: in the order they came, one process at a time."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.db import connection

from sasando.kernel import turn
from sasando.kernel.tests.acts import note
from sasando.kernel.turn import Queue, alone_with

_ASKS = """
import fcntl, sys
held = open(sys.argv[1], "r+")
try:
    fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
except BlockingIOError:
    print("taken")
else:
    print("free")
"""


def test_who_waits_longest_is_next() -> None:
    queue, came = Queue(), []

    def enter(name: str) -> None:
        assert queue.enter(60)
        came.append(name)
        queue.leave()

    assert queue.enter(60)
    with ThreadPoolExecutor(3) as pool:
        for place, name in enumerate(("pertama", "kedua", "ketiga")):
            pool.submit(enter, name)
            while queue.waiting == place:
                pass
        queue.leave()
    assert came == ["pertama", "kedua", "ketiga"]


def test_who_waited_too_long_goes_on_and_the_turn_passes_them_by() -> None:
    queue = Queue()
    assert queue.enter(60)
    assert not queue.enter(0)
    assert queue.waiting == 0
    queue.leave()
    assert queue.enter(0)


@pytest.mark.django_db(transaction=True)
def test_a_turn_that_ends_in_a_fault_is_given_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn, "LONGEST_WAIT", 0)
    with pytest.raises(ValueError, match="gagal"), turn.writers_turn():
        raise ValueError("gagal")
    assert turn._of_this_process.enter(0)
    turn._of_this_process.leave()


def test_another_process_waits_until_the_turn_is_over(tmp_path: Path) -> None:
    path = tmp_path / "sasando.sqlite3-turn"
    with alone_with(path, tmp_path, time.monotonic()):
        assert asked_elsewhere(path) == "taken"
    assert asked_elsewhere(path) == "free"


def test_the_turn_of_another_process_is_waited_for_so_long_and_no_longer(tmp_path: Path) -> None:
    path, onward = tmp_path / "basis-turn", False
    with alone_with(path, tmp_path, time.monotonic()):
        with alone_with(path, tmp_path, time.monotonic() + 0.01):
            onward = True
        assert asked_elsewhere(path) == "taken"
    assert onward


def test_file_of_the_turn_is_for_everybody_who_may_write_the_database(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Otherwise one command of root's would leave a file behind that stops all writers of the site."""
    database, path, given = tmp_path / "basis", tmp_path / "basis-turn", []
    database.touch()
    database.chmod(0o664)
    known = database.stat()
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "fchown", lambda _file, *to: given.append(to))
    with alone_with(path, database, time.monotonic()):
        assert stat.S_IMODE(path.stat().st_mode) == 0o664
    assert given == [(known.st_uid, known.st_gid)]


def test_where_no_file_can_be_made_the_writer_goes_on_without_one(tmp_path: Path) -> None:
    onward = False
    with alone_with(tmp_path / "tiada" / "basis-turn", tmp_path, time.monotonic()):
        onward = True
    assert onward


@pytest.mark.django_db(transaction=True)
def test_an_act_on_a_database_in_a_file_waits_for_the_other_processes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[Path] = []

    def elsewhere(path: Path, like: Path, until: float) -> AbstractContextManager[None]:
        asked.append(path)
        return alone_with(tmp_path / "turn", tmp_path, until)

    monkeypatch.setattr(turn, "alone_with", elsewhere)
    note("dahulu")
    in_a_file = connection.vendor == "sqlite" and "memory" not in str(connection.settings_dict["NAME"])
    assert [path.name.endswith("-turn") for path in asked] == ([True] if in_a_file else [])


def asked_elsewhere(path: Path) -> str:
    done = subprocess.run([sys.executable, "-c", _ASKS, path], check=True, capture_output=True, text=True)
    return done.stdout.strip()
