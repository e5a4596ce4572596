"""The first page of an agency's people: what is going on there, each as they may read it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sasando.evaluations.actions.assigning import assign
from sasando.evaluations.models import Stage
from sasando.evaluations.testing import (
    Team,
    address_of,
    documents_open,
    fill,
    from_outside,
    levels,
    opened,
    read,
)
from sasando.organizations.testing import person, sign_in, unit

pytestmark = pytest.mark.django_db
HOME = "/k/kab-kupang/"


def test_running_stage_is_told_with_its_bounds_what_is_late_and_ways_in(
    client: Client, people: Team, mandiri: Stage
) -> None:
    fill(people.entry, mandiri, levels(40, 2))
    assign(people.coordinator, mandiri, ["I45", "I46"], person=people.entry, due=date(2020, 1, 1))
    sign_in(client, people.leader)
    said = read(client, HOME)
    assert "Yang sedang berjalan" in said
    assert "40 dari 47 indikator bernilai, 2 lewat tenggat." in said
    assert '<b class="num">1,' in said
    assert f'href="{address_of(mandiri)}?saring=kosong"' in said
    assert f'href="{address_of(mandiri)}laporan/"' in said


@pytest.mark.usefixtures("free_writes")
def test_after_the_day_of_the_stage_all_that_is_left_is_late(
    client: Client, people: Team, mandiri: Stage
) -> None:
    fill(people.entry, mandiri, levels(40, 2))
    Stage.objects.filter(id=mandiri.id).update(due=date(2020, 1, 1))
    sign_in(client, people.leader)
    assert "40 dari 47 indikator bernilai, 7 lewat tenggat." in read(client, HOME)


def test_contact_of_a_unit_reads_of_their_own_part_and_no_index(
    client: Client, people: Team, mandiri: Stage
) -> None:
    fill(people.entry, mandiri, levels(40, 2))
    office = unit(people.agency, "DISKOMINFO", "Dinas Kominfo")
    assign(people.coordinator, mandiri, ["I40", "I46"], unit=office)
    sign_in(client, person("pic kominfo", people.agency, "unit_contact", office))
    said = read(client, HOME)
    assert "1 dari 2 indikator bernilai." in said
    assert 'class="scale"' not in said


def test_whoever_comes_from_outside_is_told_of_nothing_but_what_waits_for_them(
    client: Client, people: Team, mandiri: Stage
) -> None:
    dokumen = documents_open(people, mandiri)
    guest = from_outside(people, dokumen)
    sign_in(client, guest)
    said = read(client, HOME)
    assert "menunggu penilaian Anda" in said
    assert "Yang sedang berjalan" not in said


def test_two_running_evaluations_share_no_id(client: Client, people: Team, mandiri: Stage) -> None:
    opened(people, "pemdi-2026", 2026)
    sign_in(client, people.leader)
    said = read(client, HOME)
    assert said.index("Pemdi 2026") < said.index("SPBE 2025")
    names = [part.split('"', 1)[0] for part in said.split(' id="')[1:]]
    assert len(names) == len(set(names))


def test_each_running_stage_costs_one_query(
    client: Client, people: Team, mandiri: Stage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sign_in(client, people.leader)
    read(client, HOME)
    with django_assert_num_queries(7):
        read(client, HOME)
    opened(people, "pemdi-2026", 2026)
    read(client, HOME)
    with django_assert_num_queries(8):
        read(client, HOME)


def test_agency_that_begins_is_told_with_what(client: Client, people: Team) -> None:
    sign_in(client, people.coordinator)
    assert "Buka evaluasi pertama" in read(client, "/k/")
    admin = person("admin", people.agency, "agency_admin")
    sign_in(client, admin)
    assert "Isi daftar perangkat daerah" in read(client, "/k/")
    opened(people)
    unit(people.agency, "SETDA", "Sekretariat Daerah")
    assert "Buka evaluasi pertama" not in read(client, "/k/")
    assert "Isi daftar perangkat daerah" not in read(client, "/k/")
