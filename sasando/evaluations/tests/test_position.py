"""`/k/<agency>/posisi/`: official results beside the agency's own figures, for its staff alone."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sasando.evaluations.actions.opening import record_absence
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.testing import Team, fill, levels, opened, read
from sasando.organizations.testing import hosted, person, sign_in, unit

pytestmark = pytest.mark.django_db


def points(drawing: str) -> tuple[int, int]:
    """How many official results and how many figures of their own a picture shows."""
    return drawing.count('class="p-us"'), drawing.count('class="p-try"')


def test_position_joins_official_results_with_what_only_staff_may_see(client: Client, people: Team) -> None:
    simulated = opened(people, year=2024)
    fill(people.entry, simulated, levels(47, 2))
    seal(people.responsible, simulated)
    running = opened(people, "pemdi-2026", 2026)
    fill(people.entry, running, {"I1": 2})
    sign_in(client, people.leader)
    page = read(client, "/k/kab-kupang/posisi/")
    assert "Hasil resmi" in page
    assert "2,48" in page  # ministry report 2024
    assert "segel 1 tahap Penilaian Mandiri" in page
    assert "Simulasi, isian sekarang" in page
    assert (
        "Hasil resmi terakhir Kabupaten Kupang 2,48 (SPBE 2024). Menurut evaluasi di sini terakhir 2,00"
        " (SPBE 2024 · Simulasi), bukan angka terbitan resmi." in page
    )
    assert "Kedua angka tidak dapat dibandingkan" not in page
    (drawn,) = page.split('role="img"')[1:]  # entries with gaps come to no index that could be drawn
    assert points(drawn) == (4, 1)  # 2021–2024 and the simulation
    office = unit(people.agency, "DISKOMINFO")
    sign_in(client, person("pic kominfo", people.agency, "unit_contact", office))
    read(client, "/k/kab-kupang/posisi/", 404)


def test_no_line_joins_an_official_result_outside_the_scale(client: Client) -> None:
    for slug, joined in (("kab-banyuasin", 0), ("kab-kupang", 3)):
        sign_in(client, person(f"pimpinan {slug}", hosted(slug), "leader"))
        page = read(client, f"/k/{slug}/posisi/")
        assert 'class="p-us"' in page
        assert page.count('class="l-us"') == joined


def test_own_figures_by_another_instrument_have_a_picture_of_their_own(client: Client, people: Team) -> None:
    pemdi = opened(people, "pemdi-2026", 2026)
    fill(people.entry, pemdi, levels(20, 2))
    sign_in(client, people.leader)
    page = read(client, "/k/kab-kupang/posisi/")
    assert "Kedua angka tidak dapat dibandingkan: instrumennya berbeda." in page
    spbe, ours = page.split('role="img"')[1:]
    assert (points(spbe), points(ours)) == ((4, 0), (0, 1))
    assert "Tanpa hasil resmi: 2026." in ours


def test_not_taking_part_stands_among_the_results(client: Client, people: Team) -> None:
    held = opened(people, year=2024)
    record_absence(people.coordinator, held.evaluation, "bencana banjir")
    sign_in(client, people.leader)
    page = read(client, "/k/kab-kupang/posisi/")
    assert "Tidak mengikuti" in page
    assert "bencana banjir" in page
    assert "isian sekarang" not in page


def test_targets_and_national_means_stand_beside_the_figures_of_their_instrument(
    client: Client, people: Team
) -> None:
    simulated = opened(people, year=2025)
    fill(people.entry, simulated, levels(47, 2))
    fill(people.entry, opened(people, "pemdi-2026", 2026), levels(20, 2))
    sign_in(client, people.leader)
    page = read(client, "/k/kab-kupang/posisi/")
    spbe, pemdi = page.split('role="img"')[1:]
    assert (spbe.count('class="p-aim"'), spbe.count('class="p-peer"')) == (
        2,
        4,
    )  # targets.csv; ministry report 2024
    assert (pemdi.count('class="p-aim"'), pemdi.count('class="p-peer"')) == (0, 0)
    assert (
        "Rata-rata nasional 2021: 2,24; 2022: 2,34; 2023: 2,79; 2024: 3,12. Target 2021: 2,13; 2022: 3,86."
        in page
    )
    assert (
        "Rata-rata nasional 2024 3,12: hasil resmi 0,64 di bawahnya."
        " Target terakhir yang diketahui 3,86 untuk 2022: hasil resmi masih kurang 1,38." in page
    )
    table = page.split("<tbody>")[1]
    assert table.count("Rata-rata nasional") == 4
    assert table.count("<td>Target</td>") == 2
    assert "ANTARA, 29 Juli 2023" in page


def test_position_asks_as_many_queries_for_one_open_stage_as_for_three(client: Client, people: Team) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            read(client, "/k/kab-kupang/posisi/")
        return len(queries)

    sign_in(client, people.leader)
    fill(people.entry, opened(people, year=2023), {"I1": 2})
    asked()  # instruments and national means are read once for all requests
    one = asked()
    for year in (2024, 2025):
        fill(people.entry, opened(people, year=year), {"I1": 3})
    assert asked() == one
    page = read(client, "/k/kab-kupang/posisi/")
    assert page.count("isian sekarang") == 3
