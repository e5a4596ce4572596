"""Closing one's account: what goes, what stays, and who cannot."""

from __future__ import annotations

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from sasando.kernel.actor import Actor
from sasando.kernel.grant_table import RefusedError
from sasando.kernel.journal import verify
from sasando.kernel.models import Entry
from sasando.organizations.actions.closing import NAME_OF_CLOSED, close_account
from sasando.organizations.actions.invitations import Invited, accept_as_known, invite
from sasando.organizations.actions.people import set_password
from sasando.organizations.faults import RejectedError
from sasando.organizations.models import Agency, Invitation, Membership, User
from sasando.organizations.queries import memberships_of, people_of
from sasando.organizations.testing import PASSWORD, hosted, person, sign_in, unit

pytestmark = pytest.mark.django_db
PAGE = "/akun/tutup/"


@pytest.fixture
def agency() -> Agency:
    return hosted()


def test_person_closes_the_account_and_is_signed_out_everywhere(client: Client, agency: Agency) -> None:
    sari = person("Sari", agency, "entry", password=PASSWORD)
    person("Sari", agency, "unit_contact", unit(agency, "DISKOMINFO"))
    phone = Client()
    for one in (client, phone):
        one.post("/akun/masuk/", {"login": sari.email, "password": PASSWORD})
    assert "Pelaksana entri data Kabupaten Kupang" in client.get(PAGE).content.decode()
    answer = client.post(PAGE, {"sure": "on"}, follow=True)
    assert "Akun Anda sudah ditutup" in answer.content.decode()
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["sari@contoh.example"], "Sasando: Akun Anda ditutup")
    assert "oleh pemiliknya sendiri" in str(letter.body)
    assert re.search(r"Waktu: .* WITA\n", str(letter.body))
    assert [one.get("/k/").status_code for one in (client, phone)] == [302, 302]
    again = client.post("/akun/masuk/", {"login": "sari@contoh.example", "password": PASSWORD})
    assert "tidak cocok" in again.content.decode()
    closed = User.objects.get(id=sari.id)
    assert (closed.name, closed.email, closed.is_active) == (
        NAME_OF_CLOSED,
        f"{sari.id}@ditutup.invalid",
        False,
    )
    assert memberships_of(closed) == people_of(agency) == []
    assert not Membership.objects.filter(valid_to=None).exists()


def test_what_the_person_did_stays_on_record_under_the_id_alone(agency: Agency) -> None:
    sari = person("Sari", agency, "entry", password=PASSWORD)
    set_password(sari, "kecapi-lontar-tujuh-dawai")
    close_account(sari)
    acts = Entry.objects.filter(actor=f"user:{sari.id}").order_by("seq")
    assert [one.act for one in acts] == ["organizations.set_password", "organizations.close_account"]
    assert json.loads(acts[1].body)["roles"] == 1
    assert not Entry.objects.filter(body__icontains="sari").exists()
    assert not list(verify())


def test_invitations_of_the_person_hold_no_name_and_no_address(agency: Agency) -> None:
    admin = person("Admin", agency, "agency_admin")
    sari = person("Sari", agency, "entry")
    actor = Actor.user(admin.id)
    accept_as_known(invite(actor, agency, Invited(sari.email, "Sari", "assessor")), sari)
    invite(actor, agency, Invited(sari.email, "Sari", "leader"))
    close_account(sari)
    assert not Invitation.objects.filter(email=sari.email).exists()
    assert not Invitation.objects.filter(name="Sari").exists()
    assert not Invitation.objects.filter(used_at=None, withdrawn_at=None).exists()


def test_nothing_is_closed_before_the_person_says_that_they_are_sure(client: Client, agency: Agency) -> None:
    sari = person("Sari", agency, "entry")
    assert sign_in(client, sari).post(PAGE).status_code == 422
    assert User.objects.get(id=sari.id).is_active


def test_last_admin_and_last_operator_cannot_leave(client: Client, agency: Agency) -> None:
    admin = person("Admin", agency, "agency_admin")
    refused = sign_in(client, admin).post(PAGE, {"sure": "on"})
    assert refused.status_code == 409
    assert "Anda admin terakhir Kabupaten Kupang" in refused.content.decode()
    assert mail.outbox == []
    second = person("Admin kedua", agency, "agency_admin")
    close_account(second)
    with pytest.raises(RejectedError, match="admin terakhir"):
        close_account(admin)
    operator = person("Operator", None, "operator")
    with pytest.raises(RejectedError, match="operator terakhir"):
        close_account(operator)
    person("Operator kedua", None, "operator")
    close_account(operator)
    assert not User.objects.get(id=operator.id).is_operator


def test_second_step_goes_with_the_account_and_a_closed_account_does_nothing_more(agency: Agency) -> None:
    sari = person("Sari", agency, "entry")
    Authenticator.objects.create(user=sari, type="totp", data={"secret": "x"})
    close_account(sari)
    assert not Authenticator.objects.exists()
    with pytest.raises(RefusedError):
        close_account(sari)
