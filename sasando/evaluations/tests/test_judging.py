"""Entering values: exact, on the revision that was read, all or nothing, on record with their texts."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sasando.evaluations.actions.assigning import assign, end_access, give_access
from sasando.evaluations.actions.judging import judge
from sasando.evaluations.actions.opening import open_stage
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.entered import Entered
from sasando.evaluations.faults import ConflictError, NotYoursError, StageClosedError
from sasando.evaluations.models import Answer, Judgement, Stage
from sasando.evaluations.queries import history, stage_of, worksheet
from sasando.evaluations.testing import Team, fill, levels, opened, stage
from sasando.kernel.faults import BadInputError
from sasando.kernel.grant_table import RefusedError
from sasando.kernel.models import Entry
from sasando.organizations.testing import person, unit

pytestmark = pytest.mark.django_db


def answer(of: Stage, code: str) -> Answer:
    return Answer.objects.select_related("current").get(stage=of, node__code=code)


def test_value_is_kept_exactly_with_its_texts_and_the_criterion_it_rests_on(
    people: Team, mandiri: Stage
) -> None:
    judge(
        people.entry,
        mandiri,
        [Entered("I1", 0, Fraction(3), fact="Perbup 12/2023", analysis="memuat enam domain")],
    )
    held = answer(mandiri, "I1")
    assert held.current is not None
    assert (held.revision, held.work_state, held.current.value) == (1, "filled", 3)
    assert held.current.basis_digest
    entry = json.loads(Entry.objects.get(act="evaluations.judge_self").body)
    assert entry["judgements"][0]["fact"] == "Perbup 12/2023"
    assert entry["judgements"][0]["value"] == "3"


def test_fraction_is_taken_where_values_are_decimal_and_refused_where_levels_are_whole(people: Team) -> None:
    pemdi = opened(people, "pemdi-2026", 2026)
    judge(people.entry, pemdi, [Entered("I1", 0, Fraction(7, 6), source_document="laporan hlm. 4")])
    held = answer(pemdi, "I1").current
    assert held is not None
    assert held.value == Fraction(7, 6)
    with pytest.raises(BadInputError, match="tidak bulat"):
        judge(people.entry, opened(people), [Entered("I1", 0, Fraction(7, 6))])


def test_one_bad_value_of_many_saves_none(people: Team, mandiri: Stage) -> None:
    with pytest.raises(BadInputError, match="2: nilai 6 di luar skala"):
        judge(people.entry, mandiri, [Entered("I1", 0, Fraction(3)), Entered("I2", 0, Fraction(6))])
    assert not Judgement.objects.exists()


def test_value_written_on_an_older_revision_is_refused_with_both_texts(people: Team, mandiri: Stage) -> None:
    judge(people.entry, mandiri, [Entered("I1", 0, Fraction(3), fact="tulisan pertama")])
    with pytest.raises(ConflictError) as caught:
        judge(people.assessor, mandiri, [Entered("I1", 0, Fraction(2), fact="tulisan kedua")])
    (stale,) = caught.value.stale
    assert (stale.number, stale.value, stale.fact, stale.by) == (
        "1",
        "3",
        "tulisan pertama",
        people.entry.name,
    )
    held = answer(mandiri, "I1").current
    assert held is not None
    assert held.value == 3


def test_request_that_comes_twice_changes_nothing_the_second_time(people: Team, mandiri: Stage) -> None:
    once = [Entered("I1", 0, Fraction(3), fact="sama")]
    assert judge(people.entry, mandiri, once) == judge(people.entry, mandiri, once) == {"I1": 1}
    assert Judgement.objects.count() == 1
    assert Entry.objects.filter(act="evaluations.judge_self").count() == 1


def test_forty_seven_levels_are_one_act_with_one_entry_and_constant_queries(
    people: Team, mandiri: Stage
) -> None:
    with CaptureQueriesContext(connection) as one:
        fill(people.entry, mandiri, {"I1": 2})
    with CaptureQueriesContext(connection) as all_of_them:
        fill(people.entry, mandiri, levels(47, 3, I1=4))
    many = 2 * 46  # each row is one statement of an executemany, which SQLite reports one by one
    assert len(all_of_them) <= len(one) + many
    assert Entry.objects.filter(act="evaluations.judge_self").count() == 2
    assert sum("COMMIT" in query["sql"] or "RELEASE" in query["sql"] for query in all_of_them) <= 1


def test_withdrawn_value_leaves_the_answer_empty_and_its_history_whole(people: Team, mandiri: Stage) -> None:
    judge(people.entry, mandiri, [Entered("I1", 0, Fraction(3), fact="Perbup")])
    judge(people.entry, mandiri, [Entered("I1", 1, outcome="withdrawn", reason="salah indikator")])
    assert answer(mandiri, "I1").work_state == "empty"
    assert [
        (event.what, event.value, event.note) for event in history(mandiri, "I1", [mandiri], [mandiri])
    ] == [
        ("withdrawn", None, "salah indikator"),
        ("value", 3, ""),
    ]


def test_contact_of_a_unit_judges_only_what_was_assigned(people: Team, mandiri: Stage) -> None:
    office = unit(people.agency, "DISKOMINFO")
    contact = person("pic kominfo", people.agency, "unit_contact", office)
    with pytest.raises(NotYoursError, match="indikator 1 tidak ditugaskan"):
        judge(contact, mandiri, [Entered("I1", 0, Fraction(2))])
    assign(people.coordinator, mandiri, ["I1"], unit=office, due=date(2025, 8, 1))
    judge(contact, mandiri, [Entered("I1", 0, Fraction(2))])
    assert answer(mandiri, "I1").due == date(2025, 8, 1)


def test_transcribed_value_names_the_report_it_comes_from(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(47, 3))
    seal(people.responsible, mandiri)
    dokumen = stage(str(mandiri.evaluation_id), "dokumen")
    open_stage(people.coordinator, dokumen)
    with pytest.raises(BadInputError, match="dokumen sumbernya"):
        judge(people.entry, dokumen, [Entered("I1", 0, Fraction(2))])
    judge(people.entry, dokumen, [Entered("I1", 0, Fraction(2), source_document="laporan hlm. 12")])


def test_leader_reads_and_judges_nothing(people: Team, mandiri: Stage) -> None:
    with pytest.raises(RefusedError):
        judge(people.leader, mandiri, [Entered("I1", 0, Fraction(2))])


def test_sealed_stage_takes_no_value(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(47))
    seal(people.responsible, mandiri)
    with pytest.raises(StageClosedError, match="sudah disegel"):
        judge(people.entry, mandiri, [Entered("I1", 1, Fraction(2))])


def test_assessor_from_outside_judges_a_stage_only_while_it_is_theirs(people: Team, mandiri: Stage) -> None:
    outside = person("asesor luar", people.agency, "external_assessor")
    fill(people.entry, mandiri, levels(47, 3))
    seal(people.responsible, mandiri)
    dokumen = stage(str(mandiri.evaluation_id), "dokumen")
    open_stage(people.coordinator, dokumen)
    entered = [Entered("I1", 0, Fraction(2), justification="reviu lebih tua dari dua tahun")]
    with pytest.raises(NotYoursError, match="tidak diberi akses"):
        judge(outside, dokumen, entered)
    give_access(people.coordinator, dokumen, outside, date(2999, 1, 1))
    judge(outside, dokumen, entered)
    end_access(people.coordinator, dokumen, outside)
    with pytest.raises(NotYoursError):
        judge(outside, dokumen, [Entered("I2", 0, Fraction(2))])


def test_stage_keeps_what_an_earlier_one_decided_where_it_decided_nothing(
    people: Team, mandiri: Stage
) -> None:
    fill(people.entry, mandiri, levels(47, 3))
    seal(people.responsible, mandiri)
    dokumen = stage(str(mandiri.evaluation_id), "dokumen")
    open_stage(people.coordinator, dokumen)
    judge(
        people.coordinator, dokumen, [Entered("I47", 0, Fraction(1), source_document="laporan kementerian")]
    )
    found = stage_of(people.agency, mandiri.evaluation_id, "dokumen")
    assert found is not None
    sheet = worksheet(*found)
    assert sheet.score.index == 3 - Fraction(3, 100) * 2
    assert [row.counting.stage for row in sheet.rows if row.counting] == [1] * 46 + [2]


def test_worksheet_is_one_query_for_twenty_and_for_forty_seven_indicators(
    people: Team, mandiri: Stage
) -> None:
    counts = []
    for held in (mandiri, opened(people, "pemdi-2026", 2026)):
        fill(people.entry, held, levels(held.answers.count(), 1))
        with CaptureQueriesContext(connection) as queries:
            found = stage_of(people.agency, held.evaluation_id, "mandiri")
            assert found is not None
            worksheet(*found)
        counts.append(len(queries))
    assert counts == [2, 2]
