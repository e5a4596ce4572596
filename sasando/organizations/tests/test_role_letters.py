"""Whoever is given a role, or loses one, by somebody else reads so in a letter."""

from __future__ import annotations

from datetime import date, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.test import Client

from sasando.organizations.models import Membership, User
from sasando.organizations.queries import memberships_of
from sasando.organizations.roles import today_in
from sasando.organizations.testing import hosted, mail_sent, person, sign_in, unit
from sasando.ui.numbers import day

pytestmark = pytest.mark.django_db
HANDOVER = "Mutasi, SK 800/12/2026"


@pytest.fixture
def sari() -> User:
    person("Rosa", hosted(), "agency_admin")
    return person("Sari", hosted(), "agency_admin")


@pytest.fixture
def admin(client: Client, sari: User) -> Client:
    return sign_in(client, sari)


def today() -> date:
    return today_in("Asia/Makassar")


def give(admin: Client, user: User, role: str, **more: str) -> None:
    data = {"role": role, "valid_from": today().isoformat(), **more}
    assert admin.post(f"/k/kab-kupang/orang/{user.id}/peran/", data).status_code == 302


def end(admin: Client, user: User, last: date) -> int:
    held = Membership.objects.get(user=user)
    address = f"/k/kab-kupang/orang/{user.id}/peran/{held.id}/akhiri/"
    return admin.post(address, {"last_day": last.isoformat()}).status_code


def hand_over(admin: Client, giver: User, taker: User) -> None:
    data = {"taker": str(taker.id), "note": HANDOVER}
    assert admin.post(f"/k/kab-kupang/orang/{giver.id}/serah-terima/", data).status_code == 302


def letters() -> list[tuple[str, str]]:
    """To whom, and about what."""
    return [(one.to[0], one.subject.removeprefix("Sasando: ")) for one in mail_sent()]


def test_further_role_is_told_with_its_unit_its_days_and_who_gave_it_in_words_of_role(admin: Client) -> None:
    budi, until = person("Budi", hosted(), "entry"), today() + timedelta(days=30)
    dinkes = unit(hosted(), "DINKES", "Dinas Kesehatan")
    give(admin, budi, "unit_contact", unit=str(dinkes.id), valid_to=until.isoformat())
    assert letters() == [(budi.email, "Peran baru untuk Anda")]
    body = str(mail_sent()[0].body)
    assert "Admin instansi memberi Anda peran di Kabupaten Kupang:" in body
    assert f"PIC OPD, Dinas Kesehatan (mulai {day(today())}, sampai {day(until)})" in body
    assert "WITA" in body
    assert "Sari" not in body
    assert "@" not in body


def test_last_day_is_told_once_and_a_later_one_as_prolonged(admin: Client) -> None:
    budi = person("Budi", hosted(), "assessor")
    first, later = today() + timedelta(days=3), today() + timedelta(days=9)
    for last in (first, first, later):
        assert end(admin, budi, last) == 302
    assert letters() == [(budi.email, "Peran Anda diakhiri"), (budi.email, "Peran Anda diperpanjang")]
    for letter, last in zip(mail_sent(), (first, later), strict=True):
        body = str(letter.body)
        assert "hari terakhir peran Anda di Kabupaten Kupang" in body
        assert f"Asesor internal (mulai 1 Januari 2020, sampai {day(last)})" in body


def test_whoever_changes_their_own_roles_gets_no_letter(admin: Client, sari: User) -> None:
    give(admin, sari, "assessor")
    hand_over(admin, person("Budi", hosted(), "entry"), sari)
    assert [to for to, _ in letters()] == ["budi@contoh.example"]


def test_change_that_is_refused_is_told_to_nobody(admin: Client) -> None:
    budi = person("Budi", hosted(), "entry")
    assert end(admin, budi, date(2019, 1, 1)) == 422
    assert mail_sent() == []


def test_handing_over_is_told_to_both_with_what_they_are_from_then_on(admin: Client) -> None:
    budi, rina = person("Budi", hosted(), "coordinator"), person("Rina", hosted(), "entry")
    hand_over(admin, budi, rina)
    assert letters() == [
        (budi.email, "Serah terima pekerjaan Anda"),
        (rina.email, "Serah terima kepada Anda"),
    ]
    left, taken = (str(one.body) for one in mail_sent())
    assert "semua peran dan pekerjaan terbuka Anda di Kabupaten Kupang kepada Rina." in left
    assert f"sekarang:\nKoordinator (mulai 1 Januari 2020, sampai {day(today())})\n" in left
    assert "semua peran dan pekerjaan terbuka Budi di Kabupaten Kupang kepada Anda." in taken
    assert f"Koordinator (mulai {day(today())})\nPelaksana entri data (mulai 1 Januari 2020)\n" in taken
    for body in (left, taken):
        assert "Sari" not in body
        assert HANDOVER not in body


@pytest.mark.usefixtures("free_writes")
def test_closed_account_is_written_to_no_more(admin: Client) -> None:
    budi, rina = person("Budi", hosted(), "coordinator"), person("Rina", hosted(), "entry")
    User.objects.filter(id=budi.id).update(is_active=False)
    reset = admin.post(f"/k/kab-kupang/orang/{budi.id}/langkah-kedua/", {"reason": "Ponsel hilang di kapal"})
    assert reset.status_code == 302
    hand_over(admin, budi, rina)
    assert [to for to, _ in letters()] == [rina.email]


def test_mail_server_that_is_down_undoes_nothing(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: object, **__: object) -> None:
        raise SMTPServerDisconnected("Connection unexpectedly closed")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", down)
    budi, rina = person("Budi", hosted(), "entry"), person("Rina", hosted(), "leader")
    give(admin, budi, "assessor")
    hand_over(admin, budi, rina)
    assert {one.role for one in memberships_of(rina)} == {"leader", "assessor", "entry"}
