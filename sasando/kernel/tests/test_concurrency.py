"""Eight writers at once, each on its own connection: nothing lost, nothing doubled, no chain torn."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock
from typing import Any, TypeVar

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import F

from sasando.kernel import act as act_module
from sasando.kernel.act import Context, Outcome, act
from sasando.kernel.actor import SYSTEM
from sasando.kernel.journal import verify
from sasando.kernel.models import Blob, Chain, Entry, ImportBatch
from sasando.kernel.tests.acts import NAME, SCOPE, note, noted

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 8
T = TypeVar("T")


def at_once(writers: int, work: Callable[[int], T]) -> list[T]:
    """Run `work` in as many threads, started together; each closes its own connection."""
    start = Barrier(writers)

    def run(number: int) -> T:
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(writers) as pool:
        return list(pool.map(run, range(writers)))


def test_eight_writers_leave_one_unbroken_chain() -> None:
    note("dahulu")
    at_once(WRITERS, lambda number: [note(f"{number}-{turn}") for turn in range(5)])
    assert list(Entry.objects.filter(chain=SCOPE).order_by("seq").values_list("seq", flat=True)) == list(
        range(1, 42)
    )
    assert not list(verify(SCOPE))
    assert len(noted()) == 41


def test_eight_writers_on_a_chain_that_does_not_exist_yet_make_one() -> None:
    assert not Chain.objects.filter(key=SCOPE).exists()
    at_once(WRITERS, lambda number: note(str(number)))
    assert Chain.objects.get(key=SCOPE).seq == WRITERS
    assert not list(verify(SCOPE))


def test_same_key_from_eight_writers_runs_once() -> None:
    ran: list[str] = []
    outcomes = at_once(WRITERS, lambda _: note("satu", key="k1", first=lambda _: ran.append("x")))
    assert len(ran) == 1
    assert noted() == ["satu"]
    assert all(outcome == outcomes[0] for outcome in outcomes)
    assert Chain.objects.get(key=SCOPE).seq == 1


def test_writers_on_different_chains_do_not_tear_each_other() -> None:
    at_once(WRITERS, lambda number: [note("x", scope=f"agency:uji-{number}") for _ in range(3)])
    assert not list(verify())
    assert all(Chain.objects.get(key=f"agency:uji-{number}").seq == 3 for number in range(WRITERS))


def test_writers_that_lock_each_other_out_are_both_repeated_to_their_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On PostgreSQL a true deadlock; SQLite lets the second begin only when the first has ended."""
    rows = [batch("a"), batch("b")]
    meeting, guard, attempts = Barrier(2), Lock(), [0]

    def work(number: int) -> Outcome:
        def change(context: Context) -> Outcome:
            with guard:
                attempts[0] += 1
                first_round = attempts[0] <= 2
            mine, theirs = rows[number], rows[1 - number]
            touch(mine)
            if first_round and connection.vendor == "postgresql":
                meeting.wait(timeout=30)
            touch(theirs)
            context.record("rows", {"by": number})
            return {"by": number}

        return act(SYSTEM, NAME, scope=SCOPE, request={"by": number}, change=change)

    assert sorted(outcome["by"] for outcome in at_once(2, work)) == [0, 1]
    assert ImportBatch.objects.get(id=rows[0]).rows == ImportBatch.objects.get(id=rows[1]).rows == 2
    assert attempts[0] == (3 if connection.vendor == "postgresql" else 2)
    assert not list(verify(SCOPE))


def batch(text: str) -> str:
    return str(note(text)["batch"])


def touch(row: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL deadlock_timeout = '20ms'")
    ImportBatch.objects.filter(id=row).update(rows=F("rows") + 1)


def test_writer_that_finds_the_database_busy_tries_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other writer lets go while ours pauses: of SQLite the write lock, of PostgreSQL a told failure."""
    other = Busy()
    monkeypatch.setattr(act_module, "time", Clock(other.let_go))
    try:
        note("satu", first=other.fail_where_rows_are_locked)
    finally:
        other.let_go()
    assert noted() == ["satu"]
    assert other.let_go_count > 1


class Busy:
    """Another writer that is in the way until told to let go."""

    def __init__(self) -> None:
        self.let_go_count = 0
        self._file: sqlite3.Connection | None = None
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA busy_timeout = 0")
            self._file = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
            self._file.execute("BEGIN IMMEDIATE")

    def let_go(self, _: float = 0) -> None:
        self.let_go_count += 1
        if self._file is not None:
            self._file.close()
            self._file = None
            connection.close()  # the next connection waits again, as the settings say

    def fail_where_rows_are_locked(self, _: Context) -> None:
        if connection.vendor == "postgresql" and self.let_go_count == 0:
            with connection.cursor() as cursor:
                cursor.execute(
                    "DO $$ BEGIN RAISE EXCEPTION 'told' USING ERRCODE = 'serialization_failure'; END $$"
                )


class Clock:
    """`time` with a pause that is an occasion instead of a wait."""

    monotonic = staticmethod(time.monotonic)

    def __init__(self, pause: Callable[[float], None]) -> None:
        self.sleep = pause


def test_other_trouble_with_the_database_is_not_repeated() -> None:
    ran: list[Any] = []

    def trouble(context: Context) -> None:
        ran.append(context)
        raise OperationalError("disk full")

    with pytest.raises(OperationalError, match="disk full"):
        note("satu", first=trouble)
    assert len(ran) == 1


def test_row_that_stands_for_good_is_told_of_after_one_more_look() -> None:
    ran: list[str] = []

    def same_again(context: Context) -> None:
        ran.append(context.scope)
        for _twice in range(2):
            Blob.objects.create(scope=SCOPE, sha256="a" * 64, size=1, mime="text/plain")

    with pytest.raises(IntegrityError):
        note("satu", first=same_again)
    assert len(ran) == (2 if connection.vendor == "postgresql" else 1)
    assert noted() == []


def test_act_gives_up_after_so_many_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[Any] = []

    def busy(context: Context) -> None:
        ran.append(context)
        raise OperationalError("database is locked")

    monkeypatch.setattr(act_module, "time", Clock(lambda seconds: None))
    with pytest.raises(OperationalError, match="locked"):
        note("satu", first=busy)
    assert len(ran) == act_module.ATTEMPTS
    assert noted() == []


def test_act_inside_a_transaction_of_somebody_else_is_refused() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        note("satu")
    assert noted() == []
