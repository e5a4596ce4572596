"""What is wrong in a form stands above it: each line names its field and leads to it, in both languages."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from sasando.kernel.actor import Actor
from sasando.organizations.actions.invitations import Invited, invite
from sasando.organizations.models import Membership
from sasando.organizations.testing import PASSWORD, hosted, person, sign_in, unit

pytestmark = pytest.mark.django_db
EMPTY = "Bidang ini tidak boleh kosong."
REQUIRED = "This field is required."


def summary(page: str) -> list[tuple[str, str]]:
    """The lines above a form: where each leads, and what it says. Every one leads to a field of the page."""
    block = re.search(r'<div class="errors" id="galat".*?</div>', page, re.DOTALL)
    assert block is not None, page
    lines = re.findall(r'<li>(?:<a href="#([^"]+)">)?(.*?)(?:</a>)?</li>', block[0])
    for place, _ in lines:
        assert re.search(rf'<(input|textarea|select)[^>]* id="{place}"', page), place
    return [(place, unescape(re.sub("</?b>", "", said))) for place, said in lines]


def sent(client: Client, address: str, data: dict[str, str], language: str = "id") -> list[tuple[str, str]]:
    """Send a form; the summary above the page that comes back."""
    client.cookies["bahasa"] = language
    return summary(client.post(address, data, follow=True).content.decode())


@pytest.mark.parametrize(
    ("language", "email", "password", "empty", "pair"),
    [
        ("id", "Email", "Kata sandi", EMPTY, "Email atau kata sandi tidak cocok."),
        ("en", "Email", "Password", REQUIRED, "Email or password does not match."),
    ],
)
def test_sign_in_names_what_is_missing_and_a_wrong_pair_leads_to_the_first_field(
    client: Client, language: str, email: str, password: str, empty: str, pair: str
) -> None:
    assert sent(client, "/akun/masuk/", {}, language) == [
        ("id_login", f"{email}: {empty}"),
        ("id_password", f"{password}: {empty}"),
    ]
    ((place, said),) = sent(client, "/akun/masuk/", {"login": "a@b.example", "password": "x"}, language)
    assert place == "id_login"
    assert said.startswith(pair)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "id",
            [
                ("id_oldpassword", "Kata sandi sekarang: Kata sandi yang sekarang tidak cocok. Ketik lagi."),
                ("id_password2", "Kata sandi baru, sekali lagi: Anda harus mengetikkan kata sandi yang sama"),
            ],
        ),
        (
            "en",
            [
                ("id_oldpassword", "Present password: The present password does not match. Type it again."),
                ("id_password2", "New password, once more: You must type the same password"),
            ],
        ),
    ],
)
def test_change_of_password_names_the_old_one_and_the_second_typing(
    client: Client, language: str, lines: list[tuple[str, str]]
) -> None:
    sign_in(client, person("Sari", hosted(), "entry", password=PASSWORD))
    data = {"oldpassword": "salah", "password1": "perahu-cendana-sore", "password2": "perahu-cendana-pagi"}
    found = sent(client, "/akun/sandi/", data, language)
    assert [place for place, _ in found] == [place for place, _ in lines]
    for (_, said), (_, begun) in zip(found, lines, strict=True):
        assert said.startswith(begun)


def test_recovery_second_step_and_closing_name_their_fields(client: Client) -> None:
    assert sent(client, "/akun/lupa/", {}) == [("id_email", f"Email: {EMPTY}")]
    sign_in(client, person("Sari", hosted(), "entry", password=PASSWORD))
    assert sent(client, "/akun/dua-langkah/aktifkan/", {}) == [
        ("id_code", f"Enam angka dari aplikasi: {EMPTY}")
    ]
    assert sent(client, "/akun/tutup/", {}) == [
        (
            "id_sure",
            "Saya mengerti bahwa ini tidak dapat dibatalkan: Centang dahulu bila akun memang hendak ditutup.",
        )
    ]
    assert sent(client, "/akun/token/", {}, "en") == [
        ("id_name", f"Name: {REQUIRED}"),
        ("id_days", f"Works for: {REQUIRED}"),
    ]


def test_invitation_names_the_fields_of_whoever_invites_and_of_whoever_is_invited(client: Client) -> None:
    agency = hosted()
    admin = person("Admin", agency, "agency_admin")
    secret = invite(Actor.user(admin.id), agency, Invited("sari@contoh.example", "Sari", "entry"))
    assert sent(client, f"/akun/undangan/{secret}/", {"password1": "a"})[0] == (
        "id_name",
        f"Nama, seperti dalam surat dinas: {EMPTY}",
    )
    found = sent(sign_in(client, admin), "/k/kab-kupang/orang/undang/", {"name": "Sari", "email": "sari"})
    assert found[0] == ("id_email", "Email: Masukkan alamat email yang valid.")
    found = sent(client, "/k/kab-kupang/unit/impor/", {})
    assert found == [("id_lines", "Atau tempel daftarnya: Pilih berkas, atau tempel daftarnya di sini.")]
    ((place, said),) = sent(client, "/k/kab-kupang/unit/impor/", {"lines": "Puskesmas Oesao;puskesma"})
    assert (place, said.partition(":")[0]) == ("id_lines", "baris 1")


def test_each_form_of_a_person_s_page_leads_to_its_own_field(client: Client) -> None:
    agency = hosted()
    sign_in(client, person("Admin", agency, "agency_admin"))
    sari = person("Sari", agency, "entry")
    person("Sari", agency, "assessor")
    second = Membership.objects.get(user=sari, role="assessor")
    whose = f"/k/kab-kupang/orang/{sari.id}/"
    assert sent(client, f"{whose}peran/{second.id}/akhiri/", {}) == [
        (f"end-{second.id}-last_day", f"Hari terakhir: {EMPTY}")
    ]
    assert sent(client, f"{whose}langkah-kedua/", {}) == [("id_reason", f"Alasan: {EMPTY}")]


@pytest.mark.parametrize(
    "address",
    [
        "/k/kab-kupang/orang/undang/", "/k/kab-kupang/unit/baru/", "/k/kab-kupang/unit/{unit}/",
        "/k/operator/undang/", "/k/operator/kab-kupang/undang/", "{invitation}",
    ],
)  # fmt: skip
def test_form_with_a_fault_is_no_success_also_for_a_program(client: Client, address: str) -> None:
    agency = hosted()
    sari = person("Sari", agency, "agency_admin")
    sign_in(client, person("Sari", None, "operator"))
    secret = invite(Actor.user(sari.id), agency, Invited("budi@contoh.example", "Budi", "entry"))
    place = address.format(unit=unit(agency, "DINKES").id, invitation=f"/akun/undangan/{secret}/")
    assert client.get(place).status_code == 200
    answer = client.post(place, {"name": " ", "email": "bukan alamat"})
    assert answer.status_code == 422
    assert summary(answer.content.decode())
