"""What a careless colleague or an attacker tries: each attempt has its defined end, and nothing half done."""

from __future__ import annotations

from datetime import date

import pytest

from sasando.evaluations.actions.assigning import assign, give_access
from sasando.evaluations.actions.drafting import save_draft
from sasando.evaluations.faults import NotYoursError
from sasando.evaluations.models import Stage
from sasando.evaluations.testing import Team
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
