"""Why an index changed between two stages or two years, on a page."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sasando.evaluations.actions.assigning import give_access
from sasando.evaluations.actions.judging import judge
from sasando.evaluations.actions.opening import open_stage
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.entered import Entered
from sasando.evaluations.models import Stage
from sasando.evaluations.testing import Team, address_of, fill, levels, opened, stage, team
from sasando.organizations.testing import person, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def documents(people: Team) -> Stage:
    """A document stage in which three levels were changed after the self-assessment was sealed."""
    first = opened(people)
    fill(people.entry, first, levels(47, 2))
    seal(people.responsible, first)
    open_stage(people.coordinator, stage(str(first.evaluation_id), "dokumen"))
    second = stage(str(first.evaluation_id), "dokumen")
    fill(people.entry, second, {"I1": 3, "I42": 1, "I36": 1})
    return second


def address(of: Stage) -> str:
    return f"/k/{of.evaluation.agency.slug}/evaluasi/{of.evaluation_id}/{of.code}/laporan/perubahan/"


def body(client: Client, of: Stage, **asked: str) -> str:
    answer = client.get(address(of), asked)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"</?b>", "", answer.content.decode()))


def test_page_gives_a_sentence_and_an_exact_contribution_for_each_indicator_that_changed(
    client: Client, people: Team, documents: Stage
) -> None:
    page = body(sign_in(client, people.leader), documents)
    assert "indeks turun 0,04 menjadi 1,96; 3 indikator berubah." in page
    assert "1. Tingkat Kematangan Kebijakan Internal Arsitektur SPBE" in page
    assert "naik dari 2 ke 3: +0,013 poin." in page
    assert "turun dari 2 ke 1: −0,03 poin." in page
    assert page.count(" poin.</span>") == 3
    assert page.index("−0,03 poin.") < page.index("−0,0275 poin.") < page.index("+0,013 poin.")
    assert '<svg height="' in page
    assert "−0,0445" in page  # all of it: 0.013 − 0.03 − 0.0275


def test_sentence_of_the_whole_adds_up_with_the_two_figures_it_names(client: Client, people: Team) -> None:
    first = opened(people, "pemdi-2026", 2026)
    fill(
        people.entry,
        first,
        {f"I{number}": Fraction(3, 2) for number in range(1, 21)} | {"I2": Fraction(166, 100)},
    )
    seal(people.responsible, first)
    open_stage(people.coordinator, stage(str(first.evaluation_id), "dokumen"))
    second = stage(str(first.evaluation_id), "dokumen")
    fill(people.entry, second, {"I1": 2})
    page = body(sign_in(client, people.leader), second)
    assert "(1,51) indeks naik 0,025 menjadi 1,53; 1 indikator berubah." in page


def test_reason_of_the_assessor_stands_below_the_indicator_it_moved(
    client: Client, people: Team, documents: Stage
) -> None:
    lowered = Entered("I2", 0, Fraction(1), justification="reviu terlalu tua", source_document="laporan")
    judge(people.coordinator, documents, [lowered])
    page = body(sign_in(client, people.responsible), documents)
    (below,) = re.findall(r"2 ke 1: −0,013 poin\.</span>(.*?)</li>", page)
    assert "Justifikasi: reviu terlalu tua" in below
    assert f'href="{address_of(documents)}isian/2/"' in below
    assert page.count("Justifikasi: ") == 1


def test_page_says_what_each_figure_is(client: Client, people: Team, documents: Stage) -> None:
    page = body(sign_in(client, people.leader), documents)
    assert "SPBE 2025 · Simulasi, Penilaian Mandiri: Simulasi" in page


def test_other_evaluation_of_the_year_can_be_chosen(client: Client, people: Team, documents: Stage) -> None:
    later = opened(people, kind="pantauan")
    fill(people.entry, later, levels(47, 2, I10=4))
    sign_in(client, people.entry)
    first = f"{documents.evaluation_id}.mandiri"
    page = body(client, later, dari=first)
    assert "1 indikator berubah" in page
    assert "naik dari 2 ke 4: +0,026 poin." in page
    assert f'<option value="{first}" selected>' in page


def test_earlier_year_is_taken_where_the_evaluation_has_no_stage_before(client: Client, people: Team) -> None:
    earlier = opened(people, year=2024)
    fill(people.entry, earlier, levels(47, 1))
    now = opened(people, year=2025)
    fill(people.entry, now, levels(47, 1, I10=2))
    assert "Dari SPBE 2024 · Simulasi, Penilaian Mandiri (1,00)" in body(sign_in(client, people.entry), now)


def test_while_values_are_missing_known_contributions_are_told_without_a_waterfall(
    client: Client, people: Team
) -> None:
    earlier = opened(people, year=2024)
    fill(people.entry, earlier, levels(47, 1))
    now = opened(people, year=2025)
    fill(people.entry, now, levels(40, 1, I10=2))
    page = body(sign_in(client, people.entry), now)
    assert "indikator 41, 42, 43, 44, 45, 46, 47 belum dinilai" in page
    assert "naik dari 1 ke 2: +0,013 poin." in page
    assert "figure class" not in page


def test_with_nothing_to_compare_the_page_says_so(client: Client, people: Team, mandiri: Stage) -> None:
    assert "Belum ada tahap atau tahun lain" in body(sign_in(client, people.entry), mandiri)


def test_other_instrument_is_never_offered(client: Client, people: Team, documents: Stage) -> None:
    digital = opened(people, "pemdi-2026", 2026)
    sign_in(client, people.entry)
    assert "Belum ada tahap atau tahun lain" in body(client, digital)
    foreign = f"{documents.evaluation_id}.mandiri"
    assert client.get(address(digital), {"dari": foreign}).status_code == 404


def test_stage_of_another_agency_cannot_be_compared_with(
    client: Client, people: Team, documents: Stage
) -> None:
    other = opened(team("kab-nagekeo"))
    sign_in(client, people.entry)
    asked = {"dari": f"{other.evaluation_id}.mandiri"}
    assert client.get(address(documents), asked).status_code == 404
    assert client.get(address(other)).status_code == 404


def test_somebody_from_outside_compares_only_with_what_was_given_to_them(
    client: Client, people: Team, documents: Stage
) -> None:
    hidden = opened(people, year=2024)
    fill(people.entry, hidden, levels(47, 1))
    guest = person("tamu", people.agency, "external_assessor")
    give_access(people.coordinator, documents, guest, date.today() + timedelta(days=2))
    page = body(sign_in(client, guest), documents)
    assert f"{documents.evaluation_id}.mandiri" in page
    assert str(hidden.evaluation_id) not in page
    asked = {"dari": f"{hidden.evaluation_id}.mandiri"}
    assert client.get(address(documents), asked).status_code == 404


def test_many_changes_are_drawn_by_part(client: Client, people: Team) -> None:
    earlier = opened(people, year=2024)
    fill(people.entry, earlier, levels(47, 1))
    now = opened(people, year=2025)
    fill(people.entry, now, levels(47, 2))
    page = body(sign_in(client, people.entry), now)
    assert "Andil tiap bagian indeks" in page
    assert page.count(" poin.</span>") == 47
    for share in (Fraction(13, 100), Fraction(25, 100)):
        assert f"+{str(float(share)).replace('.', ',')}" in page


def test_page_reads_the_same_number_of_times_however_much_changed(
    client: Client, people: Team, documents: Stage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sign_in(client, people.entry)
    client.get(address(documents))
    with django_assert_num_queries(10):
        client.get(address(documents))
    fill(people.entry, documents, levels(47, 3))
    with django_assert_num_queries(10):
        client.get(address(documents))
