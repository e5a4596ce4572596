"""Signing in as people do: password, second step, sessions that can be ended."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from sasando.environment import read_mail
from sasando.kernel.models import Entry
from sasando.organizations.models import User
from sasando.organizations.second_step import has
from sasando.organizations.testing import PASSWORD, hosted, person

pytestmark = pytest.mark.django_db
EMAIL = "sari@contoh.example"


def enter(client: Client, password: str = PASSWORD, email: str = EMAIL) -> str:
    """Fill in the sign-in page; where it leads, or "" where it stays."""
    response = client.post("/akun/masuk/", {"login": email, "password": password})
    return response.get("Location", "")


def code_of(secret: str, later: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1] + later)))


def set_up_second_step(client: Client) -> tuple[str, list[str]]:
    """Turn the second step on, through its page; the key and the recovery codes shown."""
    page = client.get("/akun/dua-langkah/aktifkan/?next=/k/").content.decode()
    secret = re.search(r'class="key">([A-Z2-7]+)<', page)
    assert secret is not None
    assert 'src="data:image/svg+xml;base64,' in page
    response = client.post("/akun/dua-langkah/aktifkan/", {"code": code_of(secret[1])})
    assert response["Location"] == "/akun/kode-pemulihan/"
    codes = client.get("/akun/kode-pemulihan/").content.decode()
    found = re.search(r'<pre class="copy">(.*?)</pre>', codes, re.DOTALL)
    assert found is not None
    return secret[1], found[1].split()


def test_person_signs_in_by_email_and_password_and_comes_where_they_wanted(client: Client) -> None:
    person("Sari", hosted(), "entry", password=PASSWORD)
    response = client.post(
        "/akun/masuk/?next=/k/kab-kupang/", {"login": "Sari@Contoh.example", "password": PASSWORD}
    )
    assert response["Location"] == "/k/kab-kupang/"
    assert client.get("/k/kab-kupang/").status_code == 200
    assert client.post("/akun/keluar/")["Location"] == "/"
    assert client.get("/k/").status_code == 302


@pytest.mark.parametrize(("email", "password"), [(EMAIL, "salah"), ("lain@contoh.example", PASSWORD)])
def test_wrong_pair_is_refused_in_the_same_words(client: Client, email: str, password: str) -> None:
    person("Sari", hosted(), "entry", password=PASSWORD)
    page = client.post("/akun/masuk/", {"login": email, "password": password}).content.decode()
    assert "Email atau kata sandi tidak cocok. Periksa keduanya, lalu coba lagi." in page


def test_closed_account_does_not_come_in(client: Client, free_writes: None) -> None:
    sari = person("Sari", hosted(), "entry", password=PASSWORD)
    sari.is_active = False
    sari.save()
    enter(client)
    assert client.get("/k/").status_code == 302


def test_guessing_is_stopped_for_everybody_s_process(client: Client) -> None:
    person("Sari", hosted(), "entry", password=PASSWORD)
    for _ in range(5):
        enter(client, "salah")
    page = Client().post("/akun/masuk/", {"login": EMAIL, "password": PASSWORD}).content.decode()
    assert "Terlalu banyak percobaan yang gagal" in page


def test_password_is_kept_by_argon2_and_in_no_journal(client: Client) -> None:
    sari = person("Sari", hosted(), "entry", password=PASSWORD)
    enter(client)
    new = "perahu-cendana-sore-garam"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/akun/sandi/", data)["Location"] == "/akun/"
    sari.refresh_from_db()
    assert sari.password.startswith("argon2$argon2id$")
    entry = Entry.objects.get(act="organizations.set_password")
    assert (entry.actor, entry.object, entry.body) == (f"user:{sari.id}", f"user:{sari.id}", "{}")
    assert client.get("/k/").status_code == 200
    assert enter(Client(), new) == "/k/"
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([EMAIL], "Sasando: Kata sandi akun Anda diganti")
    assert re.search(r"Waktu: \d+ \w+ \d{4}, \d\d\.\d\d WITA\n", str(letter.body))


def test_easy_password_is_refused_with_the_reason(client: Client) -> None:
    person("Sari", hosted(), "entry", password=PASSWORD)
    enter(client)
    data = {"oldpassword": PASSWORD, "password1": "rahasia", "password2": "rahasia"}
    response = client.post("/akun/sandi/", data)
    assert response.status_code == 200
    assert "12" in response.content.decode().split('role="alert"')[1].split("</ul>")[0]


def test_admin_sets_up_the_second_step_and_is_asked_for_it_ever_after(client: Client) -> None:
    sari = person("Sari", hosted(), "agency_admin", password=PASSWORD)
    assert enter(client) == "/k/"
    assert client.get("/k/")["Location"].startswith("/akun/dua-langkah/aktifkan/")
    assert (
        'href="otpauth://totp/' in client.get("/akun/dua-langkah/aktifkan/").content.decode()
    )  # no second device
    secret, codes = set_up_second_step(client)
    assert client.get("/k/").status_code == 200
    assert len(codes) == 10

    later = Client()
    assert urlsplit(enter(later)).path == "/akun/masuk/kode/"
    assert later.get("/k/").status_code == 302
    assert "Kode tidak cocok" in later.post("/akun/masuk/kode/", {"code": "000000"}).content.decode()
    for nothing in ({}, {"credential": "x"}):
        assert (
            "Kode: Bidang ini tidak boleh kosong."
            in later.post("/akun/masuk/kode/", nothing).content.decode()
        )
    assert later.post("/akun/masuk/kode/", {"code": code_of(secret, later=1)})["Location"] == "/k/"
    assert later.get("/k/").status_code == 200
    assert has(sari)


def test_secret_of_the_second_step_is_not_readable_in_the_database(client: Client) -> None:
    sari = person("Sari", hosted(), "agency_admin", password=PASSWORD)
    enter(client)
    secret, codes = set_up_second_step(client)
    kept = " ".join(str(one.data) for one in Authenticator.objects.filter(user=sari))
    assert secret not in kept
    assert not any(code in kept for code in codes)


def test_second_step_that_is_turned_on_or_off_stands_in_the_journal_and_in_a_letter(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    sari = person("Sari", hosted(), "entry", password=PASSWORD)
    enter(client)
    with django_capture_on_commit_callbacks(execute=True):
        set_up_second_step(client)
        client.post("/akun/kode-pemulihan/buat/")
    client.post("/akun/dua-langkah/matikan/")
    entries = Entry.objects.filter(act="organizations.change_second_step").order_by("seq")
    assert [json.loads(one.body) for one in entries][:4] == [
        {"kind": "totp", "what": "added"},
        {"kind": "recovery_codes", "what": "added"},
        {"kind": "recovery_codes", "what": "reset"},
        {"kind": "totp", "what": "removed"},
    ]
    assert [letter.subject.removeprefix("Sasando: ") for letter in mail.outbox] == [
        "Dua langkah untuk akun Anda diaktifkan",
        "Kode pemulihan akun Anda dibuat ulang",
        "Dua langkah untuk akun Anda dimatikan",
    ]
    assert {one.actor for one in entries} == {f"user:{sari.id}"}
    assert not has(sari)


def test_recovery_code_stands_in_for_the_phone_once(client: Client) -> None:
    person("Sari", hosted(), "agency_admin", password=PASSWORD)
    enter(client)
    _, codes = set_up_second_step(client)
    for expected in ("/k/", ""):
        other = Client()
        enter(other)
        assert other.post("/akun/masuk/kode/", {"code": codes[0]}).get("Location", "") == expected


def test_recovery_codes_are_shown_once(client: Client) -> None:
    person("Sari", hosted(), "agency_admin", password=PASSWORD)
    enter(client)
    _, codes = set_up_second_step(client)
    assert codes[0] not in client.get("/akun/kode-pemulihan/").content.decode()


def test_second_step_that_a_duty_asks_for_cannot_be_turned_off(client: Client) -> None:
    sari = person("Sari", hosted(), "coordinator", password=PASSWORD)
    enter(client)
    set_up_second_step(client)
    page = client.post("/akun/dua-langkah/matikan/").content.decode()
    assert "Peran Anda mewajibkan dua langkah" in page
    assert 'href="/akun/dua-langkah/ganti/"' in page
    assert has(sari)


@pytest.mark.parametrize("by_recovery_code", [False, True])
def test_another_phone_takes_the_place_of_the_old_one(client: Client, by_recovery_code: bool) -> None:
    page = "/akun/dua-langkah/ganti/"
    sari = person("Sari", hosted(), "agency_admin", password=PASSWORD)
    enter(client)
    assert client.get(page)["Location"] == "/akun/dua-langkah/aktifkan/"
    old, codes = set_up_second_step(client)
    shown = re.search(r'class="key">([A-Z2-7]+)<', client.get(page).content.decode())
    assert shown is not None
    new = shown[1]
    assert new != old
    refused = client.post(page, {"code": code_of(new), "old": "000000"})
    assert refused.status_code == 422
    assert (
        '<a href="#id_old">Kode dari ponsel lama, atau satu kode pemulihan: Kode' in refused.content.decode()
    )
    proof = codes[0] if by_recovery_code else code_of(old)
    mail.outbox.clear()
    assert client.post(page, {"code": code_of(new), "old": proof})["Location"] == "/akun/dua-langkah/"
    assert [one.subject for one in mail.outbox] == ["Sasando: Ponsel untuk langkah kedua akun Anda diganti"]
    entry = Entry.objects.filter(act="organizations.change_second_step").latest("seq")
    assert (entry.actor, json.loads(entry.body)) == (
        f"user:{sari.id}",
        {"kind": "totp", "what": "replaced"},
    )
    for code, comes_in in ((code_of(old, later=1), False), (code_of(new, later=1), True), (codes[1], True)):
        other = Client()
        enter(other)
        assert bool(other.post("/akun/masuk/kode/", {"code": code}).get("Location")) is comes_in


def test_sessions_are_listed_and_one_can_be_ended(client: Client) -> None:
    person("Sari", hosted(), "entry", password=PASSWORD)
    phone = Client(headers={"user-agent": "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537"})
    enter(phone)
    enter(client)
    page = client.get("/akun/").content.decode()
    assert "Chrome, Android" in page
    address = re.search(r'action="(/akun/sesi/\d+/akhiri/)"', page)
    assert address is not None
    stranger = Client()
    person("Budi", hosted(), "entry", password=PASSWORD)
    enter(stranger, email="budi@contoh.example")
    assert stranger.post(address[1]).status_code == 404
    assert phone.get("/k/").status_code == 200
    assert client.post(address[1])["Location"] == "/akun/"
    assert phone.get("/k/").status_code == 302
    assert client.get("/k/").status_code == 200


@pytest.mark.parametrize(
    ("slug", "shown"),
    [("kab-kupang", "2 Maret 2026, 04.30 WITA"), ("prov-dki-jakarta", "2 Maret 2026, 03.30 WIB")],
)
@pytest.mark.usefixtures("free_writes")
def test_session_is_dated_by_the_clock_of_the_agency_with_its_name(
    client: Client, slug: str, shown: str
) -> None:
    person("Sari", hosted(slug), "entry", password=PASSWORD)
    enter(client)
    UserSession.objects.update(created_at=datetime(2026, 3, 1, 20, 30, tzinfo=UTC))
    page = client.get("/akun/").content.decode()
    assert shown in page
    assert "UTC" not in page


def test_all_other_sessions_end_at_once(client: Client) -> None:
    person("Sari", hosted(), "entry", password=PASSWORD)
    others = [Client(), Client()]
    for one in [*others, client]:
        enter(one)
    client.post("/akun/sesi/akhiri-lainnya/")
    assert [one.get("/k/").status_code for one in [*others, client]] == [302, 302, 200]


def test_there_is_no_page_to_sign_up(client: Client) -> None:
    for address in ("/akun/daftar/", "/accounts/signup/", "/akun/email/"):
        assert client.get(address).status_code == 404
    assert User.objects.count() == 0


def test_pages_of_the_account_hold_no_script_and_no_style_of_their_own(client: Client) -> None:
    person("Sari", hosted(), "agency_admin", password=PASSWORD)
    enter(client)
    for address in ("/akun/", "/akun/sandi/", "/akun/dua-langkah/", "/akun/dua-langkah/aktifkan/"):
        page = client.get(address)
        assert page.status_code == 200
        assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=", page.content.decode())
        assert "unsafe" not in page["Content-Security-Policy"]


def test_letter_goes_into_a_file_by_default(tmp_path: Path) -> None:
    found = read_mail("file", tmp_path)
    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.filebased.EmailBackend"
    assert found["EMAIL_FILE_PATH"] == tmp_path
