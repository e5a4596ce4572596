"""What the doctor says of seals."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.db import connection

from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.findings import seals
from sasando.evaluations.models import Seal, Stage
from sasando.evaluations.testing import Team, fill, levels
from sasando.kernel.immutable import lifted

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("free_writes")
def test_doctor_recomputes_every_seal(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(47, 2))
    kept = seal(people.responsible, mandiri)
    assert seals().ok
    with lifted(connection):
        Seal.objects.filter(id=kept.id).update(index_num=Fraction(3).numerator)
    assert not seals().ok
    assert "dihitung ulang berbeda" in seals().detail
