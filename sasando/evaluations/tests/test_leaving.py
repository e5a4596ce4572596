"""What an account leaves behind when it is closed: work without anybody, and nothing that still opens a door."""

from __future__ import annotations

from sasando.evaluations.actions.assigning import assign
from sasando.evaluations.models import Answer, Stage, StageAccess
from sasando.evaluations.testing import Team, fill, from_outside
from sasando.organizations.actions.closing import NAME_OF_CLOSED, close_account
from sasando.organizations.testing import unit
from sasando.tokens.actions import make_token
from sasando.tokens.models import PersonalToken
from sasando.tokens.queries import valid_token


def test_work_of_a_closed_account_waits_for_somebody_else_and_what_was_entered_stays(
    people: Team, mandiri: Stage
) -> None:
    office = unit(people.agency, "DISKOMINFO")
    assign(people.coordinator, mandiri, ["I1", "I2"], unit=office, person=people.entry)
    fill(people.entry, mandiri, {"I1": 3})
    assert close_account(people.entry)["assignments"] == 2
    assert not Answer.objects.filter(assigned_user=people.entry).exists()
    assert Answer.objects.filter(assigned_unit=office).count() == 2
    entered = Answer.objects.get(stage=mandiri, node__code="I1").current
    assert entered is not None
    assert (entered.value, entered.entered_by.name) == (3, NAME_OF_CLOSED)


def test_closed_account_has_no_stage_and_no_token_any_more(people: Team, mandiri: Stage) -> None:
    outside = from_outside(people, mandiri)
    made = make_token(outside, "skrip asesor luar", 30)
    assert valid_token(made.secret) is not None
    close_account(outside)
    assert not StageAccess.objects.filter(ended_at=None).exists()
    assert valid_token(made.secret) is None
    assert PersonalToken.objects.get().name == "-"
