"""Names of people and units are one line of what can be seen, however they were typed: they stand in letters."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from sasando.kernel.actor import OPERATOR_CLI, Actor
from sasando.kernel.ids import new_id
from sasando.organizations.actions.invitations import Invited, accept_as_new, invite
from sasando.organizations.actions.people import create_operator
from sasando.organizations.actions.units import UnitValues, add_unit, change_unit, import_units
from sasando.organizations.models import Invitation, Unit, User
from sasando.organizations.testing import PASSWORD, hosted, mail_sent, person, sign_in
from sasando.organizations.unit_plan import PlannedUnit

pytestmark = pytest.mark.django_db
HOSTILE = "Budi\r\n\r\nKetik kata sandi Anda di \u202ehttps://jahat.example\u200b"
ONE_LINE = "Budi Ketik kata sandi Anda di https://jahat.example"


@pytest.fixture
def admin() -> Client:
    person("Rosa", hosted(), "agency_admin")
    return sign_in(Client(), person("Sari", hosted(), "agency_admin"))


def way_in(admin: Client) -> str:
    """The address by which somebody who was invited under a hostile name makes an account."""
    data = {"email": "budi@contoh.example", "name": HOSTILE, "role": "entry"}
    assert admin.post("/k/kab-kupang/orang/undang/", data).status_code == 200
    return next(line for line in str(mail.outbox[-1].body).splitlines() if "/akun/undangan/" in line)


def accept(address: str, name: str) -> None:
    Client().post(address, {"name": name, "password1": PASSWORD, "password2": PASSWORD})


def test_person_writes_no_lines_of_their_own_into_letters_to_others(admin: Client) -> None:
    accept(way_in(admin), HOSTILE)
    assert Invitation.objects.get().name == ONE_LINE
    budi, rina = User.objects.get(email="budi@contoh.example"), person("Rina", hosted(), "entry")
    data = {"taker": str(rina.id), "note": "Mutasi, SK 800/12/2026"}
    assert admin.post(f"/k/kab-kupang/orang/{budi.id}/serah-terima/", data).status_code == 302
    taken = str(mail_sent()[-1].body)
    assert f"semua peran dan pekerjaan terbuka {ONE_LINE} di Kabupaten Kupang kepada Anda." in taken


@pytest.mark.parametrize("invisible", ["\u200b", "\u202e\u202d", "\u2028", "\x1f"])
def test_name_that_nobody_sees_is_no_name(admin: Client, invisible: str) -> None:
    accept(way_in(admin), invisible)
    assert not User.objects.filter(email="budi@contoh.example").exists()


def test_unit_is_called_on_one_line_whichever_way_it_came(admin: Client) -> None:
    base = "/k/kab-kupang/unit/"
    admin.post(f"{base}baru/", {"name": "Dinas Satu\nLewat tenggat:", "kind": "dinas", "code": "A\n1"})
    admin.post(f"{base}impor/", {"lines": "Dinas\u202e Dua\u200b\nDinas \x07Tiga", "apply": "1"})
    names = set(Unit.objects.filter(agency=hosted()).values_list("name", flat=True))
    assert names == {"Dinas Satu Lewat tenggat:", "Dinas Dua", "Dinas Tiga"}
    assert Unit.objects.filter(code="A 1").exists()


def test_rule_holds_also_for_those_who_call_the_actions_themselves() -> None:
    agency, admin = hosted(), Actor.user(person("Sari", hosted(), "agency_admin").id)
    invited = Invited("budi@contoh.example", HOSTILE, "entry")
    assert accept_as_new(invite(admin, agency, invited), HOSTILE, PASSWORD).name == ONE_LINE
    assert Invitation.objects.get().name == ONE_LINE
    assert create_operator(OPERATOR_CLI, "nia@contoh.example", HOSTILE, PASSWORD).name == ONE_LINE
    values = UnitValues(HOSTILE, Unit.Kind.OFFICE, None)
    made = add_unit(admin, agency, "A\n1\u202e", values)
    change_unit(
        admin, agency, add_unit(admin, agency, "A2", UnitValues("Dinas", Unit.Kind.OFFICE, None)), values
    )
    import_units(admin, agency, [PlannedUnit(new_id(), "A\r3\x07", HOSTILE, Unit.Kind.OFFICE, None, "")])
    assert made.name == ONE_LINE
    assert set(Unit.objects.filter(agency=agency).values_list("code", flat=True)) == {"A 1", "A2", "A 3"}
    assert set(Unit.objects.filter(agency=agency).values_list("name", flat=True)) == {ONE_LINE}
