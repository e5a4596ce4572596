"""What a careless colleague or an attacker tries: each attempt has its defined end, and nothing half done."""

from __future__ import annotations

from datetime import date

import pytest

from sasando.evaluations.actions.assigning import assign, give_access
from sasando.evaluations.actions.disclosing import disclose
from sasando.evaluations.actions.drafting import save_draft
from sasando.evaluations.actions.judging import judge
from sasando.evaluations.actions.opening import record_absence
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.actions.verifying import verify
from sasando.evaluations.entered import Entered
from sasando.evaluations.faults import EvaluationError, NotYoursError, StageClosedError
from sasando.evaluations.models import Answer, Disclosure, Judgement, Stage
from sasando.evaluations.testing import Team, fill, levels
from sasando.organizations.testing import person, unit

pytestmark = pytest.mark.django_db


def test_second_role_from_outside_opens_no_answer_of_another_office(people: Team, mandiri: Stage) -> None:
    both = person("pic dan asesor", people.agency, "unit_contact", unit(people.agency, "DISKOMINFO"))
    person("pic dan asesor", people.agency, "external_assessor")
    with pytest.raises(NotYoursError, match="indikator 1 tidak ditugaskan"):
        save_draft(both, mandiri, "I1", 0, "bukan milik saya", "")
    assign(people.coordinator, mandiri, ["I1"], person=both)
    assert save_draft(both, mandiri, "I1", 0, "tugas saya", "") == 1


def test_second_role_of_a_contact_still_works_on_the_stage_it_was_given(people: Team, mandiri: Stage) -> None:
    both = person("pic dan asesor", people.agency, "unit_contact", unit(people.agency, "DISKOMINFO"))
    person("pic dan asesor", people.agency, "external_assessor")
    give_access(people.coordinator, mandiri, both, date(2999, 1, 1))
    assert save_draft(both, mandiri, "I1", 0, "catatan asesor", "") == 1


@pytest.mark.parametrize("hidden", [["I21", "I21"], ["A5", "I21"], ["A5", "I21", "I22"]])
def test_what_is_hidden_twice_over_is_one_part_and_would_follow_from_the_index(
    people: Team, mandiri: Stage, hidden: list[str]
) -> None:
    fill(people.entry, mandiri, levels(47, 1))
    kept = seal(people.responsible, mandiri)
    with pytest.raises(EvaluationError, match="satu bagian saja"):
        disclose(people.coordinator, kept, "indicators", "Surat 045/12", hidden)
    assert not Disclosure.objects.exists()


def test_agency_that_takes_no_part_fills_and_sends_nothing(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(47, 2))
    record_absence(people.coordinator, mandiri.evaluation, "belum siap")
    with pytest.raises(StageClosedError, match="tidak mengikuti"):
        seal(people.responsible, mandiri)
    with pytest.raises(StageClosedError, match="tidak mengikuti"):
        save_draft(people.entry, mandiri, "I1", 1, "teks", "")
    record_absence(people.coordinator, mandiri.evaluation, "")
    assert seal(people.responsible, mandiri).index == 2


def test_withdrawn_answer_is_nothing_to_verify(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, {"I1": 3})
    judge(people.entry, mandiri, [Entered("I1", 1, outcome=Judgement.Outcome.WITHDRAWN)])
    with pytest.raises(EvaluationError, match="belum berisi"):
        verify(people.assessor, mandiri, {"I1": 2})
    assert Answer.objects.get(stage=mandiri, node__code="I1").work_state == "empty"
