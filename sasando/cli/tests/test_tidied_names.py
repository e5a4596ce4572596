"""Names that earlier versions kept as they were typed come onto one line when the site is set up."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sasando.cli.setup_command import prepare
from sasando.kernel.actor import SYSTEM
from sasando.kernel.guard import unwatched
from sasando.kernel.models import Entry
from sasando.organizations.actions.names import tidy_names
from sasando.organizations.models import Invitation, Unit, User
from sasando.organizations.testing import hosted, person, unit

pytestmark = pytest.mark.django_db
TIDY = "Budi Ketik kata sandi Anda"
UNTIDY = "Budi\r\n\r\nKetik  kata sandi\u200b \u202eAnda"


@pytest.fixture
def untidy(db: None) -> None:
    """Somebody, an invitation and a unit of two agencies under names of several lines, beside tidy ones."""
    budi, sari = person("Budi", hosted(), "entry"), person("Sari", hosted(), "entry")
    now = timezone.now()
    with unwatched():
        User.objects.filter(id=budi.id).update(name=UNTIDY)
        User.objects.filter(id=sari.id).update(name="\u200b\u202e")
        Invitation.objects.create(
            agency=hosted(), email="nia@contoh.example", name=UNTIDY, role="entry", token_digest="0" * 64,
            made_by="system", made_at=now, expires_at=now + timedelta(days=7),
        )  # fmt: skip
    for agency in (hosted(), hosted("kota-kupang")):
        unit(agency, "DINKES", "Dinas\nKesehatan")
        unit(agency, "DISKOMINFO", "Dinas Kominfo")
    unit(hosted(), "X", "\u200b")
    unit(hosted(), "A\n1", "Dinas Sosial")
    unit(hosted(), "A 1", "Dinas Pangan")
    unit(hosted(), "\u200b", "Dinas Arsip")
    unit(hosted(), "B\x07", "Dinas Pasar")


def test_every_name_comes_onto_one_line_and_the_journals_know(untidy: None) -> None:
    assert "nama dalam satu baris" in prepare()
    assert set(User.objects.values_list("name", flat=True)) == {TIDY, "sari@contoh.example"}
    assert Invitation.objects.get().name == TIDY
    assert dict(Unit.objects.filter(agency__slug="kab-kupang").values_list("code", "name")) == {
        "DINKES": "Dinas Kesehatan", "DISKOMINFO": "Dinas Kominfo", "X": "X", "A 1": "Dinas Pangan",
        "DINAS-SOSIAL": "Dinas Sosial", "DINAS-ARSIP": "Dinas Arsip", "B": "Dinas Pasar",
    }  # fmt: skip
    entries = {one.chain_id: one for one in Entry.objects.filter(act="organizations.tidy_names")}
    told = {chain: json.loads(one.body) for chain, one in entries.items()}
    kota = Unit.objects.get(agency__slug="kota-kupang", code="DINKES")
    assert told["agency:kota-kupang"] == {
        "units": [{"unit": str(kota.id), "code": "DINKES", "name": "Dinas Kesehatan"}]
    }
    tidied = {one["code"] for one in told["agency:kab-kupang"]["units"]}
    assert tidied == {"DINKES", "X", "DINAS-SOSIAL", "DINAS-ARSIP", "B"}
    people = {str(one) for one in User.objects.values_list("id", flat=True)}
    assert set(told["national"]["users"]) == people
    assert told["national"]["invitations"] == [str(Invitation.objects.get().id)]
    assert TIDY not in entries["national"].body


@pytest.mark.parametrize("from_an_earlier_version", [True, False])
def test_names_are_read_once_and_then_no_more(
    request: pytest.FixtureRequest, from_an_earlier_version: bool
) -> None:
    if from_an_earlier_version:
        request.getfixturevalue("untidy")
    assert tidy_names(SYSTEM) == (9 if from_an_earlier_version else 0)
    before = Entry.objects.count()
    with CaptureQueriesContext(connection) as queries:
        assert tidy_names(SYSTEM) == 0
    assert Entry.objects.count() == before
    (asked,) = queries
    assert "kernel_receipt" in asked["sql"]
