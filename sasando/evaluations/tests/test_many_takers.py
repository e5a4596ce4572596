"""Hundreds of people and offices: the page of a stage does not grow with them, and each is found by name."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sasando.evaluations.models import Answer, Stage
from sasando.evaluations.screens.takers import MOST_LISTED
from sasando.evaluations.testing import Team, address_of, read
from sasando.organizations.models import Agency, Membership, Unit, User
from sasando.organizations.testing import LONG_AGO, hosted, person, sign_in, unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("free_writes")]


def crowd(agency: Agency, first: int, last: int) -> None:
    """As many clerks and offices as numbers."""
    numbers = range(first, last)
    people = User.objects.bulk_create(
        User(email=f"p{number}@contoh.example", name=f"Pelaksana Nomor {number:04}") for number in numbers
    )
    Membership.objects.bulk_create(
        Membership(user=one, agency=agency, role="entry", valid_from=LONG_AGO) for one in people
    )
    kind = {"kind": Unit.Kind.HEALTH_CENTRE, "valid_from": LONG_AGO}
    Unit.objects.bulk_create(
        Unit(agency=agency, code=f"U{number}", name=f"Puskesmas Nomor {number:04}", **kind)
        for number in numbers
    )


@pytest.fixture
def many(people: Team) -> Team:
    crowd(people.agency, 0, MOST_LISTED + 20)
    return people


def given(client: Client, stage: Stage, **filled: str) -> str:
    """What the page says after the first two indicators were given as the form says."""
    form = {"pilih": ["I16:0", "I17:0"], **filled}
    return unescape(client.post(f"{address_of(stage)}tugas/", form, follow=True).content.decode())


def test_page_of_a_stage_costs_the_same_however_many_people_and_offices_there_are(
    client: Client, many: Team, mandiri: Stage
) -> None:
    sign_in(client, many.coordinator)
    read(client, address_of(mandiri))

    def cost() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address_of(mandiri)).content
        return len(re.sub(rb'value="[\w]{64}"', b"", page)), len(asked)

    before = cost()
    crowd(many.agency, 5000, 5400)
    assert cost() == before
    assert "Pelaksana Nomor" not in read(client, address_of(mandiri))


def test_few_are_chosen_from_a_list(client: Client, people: Team, mandiri: Stage) -> None:
    sign_in(client, people.coordinator)
    page = read(client, address_of(mandiri))
    assert '<select class="in" id="orang"' in page
    assert "cari-orang" not in page


def test_only_one_of_that_name_is_taken_without_a_list(client: Client, many: Team, mandiri: Stage) -> None:
    sign_in(client, many.coordinator)
    assert "2 indikator ditugaskan." in given(client, mandiri, **{"cari-orang": "nomor 0007"})
    assert Answer.objects.filter(assigned_user__name="Pelaksana Nomor 0007").count() == 2
    assert "2 indikator ditugaskan." in given(client, mandiri, **{"cari-kantor": "PUSKESMAS 0011"})
    assert Answer.objects.filter(assigned_unit__name="Puskesmas Nomor 0011").count() == 2


def test_whole_name_is_taken_although_it_begins_a_longer_one(
    client: Client, many: Team, mandiri: Stage
) -> None:
    person("Pelaksana Nomor 0007 Bria", many.agency, "entry")
    sign_in(client, many.coordinator)
    given(client, mandiri, **{"cari-orang": "pelaksana nomor 0007"})
    assert Answer.objects.filter(assigned_user__name="Pelaksana Nomor 0007").count() == 2


def test_of_several_of_that_name_one_is_chosen_and_the_rest_of_the_form_still_stands(
    client: Client, many: Team, mandiri: Stage
) -> None:
    office = unit(many.agency, "DINKES", "Dinas Kesehatan")
    sign_in(client, many.coordinator)
    filled = {"cari-orang": "nomor 001", "cari-kantor": "dinas kesehatan", "tenggat": "2031-05-06"}
    page = given(client, mandiri, **filled)
    assert "11 cocok dengan “nomor 001”." in page
    assert "Orang, yang cocok dengan “nomor 001”" in page
    assert not Answer.objects.exclude(assigned_user=None).exists()
    for text in filled.values():
        assert f'value="{text}"' in page
    assert page.count('name="pilih"') - page.count(" checked") == 45
    chosen = User.objects.get(name="Pelaksana Nomor 0013")
    assert f'<option value="{chosen.id}">{chosen.name}</option>' in page
    given(client, mandiri, orang=str(chosen.id), **filled)
    found = Answer.objects.filter(assigned_user=chosen, assigned_unit=office, due=date(2031, 5, 6))
    assert found.count() == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("tidak ada namanya", "Tidak ada yang cocok dengan “tidak ada namanya”."),
        ("nomor", "Lebih dari 100 cocok dengan “nomor”. Ketik lebih lengkap."),
    ],
)
def test_name_of_nobody_or_of_too_many_gives_to_nobody(
    client: Client, many: Team, mandiri: Stage, typed: str, said: str
) -> None:
    sign_in(client, many.coordinator)
    page = given(client, mandiri, **{"cari-orang": typed})
    assert said in page
    assert f'value="{typed}"' in page
    assert not Answer.objects.exclude(assigned_user=None).exists()


def test_who_may_not_fill_the_stage_in_is_not_found(client: Client, many: Team, mandiri: Stage) -> None:
    person("Pimpinan Tertinggi", many.agency, "leader")
    sign_in(client, many.coordinator)
    assert "Tidak ada yang cocok" in given(client, mandiri, **{"cari-orang": "pimpinan tertinggi"})


def test_choice_that_left_the_agency_meanwhile_is_refused_in_words_and_the_ticks_stay(
    client: Client, people: Team, mandiri: Stage
) -> None:
    sign_in(client, people.coordinator)
    User.objects.filter(id=people.entry.id).update(is_active=False)
    elsewhere = person("pelaksana lain", hosted("kota-kupang"), "entry")
    for chosen in (people.entry, elsewhere):
        page = given(client, mandiri, orang=str(chosen.id), tenggat="2031-05-06")
        assert "Yang dipilih tidak ada dalam daftar, mungkin baru saja berakhir. Pilih lagi." in page
        assert page.count('name="pilih"') - page.count(" checked") == 45
        assert 'value="2031-05-06"' in page
        assert chosen.name not in page
    assert not Answer.objects.exclude(assigned_user=None).exists()


def test_assignment_to_nobody_says_that_it_was_taken_back(
    client: Client, people: Team, mandiri: Stage
) -> None:
    sign_in(client, people.coordinator)
    assert "2 indikator ditugaskan." in given(client, mandiri, orang=str(people.entry.id))
    page = given(client, mandiri)
    assert "Penugasan 2 indikator dilepas." in page
    assert "ditugaskan." not in page
    assert not Answer.objects.exclude(assigned_user=None).exists()


def test_office_chosen_without_a_ticked_indicator_is_still_chosen(
    client: Client, people: Team, mandiri: Stage
) -> None:
    office = unit(people.agency, "DINKES", "Dinas Kesehatan")
    sign_in(client, people.coordinator)
    form = {"kantor": str(office.id), "tenggat": "2031-05-06"}
    page = client.post(f"{address_of(mandiri)}tugas/", form, follow=True).content.decode()
    assert "Pilih dahulu indikatornya." in page
    assert f'<option value="{office.id}" selected>' in page
    assert 'value="2031-05-06"' in page


def test_whole_name_is_taken_although_more_than_a_list_hold_it(
    client: Client, many: Team, mandiri: Stage
) -> None:
    person("Sri", many.agency, "entry")
    crowd(many.agency, 6000, 6001 + MOST_LISTED)
    User.objects.filter(name__startswith="Pelaksana Nomor 6").update(name="Endang Sri")
    sign_in(client, many.coordinator)
    given(client, mandiri, **{"cari-orang": "sri"})
    assert Answer.objects.filter(assigned_user__name="Sri").count() == 2


def test_name_typed_anew_counts_more_than_the_choice_that_is_left_from_an_earlier_search(
    client: Client, many: Team, mandiri: Stage
) -> None:
    sign_in(client, many.coordinator)
    earlier = User.objects.get(name="Pelaksana Nomor 0013")
    given(client, mandiri, orang=str(earlier.id), **{"cari-orang": "nomor 0007"})
    assert Answer.objects.filter(assigned_user__name="Pelaksana Nomor 0007").count() == 2


@pytest.mark.parametrize("role", ["unit_contact", "leader", "entry"])
def test_who_may_give_nothing_learns_by_no_name_who_is_there(
    client: Client, people: Team, mandiri: Stage, role: str
) -> None:
    sign_in(client, person("orang ingin tahu", people.agency, role, unit(people.agency, "DINKES")))
    said = [
        re.findall(r'class="notice bad".*?</div>', given(client, mandiri, **{"cari-orang": typed}), re.S)
        for typed in ("koordinator", "tidak ada namanya")
    ]
    assert said[0] == said[1]
    assert "Peran Anda tidak melakukan ini." in said[0][0]
