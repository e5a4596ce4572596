"""Every letter is written in the language of whoever reads it, whatever that of the page it was sent from."""

from __future__ import annotations

import pytest
from django.test import Client

from sasando.kernel.models import Entry
from sasando.organizations.models import User
from sasando.organizations.roles import today_in
from sasando.organizations.testing import PASSWORD, hosted, mail_sent, person, sign_in

pytestmark = pytest.mark.django_db


def admin_who_reads(language: str) -> Client:
    """An admin whose pages are in a language."""
    client = sign_in(Client(), person("Sari", hosted(), "agency_admin"))
    assert client.get(f"/bahasa/{language}/").status_code == 302
    return client


def reader(name: str, language: str) -> User:
    """Somebody at work who has chosen a language, by the link of the pages."""
    user = person(name, hosted(), "entry")
    assert sign_in(Client(), user).get(f"/bahasa/{language}/").status_code == 302
    return user


def give_role(admin: Client, user: User) -> None:
    data = {"role": "assessor", "valid_from": today_in("Asia/Makassar").isoformat()}
    assert admin.post(f"/k/kab-kupang/orang/{user.id}/peran/", data).status_code == 302


def last_letter() -> tuple[str, str]:
    """Its subject and its text."""
    return mail_sent()[-1].subject.removeprefix("Sasando: "), str(mail_sent()[-1].body)


def test_indonesian_admin_writes_english_to_whoever_reads_english() -> None:
    give_role(admin_who_reads("id"), reader("Budi", "en"))
    subject, body = last_letter()
    assert subject == "A new role for you"
    assert "Internal assessor (from " in body
    assert "Admin instansi" not in body


def test_english_admin_writes_indonesian_to_whoever_reads_indonesian() -> None:
    admin = admin_who_reads("en")
    give_role(admin, reader("Budi", "id"))
    subject, body = last_letter()
    assert subject == "Peran baru untuk Anda"
    assert "Asesor internal (mulai " in body


def test_both_sides_of_a_handover_read_their_own_language() -> None:
    admin, budi, rina = admin_who_reads("id"), reader("Budi", "en"), reader("Rina", "id")
    address = f"/k/kab-kupang/orang/{budi.id}/serah-terima/"
    assert admin.post(address, {"taker": str(rina.id), "note": "Mutasi, SK 800/12/2026"}).status_code == 302
    subjects = [one.subject.removeprefix("Sasando: ") for one in mail_sent()]
    assert subjects == ["Your work was handed over", "Serah terima kepada Anda"]


def test_invitation_is_indonesian_for_a_stranger_and_as_read_by_whoever_has_an_account() -> None:
    admin, english = admin_who_reads("en"), reader("Budi", "en")
    for email in ("baru@contoh.example", english.email.upper()):
        data = {"email": email, "name": "Baru", "role": "assessor"}
        assert admin.post("/k/kab-kupang/orang/undang/", data).status_code == 200
    assert [one.subject.removeprefix("Sasando: ") for one in mail_sent()] == [
        "Undangan bekerja di Sasando",
        "Invitation to work in Sasando",
    ]


def test_second_step_reset_by_an_admin_is_told_in_the_language_of_its_person() -> None:
    budi = reader("Budi", "en")
    address = f"/k/kab-kupang/orang/{budi.id}/langkah-kedua/"
    assert admin_who_reads("id").post(address, {"reason": "Ponsel hilang di kapal"}).status_code == 302
    assert last_letter()[0].startswith("The second step")


def test_language_chosen_before_signing_in_is_kept_once_signed_in(client: Client) -> None:
    budi = person("Budi", hosted(), "entry", password=PASSWORD)
    client.get("/bahasa/en/")
    assert client.post("/akun/masuk/", {"login": budi.email, "password": PASSWORD}).status_code == 302
    assert User.objects.get(id=budi.id).language == "en"


def test_signing_in_at_a_device_where_nobody_chose_changes_no_language(client: Client) -> None:
    budi = person("Budi", hosted(), "entry", password=PASSWORD)
    sign_in(Client(), budi).get("/bahasa/en/")
    assert client.post("/akun/masuk/", {"login": budi.email, "password": PASSWORD}).status_code == 302
    assert User.objects.get(id=budi.id).language == "en"


def test_language_is_written_down_once_however_often_it_is_chosen() -> None:
    budi = reader("Budi", "en")
    sign_in(Client(), budi).get("/bahasa/en/")
    entries = Entry.objects.filter(act="organizations.choose_language")
    assert [(one.actor, one.body) for one in entries] == [(f"user:{budi.id}", '{"language":"en"}')]
