"""*Serah terima*: what is open in the evaluations goes to the one who takes over, in the same act."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from sasando.evaluations.actions.assigning import assign, give_access
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.models import Answer, Stage, StageAccess
from sasando.evaluations.testing import Team, fill, levels, opened
from sasando.kernel.actor import Actor
from sasando.kernel.models import Entry
from sasando.organizations.actions.memberships import hand_over
from sasando.organizations.handover import Handover
from sasando.organizations.testing import person

pytestmark = pytest.mark.django_db


def hand(people: Team, giver: str, taker: str) -> dict[str, int]:
    """Hand over from one person of the agency to another, by their names; how much of each was moved."""
    admin = person("Admin", people.agency, "agency_admin")
    given = Handover(
        people.agency,
        person(giver, people.agency, "leader"),
        person(taker, people.agency, "leader"),
        "Mutasi, SK 800/12/2026",
    )
    return hand_over(Actor.user(admin.id), given)


def test_answers_of_open_stages_are_the_taker_s_and_sealed_ones_stay(people: Team, mandiri: Stage) -> None:
    budi = person("Budi", people.agency, "entry")
    done = opened(people, year=2024)
    for stage in (mandiri, done):
        assign(people.coordinator, stage, ["I1", "I2"], person=budi, due=date(2026, 12, 1))
    fill(people.entry, done, levels(47))
    seal(people.responsible, done)
    moved = hand(people, "Budi", "Rina")
    assert moved["answers"] == 2
    found = Answer.objects.filter(assigned_user__name="Rina")
    assert {(one.stage_id, one.due) for one in found} == {(mandiri.id, date(2026, 12, 1))}
    assert Answer.objects.filter(assigned_user=budi, stage=done).count() == 2
    body = json.loads(Entry.objects.get(act="organizations.hand_over").body)
    assert (body["moved"]["answers"], body["moved"]["stage_accesses"]) == (2, 0)


def test_stages_given_from_outside_go_with_it_until_the_same_day(people: Team, mandiri: Stage) -> None:
    budi = person("Budi", people.agency, "external_assessor")
    until = date.today() + timedelta(days=9)
    give_access(people.coordinator, mandiri, budi, until)
    assert hand(people, "Budi", "Rina")["stage_accesses"] == 1
    standing = StageAccess.objects.get(ended_at=None)
    assert (standing.user.name, standing.until) == ("Rina", until)
