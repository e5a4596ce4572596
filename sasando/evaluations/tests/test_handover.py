"""What moves with *serah terima*, and what the doctor says of seals."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.db import connection

from sasando.evaluations.actions.assigning import assign
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.findings import seals
from sasando.evaluations.models import Answer, Seal, Stage
from sasando.evaluations.testing import Team, fill, levels
from sasando.kernel.actor import Actor
from sasando.kernel.immutable import lifted
from sasando.organizations.actions.memberships import hand_over
from sasando.organizations.handover import Handover
from sasando.organizations.testing import person

pytestmark = pytest.mark.django_db


def test_open_indicators_move_to_whoever_takes_over(people: Team, mandiri: Stage) -> None:
    taker = person("pengganti", people.agency, "entry")
    admin = person("admin", people.agency, "agency_admin")
    assign(people.coordinator, mandiri, ["A3"], person=people.entry)
    hand_over(Actor.user(admin.id), Handover(people.agency, people.entry, taker, "mutasi menurut surat 12"))
    assert Answer.objects.filter(assigned_user=taker).count() == 4
    assert not Answer.objects.filter(assigned_user=people.entry).exists()


@pytest.mark.usefixtures("free_writes")
def test_doctor_recomputes_every_seal(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(47, 2))
    kept = seal(people.responsible, mandiri)
    assert seals().ok
    with lifted(connection):
        Seal.objects.filter(id=kept.id).update(index_num=Fraction(3).numerator)
    assert not seals().ok
    assert "dihitung ulang berbeda" in seals().detail
