"""What moved an index, by API: between stages of an evaluation, exactly, and what may be compared by whom."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sasando.api.tests.people import by_token, place, told
from sasando.evaluations.access import today
from sasando.evaluations.actions.assigning import give_access
from sasando.evaluations.actions.judging import judge
from sasando.evaluations.actions.opening import open_stage
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.entered import Entered
from sasando.evaluations.models import Stage
from sasando.evaluations.testing import Team, fill, levels, opened, stage
from sasando.organizations.testing import person, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def dokumen(people: Team) -> Stage:
    """Open after a sealed first stage at level 2; the external assessor found indicator 16 at level 1."""
    first = opened(people)
    fill(people.entry, first, levels(47, 2))
    seal(people.responsible, first)
    later = stage(str(first.evaluation_id), "dokumen")
    open_stage(people.coordinator, later)
    judge(people.coordinator, later, [Entered("I16", 0, Fraction(1), source_document="Laporan, halaman 3")])
    return stage(str(first.evaluation_id), "dokumen")


def test_change_since_the_stage_before_is_told_exactly(people: Team, dokumen: Stage) -> None:
    found = told(by_token(people.leader).get(place(dokumen, "change")))
    assert found["against"] == f"{dokumen.evaluation_id}.mandiri"
    (moved,) = found["indicators"]
    assert (moved["number"], moved["before"], moved["after"]) == ("16", "2", "1")
    assert Fraction(found["after"]["exact"]) - Fraction(found["before"]["exact"]) == Fraction(moved["points"])
    assert sum(Fraction(part["points"]) for part in found["parts"]) == Fraction(moved["points"])


def test_first_stage_of_an_agency_has_nothing_to_be_compared_with(people: Team) -> None:
    found = told(by_token(people.leader).get(place(opened(people), "change")))
    assert found == {
        "choices": [], "against": None, "before": None, "after": None, "incomplete": None, "parts": [],
        "indicators": [],
    }  # fmt: skip


def test_what_is_not_among_the_choices_is_not_there(people: Team, dokumen: Stage) -> None:
    asked = f"{place(dokumen, 'change')}?against={dokumen.evaluation_id}.visitasi"
    told(by_token(people.leader).get(asked), 404)
    told(by_token(people.leader).get(f"{place(dokumen, 'change')}?against=semua"), 422)


def test_contact_is_refused_and_an_assessor_needs_the_stage(people: Team, dokumen: Stage) -> None:
    contact = person("PIC", people.agency, "unit_contact", unit(people.agency, "1.02"))
    told(by_token(contact).get(place(dokumen, "change")), 403)
    assessor = person("Asesor luar", people.agency, "external_assessor")
    told(by_token(assessor).get(place(dokumen, "change")), 404)

    give_access(people.coordinator, dokumen, assessor, today(dokumen))
    found = told(by_token(assessor).get(place(dokumen, "change")))
    assert [one["stage"] for one in found["choices"]] == ["mandiri"]
