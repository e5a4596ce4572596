"""What a report says: exact figures, what moved and by whom, what is late, what waits."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from sasando.evaluations.actions.assigning import assign
from sasando.evaluations.actions.opening import open_stage, schedule
from sasando.evaluations.actions.sealing import reopen, seal
from sasando.evaluations.actions.verifying import RETURNED, verify
from sasando.evaluations.models import Stage
from sasando.evaluations.reports.gather import gather
from sasando.evaluations.reports.queries import deeds_since
from sasando.evaluations.reports.testing import all_stages, facts_of, fresh
from sasando.evaluations.testing import Team, fill, levels, opened, revisions, stage
from sasando.organizations.testing import person, unit

pytestmark = pytest.mark.django_db
BANDAR_LAMPUNG = levels(47, 1, I36=3, I41=3, I42=3, I44=2)  # its report of 2021: index 1.20


def test_facts_hold_the_exact_index_and_the_value_of_every_part(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, BANDAR_LAMPUNG)
    facts = facts_of(mandiri)
    assert facts.score.index == Fraction(6, 5)
    assert facts.score.predicate == "Kurang"
    assert {part.code: part.value for part in facts.parts if part.depth == 1} == {
        "D1": 1,
        "D2": 1,
        "D3": 1,
        "D4": Fraction(131, 91),
    }
    assert facts.indicators[35].value == 3
    assert facts.indicators[35].part == "A7"


def test_with_gaps_there_are_bounds_and_no_index(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(46, 2))
    score = facts_of(mandiri).score
    assert (score.index, score.lower, score.upper) == (None, Fraction(197, 100), Fraction(209, 100))
    assert score.missing == ("47",)


def test_deeds_since_a_moment_are_found_by_their_time_and_not_by_walking_the_journal(
    people: Team, mandiri: Stage
) -> None:
    fill(people.entry, mandiri, levels(47, 2))
    with CaptureQueriesContext(connection) as asked:
        deeds_since(people.agency, [f"stage:{mandiri.id}"], timezone.now())
    query = next(one["sql"] for one in asked if "kernel_entry" in one["sql"])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # which chooses by the size of the table: here it is tiny
            cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'kernel_entry'")
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {query}")
        plan = str(cursor.fetchall())
    assert "entry_by_time" in plan


def test_facts_take_the_same_queries_whatever_they_hold(
    people: Team, mandiri: Stage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    facts_of(mandiri)  # instrument and printed means are read once a process
    empty, stages = fresh(mandiri), all_stages(mandiri)
    with django_assert_num_queries(13):
        gather(empty, stages)
    fill(people.entry, mandiri, levels(47, 2))
    fill(people.assessor, mandiri, {"I1": 3, "I2": 1})
    with django_assert_num_queries(14):  # what stood a week ago is read where something moved
        gather(empty, stages)


def test_self_assessed_figure_is_called_a_simulation_and_a_judged_one_by_its_stage(
    people: Team, mandiri: Stage
) -> None:
    assert facts_of(mandiri).called.tag == "Simulasi, penilaian mandiri"
    fill(people.entry, mandiri, levels(47, 2), fact="ada")
    verify(people.assessor, mandiri, revisions(mandiri))
    seal(people.responsible, mandiri)
    documents = stage(str(mandiri.evaluation_id), "dokumen")
    open_stage(people.coordinator, documents)
    fill(people.entry, documents, levels(46, 2))
    called = facts_of(documents).called
    assert (called.tag, called.own) == ("Simulasi, sebagian penilaian mandiri", True)
    assert called.sentence.startswith("1 dari 47 nilai masih dari penilaian mandiri")
    fill(people.entry, documents, {"I47": 1})
    assert (facts_of(documents).called.tag, facts_of(documents).called.own) == ("Penilaian Dokumen", False)


def test_week_tells_what_moved_by_how_much_and_by_whom_without_addresses(
    people: Team, mandiri: Stage
) -> None:
    fill(people.entry, mandiri, levels(47, 2))
    later = timezone.now() + timedelta(days=8)
    assert gather(fresh(mandiri), all_stages(mandiri), later).week.moves == ()
    fill(people.assessor, mandiri, {"I42": 4})
    week = gather(fresh(mandiri), all_stages(mandiri)).week
    moved = {move.number: move for move in week.moves}
    assert moved["42"].after == 4
    assert moved["42"].before is None
    assert moved["42"].by == ("pelaksana kab-kupang", "asesor kab-kupang")
    assert {worker.name: worker.judged for worker in week.workers}["pelaksana kab-kupang"] == 47
    assert "@" not in str(week)


def test_week_counts_the_points_from_what_stood_before_it(
    people: Team, mandiri: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(people.entry, mandiri, levels(47, 2))
    filled = timezone.now()
    fill(people.assessor, mandiri, {"I42": 4})
    week = gather(fresh(mandiri), all_stages(mandiri), filled + timedelta(days=7)).week
    assert [(move.number, move.before, move.after, move.points) for move in week.moves] == [
        ("42", Fraction(2), Fraction(4), Fraction(6, 100))
    ]
    assert week.points == Fraction(6, 100)


def test_late_answers_are_counted_by_unit_the_most_first(people: Team, mandiri: Stage) -> None:
    health, public_works = unit(people.agency, "DINKES", "Dinas Kesehatan"), unit(people.agency, "PUPR")
    yesterday = date.today() - timedelta(days=2)
    assign(people.coordinator, mandiri, ["I1"], unit=health, due=yesterday)
    assign(people.coordinator, mandiri, ["I2", "I3"], unit=public_works, due=yesterday)
    assign(people.coordinator, mandiri, ["I4"], unit=health, due=yesterday + timedelta(days=30))
    found = [(late.unit, late.numbers) for late in facts_of(mandiri).late]
    assert found == [("Dinas PUPR", ("2", "3")), ("Dinas Kesehatan", ("1",))]
    fill(people.entry, mandiri, {"I2": 2, "I3": 2})
    assert [late.unit for late in facts_of(mandiri).late] == ["Dinas Kesehatan"]


def test_waiting_names_what_is_returned_unverified_and_missing_and_whose_turn_it_is(
    people: Team, mandiri: Stage
) -> None:
    fill(people.entry, mandiri, levels(46, 2), fact="ada")
    verify(people.assessor, mandiri, {"I1": 1}, verdict=RETURNED, note="bukti kurang")
    waiting = {one.what: one for one in facts_of(mandiri).waiting}
    assert waiting["dikembalikan, menunggu perbaikan"].numbers == ("1",)
    assert waiting["belum bernilai"].numbers == ("47",)
    assert (waiting["menunggu verifikasi"].whose, len(waiting["menunggu verifikasi"].numbers)) == (
        "asesor internal",
        45,
    )
    fill(people.entry, mandiri, {"I1": 1, "I47": 2}, fact="ada")
    verify(people.assessor, mandiri, revisions(mandiri))
    assert [(one.what, one.whose) for one in facts_of(mandiri).waiting] == [
        ("lengkap, siap dikirim", "penanggung jawab")
    ]


def test_next_date_is_the_nearest_with_what_it_rests_on(people: Team, mandiri: Stage) -> None:
    last = date.today() + timedelta(days=30)
    schedule(people.coordinator, mandiri, last, "Surat Deputi Nomor B/1/2026")
    coming = facts_of(mandiri).coming
    assert coming is not None
    assert (coming.day, coming.what, coming.letter) == (
        last,
        "hari terakhir Penilaian Mandiri",
        "Surat Deputi Nomor B/1/2026",
    )
    assign(people.coordinator, mandiri, ["I1"], person=people.entry, due=last - timedelta(days=3))
    coming = facts_of(mandiri).coming
    assert coming is not None
    assert coming.what == "tenggat isian 1 indikator"


def test_official_result_and_target_stand_beside_it(people: Team) -> None:
    facts = facts_of(opened(people, year=2022))
    assert [(one.year, one.value) for one in facts.published] == [
        (2021, Fraction(8, 5)),
        (2022, Fraction(37, 20)),
    ]
    assert facts.target is not None
    assert (facts.target.year, facts.target.value) == (2022, Fraction(193, 50))


def test_explanation_compares_with_the_stage_before_exactly(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(47, 2), fact="ada")
    verify(people.assessor, mandiri, revisions(mandiri))
    seal(people.responsible, mandiri)
    documents = stage(str(mandiri.evaluation_id), "dokumen")
    open_stage(people.coordinator, documents)
    fill(people.entry, documents, {"I1": 3, "I42": 1})
    found = facts_of(documents).explanation
    assert found.compared
    assert [(one.number, one.before, one.after, one.points) for one in found.leaves] == [
        ("1", Fraction(2), Fraction(3), Fraction(13, 1000)),
        ("42", Fraction(2), Fraction(1), Fraction(-3, 100)),
    ]
    assert sum(part.points for part in found.parts) == found.end - found.start == Fraction(-17, 1000)


def test_without_an_earlier_result_the_explanation_adds_up_from_the_lowest_index(
    people: Team, mandiri: Stage
) -> None:
    fill(people.entry, mandiri, BANDAR_LAMPUNG)
    found = facts_of(mandiri).explanation
    assert not found.compared
    assert (found.start, found.end) == (Fraction(1), Fraction(6, 5))
    assert {one.code: one.points for one in found.parts} == {"D1": 0, "D2": 0, "D3": 0, "D4": Fraction(1, 5)}


def test_explanation_compares_with_the_last_sealed_year_of_the_same_instrument(people: Team) -> None:
    earlier = opened(people, year=2024)
    fill(people.entry, earlier, levels(47, 1))
    seal(people.responsible, earlier)
    now = opened(people, year=2025)
    fill(people.entry, now, levels(47, 1, I10=2))
    found = facts_of(now).explanation
    assert (found.start_name, found.end_name) == ("Penilaian Mandiri 2024", "Penilaian Mandiri 2025")
    assert [one.number for one in found.leaves] == ["10"]


def test_history_keeps_every_seal_with_why_it_was_opened_again(people: Team) -> None:
    simulation = opened(people)
    fill(people.entry, simulation, levels(47, 2))
    seal(people.responsible, simulation)
    reopen(people.coordinator, simulation, "salah menilai indikator 5")
    facts = facts_of(simulation)
    assert facts.seal is None
    assert [(one.number, one.reopened) for one in facts.seals] == [(1, "salah menilai indikator 5")]
    fill(people.entry, simulation, {"I5": 3})
    second = seal(people.responsible, simulation)
    facts = facts_of(simulation)
    assert facts.seal is not None
    assert (facts.seal.number, facts.seal.digest, facts.seal.index) == (2, second.digest, second.index)
    assert facts.seal.short.replace(" ", "") == second.digest[:12]


def test_signers_are_named_where_one_person_holds_the_role_and_blank_where_two_do(
    people: Team, mandiri: Stage
) -> None:
    person("koordinator kedua", people.agency, "coordinator")
    names = {one.role: one.name for one in facts_of(mandiri).signers}
    assert names == {
        "Koordinator": "",
        "Penanggung jawab": "penanggung kab-kupang",
        "Asesor internal": "asesor kab-kupang",
    }


def test_decimal_instrument_shows_what_was_assumed(people: Team) -> None:
    digital = opened(people, "pemdi-2026", 2026)
    codes = [one.code for one in facts_of(digital).indicators]
    fill(people.entry, digital, {code: Fraction(7, 6) for code in codes[:5]})
    facts = facts_of(digital)
    assert facts.indicators[0].value == Fraction(7, 6)
    assert set(facts.score.assumed) <= {one.number for one in facts.indicators if one.assumed}
    assert facts.score.assumed
