"""A forgotten password: by a link in a letter, or from the operator where no letter is sent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from sasando.environment import read_mail
from sasando.kernel.models import Entry
from sasando.organizations.testing import PASSWORD, hosted, person

pytestmark = pytest.mark.django_db
EMAIL = "sari@contoh.example"


def test_forgotten_password_is_made_anew_by_a_link_that_works_once(client: Client) -> None:
    sari = person("Sari", hosted(), "entry", password=PASSWORD)
    client.post("/akun/lupa/", {"email": EMAIL})
    (letter,) = mail.outbox
    assert letter.to == [EMAIL]
    assert letter.subject == "Sasando: Buat kata sandi baru"
    link = re.search(r"http://testserver(/akun/lupa/\S+)", str(letter.body))
    assert link is not None
    form = client.get(link[1], follow=True)
    new = "perahu-cendana-sore-garam"
    address = form.request["PATH_INFO"]
    assert client.post(address, {"password1": new, "password2": new})["Location"] == "/akun/lupa/selesai/"
    assert Entry.objects.get(act="organizations.set_password").actor == f"user:{sari.id}"
    assert mail.outbox[1].subject == "Sasando: Kata sandi akun Anda dibuat ulang"
    assert "tidak berlaku lagi" in Client().get(link[1], follow=True).content.decode()
    assert client.post("/akun/masuk/", {"login": EMAIL, "password": new})["Location"] == "/k/"


def test_unknown_address_gets_the_same_answer_and_no_letter(client: Client) -> None:
    response = client.post("/akun/lupa/", {"email": "siapa@contoh.example"})
    assert response["Location"] == "/akun/lupa/terkirim/"
    assert mail.outbox == []


@pytest.mark.parametrize("way", ["file", "console"])
@pytest.mark.parametrize("email", [EMAIL, "siapa@contoh.example"])
def test_where_no_letter_is_sent_the_link_is_to_be_asked_for_whether_or_not_there_is_an_account(
    client: Client, settings: Settings, tmp_path: Path, way: str, email: str
) -> None:
    person("Sari", hosted(), "entry", password=PASSWORD)
    for name, value in read_mail(way, tmp_path).items():
        setattr(settings, name, value)
    form = client.get("/akun/lupa/").content.decode()
    done = client.post("/akun/lupa/", {"email": email}, follow=True).content.decode()
    assert "Anda minta kepada operator situs ini" in form
    assert "Bila email itu punya akun, tautannya ada pada operator situs ini." in done
    for page in (form, done):
        assert not re.search("[Kk]irim tautan|Kami mengirim|sedang dikirim|Periksa email|spam", page)


def test_where_letters_are_sent_the_page_says_to_look_for_it(client: Client) -> None:
    assert "Kami mengirim tautan" in client.get("/akun/lupa/").content.decode()
    done = client.get("/akun/lupa/terkirim/").content.decode()
    assert "tautannya sedang dikirim" in done
    assert "operator" not in done
