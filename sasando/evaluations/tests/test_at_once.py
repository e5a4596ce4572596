"""Two people who change the stages of one evaluation at the same moment: one of them is refused, in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model

from sasando.evaluations.actions import opening, sealing
from sasando.evaluations.actions.opening import open_stage
from sasando.evaluations.faults import EvaluationError, OutOfOrderError, StageClosedError
from sasando.evaluations.models import Evaluation, Reopening, Seal, Stage
from sasando.evaluations.snapshot import Snapshot, snapshot
from sasando.evaluations.testing import Team, fill, levels, opened, stage, team
from sasando.kernel.writing import insert_many

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shipped_again")]


def _closing(work: Callable[[], object]) -> None:
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


def test_same_evaluation_opened_twice_at_once_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    people: Team = team()
    wanted = opening.Opened("spbe-2020", 2025, "resmi", "evaluasi")
    second: list[Future[None]] = []

    def also() -> None:
        opening.open_evaluation(people.coordinator, people.agency, wanted)

    with ThreadPoolExecutor(1) as pool:

        def meanwhile(rows: Sequence[Model]) -> None:
            """Somebody else opens it too, before the first has ended."""
            if not second:
                second.append(pool.submit(_closing, also))
                _one_waits()
            insert_many(rows)

        monkeypatch.setattr(opening, "insert_many", meanwhile)
        opening.open_evaluation(people.coordinator, people.agency, wanted)
        with pytest.raises(EvaluationError, match="sudah dibuka; beri nama lain"):
            second[0].result(timeout=30)
    assert Evaluation.objects.count() == 1


def test_stage_is_not_sealed_while_the_evaluation_is_recorded_as_not_taken_part_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people: Team = team()
    mandiri: Stage = opened(people)
    fill(people.entry, mandiri, levels(47, 1))
    sealed: list[Future[None]] = []
    save = Evaluation.save
    with ThreadPoolExecutor(1) as pool:

        def meanwhile(of: Evaluation, **named: Any) -> None:
            """Somebody else sends the stage, and waits for it."""
            sealed.append(pool.submit(_closing, lambda: sealing.seal(people.responsible, mandiri)))
            _one_waits()
            save(of, **named)

        monkeypatch.setattr(Evaluation, "save", meanwhile)
        opening.record_absence(people.coordinator, mandiri.evaluation, "belum siap")
        with pytest.raises(StageClosedError, match="tidak mengikuti"):
            sealed[0].result(timeout=30)
    assert not Seal.objects.exists()


def test_absence_is_not_recorded_while_a_stage_is_being_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    people: Team = team()
    mandiri: Stage = opened(people)
    fill(people.entry, mandiri, levels(47, 1))
    absent: list[Future[None]] = []
    with ThreadPoolExecutor(1) as pool:

        def meanwhile(of: Stage) -> Snapshot:
            """Somebody else records the absence while the stage is held."""
            of_all = mandiri.evaluation
            absent.append(
                pool.submit(
                    _closing, lambda: opening.record_absence(people.coordinator, of_all, "belum siap")
                )
            )
            _one_waits()
            return snapshot(of)

        monkeypatch.setattr(sealing, "snapshot", meanwhile)
        sealing.seal(people.responsible, mandiri)
        with pytest.raises(EvaluationError, match="evaluasi ini diikuti"):
            absent[0].result(timeout=30)
    assert Evaluation.objects.get().absence == ""


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
