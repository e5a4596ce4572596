"""Sixty offices and their people: a long list is searched on its page, without JavaScript."""

from __future__ import annotations

import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from sasando.kernel.guard import unwatched
from sasando.organizations import finding
from sasando.organizations.finding import LONG_LIST
from sasando.organizations.models import Agency, Unit
from sasando.organizations.testing import hosted, person, sign_in, unit

pytestmark = pytest.mark.django_db
UNITS, PEOPLE = "/k/kab-kupang/unit/", "/k/kab-kupang/orang/"


@pytest.fixture
def kupang() -> Agency:
    """With sixteen offices, and a contact in each."""
    agency = hosted()
    for number in range(LONG_LIST + 1):
        office = unit(agency, f"D{number:02}", f"Dinas Contoh {number:02}")
        person(f"Narahubung {number:02}", agency, "unit_contact", office)
    return agency


@pytest.fixture
def admin(client: Client, kupang: Agency) -> Client:
    return sign_in(client, person("Sari", kupang, "agency_admin"))


def seen(client: Client, address: str, **asked: str) -> str:
    return html.unescape(client.get(address, asked).content.decode())


def test_people_are_found_by_name_or_unit_in_any_case(admin: Client) -> None:
    by_name, by_unit = seen(admin, PEOPLE, cari="hubung 07"), seen(admin, PEOPLE, cari="CONTOH 07")
    for page in (by_name, by_unit):
        assert re.findall(r"<b>(Narahubung \d\d)</b>", page) == ["Narahubung 07"]
        assert "1 dari 17 cocok" in page
    assert "Tampilkan semua" in by_name


def test_addresses_are_searched_by_who_sees_them_alone(admin: Client, kupang: Agency) -> None:
    assert "1 dari 17 cocok" in seen(admin, PEOPLE, cari="narahubung.03@")
    leader = sign_in(Client(), person("Pimpinan", kupang, "leader"))
    assert "Tidak ada yang cocok" in seen(leader, PEOPLE, cari="narahubung.03@")


def test_units_are_found_with_what_they_stand_below(admin: Client, kupang: Agency) -> None:
    with unwatched():
        Unit.objects.filter(code="D03").update(parent=Unit.objects.get(code="D01"))
    page = seen(admin, UNITS, cari="d03")
    assert re.findall(r"<b>(Dinas Contoh \d\d)</b>", page) == ["Dinas Contoh 03"]
    assert "di bawah Dinas Contoh 01" in page


@pytest.mark.parametrize("address", [UNITS, PEOPLE])
def test_what_nobody_is_called_is_told_and_leads_back(admin: Client, address: str) -> None:
    page = seen(admin, address, cari="<b>tak ada</b>")
    assert "Tidak ada yang cocok dengan “<b>tak ada</b>”." in page
    assert f'href="{address}"' in page
    assert "&lt;b&gt;tak ada" in admin.get(address, {"cari": "<b>tak ada</b>"}).content.decode()
    assert "Belum ada perangkat daerah" not in page


def test_what_is_found_among_former_people_and_invitations_counts_as_found(admin: Client) -> None:
    data = {"email": "martha@contoh.example", "name": "Martha Bria", "role": "entry"}
    assert admin.post(f"{PEOPLE}undang/", data).status_code == 200
    page = seen(admin, PEOPLE, cari="martha")
    assert "1 dari 18 cocok" in page
    assert "<b>Martha Bria</b>" in page


@pytest.mark.parametrize(("address", "last"), [(UNITS, "Dinas Contoh 15"), (PEOPLE, "Narahubung 15")])
def test_list_longer_than_a_page_says_so_and_the_rest_is_found(
    admin: Client, address: str, last: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "MOST_LINES", 10)
    whole = seen(admin, address)
    assert "Hanya 10 yang pertama ditampilkan" in whole
    assert f"<b>{last}</b>" not in whole
    searched = seen(admin, address, cari=last)
    assert f"<b>{last}</b>" in searched
    assert "yang pertama ditampilkan" not in searched


def test_choosing_among_units_asks_no_longer_question_the_more_there_are(admin: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert "Dinas Contoh 15" in seen(admin, f"{PEOPLE}undang/")
    about_units = [one["sql"] for one in queries if 'FROM "organizations_unit"' in one["sql"]]
    assert [sql for sql in about_units if sql.count("'") > 10] == []
    assert len(about_units) == 1


def test_short_list_has_no_search(client: Client) -> None:
    agency = hosted()
    person("Rina", agency, "leader")
    signed_in = sign_in(client, person("Sari", agency, "agency_admin"))
    assert 'name="cari"' not in seen(signed_in, PEOPLE)
    assert 'name="cari"' in seen(signed_in, PEOPLE, cari="rina")


def test_invitations_make_a_list_long_too(client: Client) -> None:
    agency = hosted()
    signed_in = sign_in(client, person("Sari", agency, "agency_admin"))
    for number in range(1, LONG_LIST):
        assert 'name="cari"' not in seen(signed_in, PEOPLE)
        data = {"email": f"baru{number}@contoh.example", "name": f"Baru {number}", "role": "entry"}
        assert signed_in.post(f"{PEOPLE}undang/", data).status_code == 200
    assert 'name="cari"' in seen(signed_in, PEOPLE)


def test_searching_asks_no_more_of_the_database(
    admin: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for address in (UNITS, PEOPLE):
        with django_assert_num_queries(asked_of(admin, address)):
            admin.get(address, {"cari": "07"})


def asked_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)
