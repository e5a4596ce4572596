"""The staff's first pages: what waits, across agencies, and the gate before them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from sasando.organizations import desk
from sasando.organizations.desk import WaitingLine
from sasando.organizations.testing import hosted, person, sign_in, unit

pytestmark = pytest.mark.django_db


def test_stranger_is_sent_to_sign_in_and_back(client: Client) -> None:
    response = client.get("/k/kab-kupang/?a=1")
    assert (response.status_code, response["Location"]) == (302, "/akun/masuk/?next=/k/kab-kupang/%3Fa%3D1")


def test_person_sees_agencies_and_roles(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        desk, "waiting_from", list
    )  # what other apps add costs what they say in their own tests
    kupang = hosted()
    sari = person("Sari Bere", kupang, "assessor")
    person("Sari Bere", kupang, "unit_contact", unit(kupang, "DINKES", "Dinas Kesehatan"))
    person("Sari Bere", hosted("kab-alor"), "external_assessor")
    sign_in(client, sari)
    with django_assert_num_queries(3):  # session, person, memberships
        page = client.get("/k/").content.decode()
    assert "Sari Bere" in page
    assert "Asesor internal, PIC OPD (Dinas Kesehatan)" in page
    assert '<a href="/k/kab-alor/"><b>Kabupaten Alor</b></a>' in page
    assert "Asesor eksternal" in page


def test_page_of_an_agency_is_for_its_staff_alone(client: Client) -> None:
    sign_in(client, person("Sari", hosted(), "entry"))
    hosted("kab-alor")
    assert "Kabupaten Kupang" in client.get("/k/kab-kupang/").content.decode()
    assert client.get("/k/kab-alor/").status_code == 404
    assert client.get("/k/kab-tidak-ada/").status_code == 404


def test_whoever_nothing_waits_for_is_led_on(client: Client) -> None:
    sign_in(client, person("Bupati", hosted(), "leader"))
    led_on = (
        client.get("/k/kab-kupang/").content.decode().partition("Tidak ada yang menunggu Anda sekarang.")[2]
    )
    assert '<a href="/k/kab-kupang/posisi/">Posisi</a>' in led_on
    assert '<a href="/k/kab-kupang/">' not in led_on


def test_what_apps_declare_waits_late_things_first(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    kupang = hosted()
    lines = [
        WaitingLine("Kabupaten Kupang", "Isi 3 indikator", "/k/kab-kupang/a/", "sisa 9 hari"),
        WaitingLine("Kabupaten Kupang", "Verifikasi 2 isian", "/k/kab-kupang/b/", "lewat 2 hari", late=True),
        WaitingLine("Kabupaten Alor", "Periksa dokumen", "/k/kab-alor/c/"),
    ]
    monkeypatch.setattr(desk, "waiting_from", lambda: [lambda user, held: lines])
    sign_in(client, person("Sari", kupang, "entry"))
    page = client.get("/k/").content.decode()
    assert page.index("Verifikasi 2 isian") < page.index("Isi 3 indikator")
    here = client.get("/k/kab-kupang/").content.decode()
    assert "Isi 3 indikator" in here
    assert "Periksa dokumen" not in here


def test_staff_s_pages_are_kept_by_nobody(client: Client) -> None:
    sign_in(client, person("Sari", hosted(), "entry"))
    assert set(client.get("/k/")["Cache-Control"].split(", ")) == {"private", "no-store"}


def test_page_speaks_english_to_whoever_asks(client: Client) -> None:
    sign_in(client, person("Sari", hosted(), "coordinator"))
    client.cookies["bahasa"] = "en"
    page = client.get("/k/kab-kupang/").content.decode()
    assert '<html lang="en">' in page
    assert "My tasks" in page
    assert "Coordinator" in page


@pytest.mark.parametrize("role", ["agency_admin", "coordinator", "responsible", "operator"])
def test_whoever_answers_for_an_agency_must_set_up_the_second_step_first(client: Client, role: str) -> None:
    client.force_login(person("Sari", None if role == "operator" else hosted(), role))
    response = client.get("/k/")
    assert (response.status_code, response["Location"]) == (302, "/akun/dua-langkah/aktifkan/?next=%2Fk%2F")


def test_others_work_without_a_second_step(client: Client) -> None:
    client.force_login(person("Sari", hosted(), "entry"))
    assert client.get("/k/").status_code == 200


def test_signed_in_visitor_costs_a_public_page_nothing_more(client: Client) -> None:
    sign_in(client, person("Sari", hosted(), "coordinator"))
    Client().get("/d/kab-kupang/")  # what the process keeps of published tables is kept from here on
    with CaptureQueriesContext(connection) as by_stranger:
        stranger = Client().get("/d/kab-kupang/")
    with CaptureQueriesContext(connection) as by_sari:
        first = client.get("/d/kab-kupang/")
    assert [one["sql"] for one in by_sari.captured_queries] == [
        one["sql"] for one in by_stranger.captured_queries
    ]
    assert first.content == stranger.content
    assert not first.cookies
    again = client.get("/d/kab-kupang/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("address", "above"),
    [
        ("/akun/sandi/", "/akun/"),
        ("/akun/dua-langkah/", "/akun/"),
        ("/akun/tutup/", "/akun/"),
        ("/akun/token/", "/akun/"),
        ("/k/kab-kupang/orang/undang/", "/k/kab-kupang/orang/"),
        ("/k/kab-kupang/unit/baru/", "/k/kab-kupang/unit/"),
        ("/k/kab-kupang/unit/impor/", "/k/kab-kupang/unit/"),
    ],
)
def test_page_below_another_leads_back_up(client: Client, address: str, above: str) -> None:
    sign_in(client, person("Sari", hosted(), "agency_admin"))
    page = client.get(address, follow=True).content.decode()
    crumbs = page.partition('<nav class="crumbs"')[2].partition("</nav>")[0]
    assert f'href="{above}"' in crumbs
