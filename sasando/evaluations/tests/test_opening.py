"""Opening an evaluation and its stages, in order."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from sasando.evaluations.actions.opening import Opened, open_evaluation, open_stage, record_absence, schedule
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.faults import EvaluationError, OutOfOrderError
from sasando.evaluations.models import Answer, Evaluation, Stage
from sasando.evaluations.testing import Team, fill, levels, opened, stage
from sasando.kernel.grant_table import RefusedError
from sasando.kernel.journal import verify
from sasando.kernel.models import Entry

pytestmark = pytest.mark.django_db


def test_evaluation_opens_with_the_stages_of_its_track_and_an_answer_for_each_indicator(people: Team) -> None:
    first = opened(people)
    evaluation = first.evaluation
    assert [(one.code, one.state) for one in evaluation.stages.order_by("ordinal")] == [
        ("mandiri", "open"),
        ("dokumen", "waiting"),
        ("interviu", "waiting"),
        ("visitasi", "waiting"),
        ("akhir", "waiting"),
    ]
    assert Answer.objects.filter(stage=first).count() == 47
    assert not list(verify("agency:kab-kupang"))


@pytest.mark.parametrize(
    ("instrument", "year", "rated"),
    [("spbe-2018", 2019, 37), ("spbe-2020", 2025, 47), ("pemdi-2026", 2026, 20)],
)
def test_every_instrument_opens_with_the_nodes_that_it_rates(
    people: Team, instrument: str, year: int, rated: int
) -> None:
    assert opened(people, instrument, year).answers.count() == rated


def test_several_evaluations_of_a_year_stand_side_by_side_but_none_twice(people: Team) -> None:
    opened(people)
    opened(people, kind="resmi")
    second = Opened("spbe-2020", 2025, "simulasi", "evaluasi", label="kedua")
    open_evaluation(people.coordinator, people.agency, second)
    with pytest.raises(EvaluationError, match="sudah dibuka"):
        open_evaluation(people.coordinator, people.agency, second)
    assert Evaluation.objects.count() == 3


def test_evaluation_is_opened_for_next_year_at_the_latest_by_the_clock_of_the_agency(
    people: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_year_at_kupang = datetime(2026, 12, 31, 17, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: new_year_at_kupang)
    assert opened(people, "pemdi-2026", 2028).evaluation.year == 2028
    for year in (2029, 9999):
        with pytest.raises(EvaluationError, match=f"tahun {year} masih terlalu jauh.*tahun depan, 2028"):
            opened(people, "pemdi-2026", year)


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (Opened("spbe-2020", 2026, "resmi", "evaluasi"), "mengukur tahun 2021–2025"),
        (Opened("spbe-2020", 2025, "resmi", "kilat"), "jalur"),
        (Opened("spbe-2020", 2025, "lomba", "evaluasi"), "jenis"),
        (Opened("rb-2020", 2021, "resmi", "evaluasi"), "tidak dihitung"),
    ],
)
def test_what_the_instrument_does_not_know_is_refused_with_the_reason(
    people: Team, wanted: Opened, why: str
) -> None:
    with pytest.raises(EvaluationError, match=why):
        open_evaluation(people.coordinator, people.agency, wanted)
    assert not Evaluation.objects.exists()


def test_who_enters_data_opens_no_evaluation(people: Team) -> None:
    with pytest.raises(RefusedError):
        open_evaluation(people.entry, people.agency, Opened("spbe-2020", 2025, "resmi", "evaluasi"))


def test_stage_opens_only_after_the_one_before_is_sealed(people: Team, mandiri: Stage) -> None:
    dokumen = stage(str(mandiri.evaluation_id), "dokumen")
    with pytest.raises(OutOfOrderError, match="segel tahap Penilaian Mandiri"):
        open_stage(people.coordinator, dokumen)
    fill(people.entry, mandiri, levels(47))
    seal(people.responsible, mandiri)
    with pytest.raises(OutOfOrderError, match="menurut urutannya"):
        open_stage(people.coordinator, stage(str(mandiri.evaluation_id), "interviu"))
    open_stage(people.coordinator, dokumen)
    assert stage(str(mandiri.evaluation_id), "dokumen").state == "open"


def test_optional_stage_is_passed_over_and_does_not_follow_later(people: Team, mandiri: Stage) -> None:
    evaluation = str(mandiri.evaluation_id)
    fill(people.entry, mandiri, levels(47))
    seal(people.responsible, mandiri)
    for code in ("dokumen", "interviu"):
        open_stage(people.coordinator, stage(evaluation, code))
        seal(people.coordinator, stage(evaluation, code))
    open_stage(people.coordinator, stage(evaluation, "akhir"))
    with pytest.raises(OutOfOrderError, match="tidak dapat menyusul"):
        open_stage(people.coordinator, stage(evaluation, "visitasi"))


def test_schedule_names_the_letter_it_rests_on(people: Team, mandiri: Stage) -> None:
    schedule(people.coordinator, mandiri, date(2025, 7, 31), "Surat B/66/PD.02/2025")
    mandiri.refresh_from_db()
    assert (mandiri.due, mandiri.letter) == (date(2025, 7, 31), "Surat B/66/PD.02/2025")
    assert Entry.objects.filter(act="evaluations.schedule").count() == 1


def test_not_taking_part_is_a_result_until_something_is_sealed(people: Team, mandiri: Stage) -> None:
    record_absence(people.coordinator, mandiri.evaluation, "tidak mengikuti menurut surat")
    with pytest.raises(OutOfOrderError, match="tidak mengikuti"):
        open_stage(people.coordinator, stage(str(mandiri.evaluation_id), "dokumen"))
    record_absence(people.coordinator, mandiri.evaluation, "")
    fill(people.entry, mandiri, levels(47))
    seal(people.responsible, mandiri)
    with pytest.raises(EvaluationError, match="disegel"):
        record_absence(people.coordinator, mandiri.evaluation, "batal ikut")
