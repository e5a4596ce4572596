"""Results and targets of one agency over the years."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from sasando.api.tests.asking import answer, refusal, table

pytestmark = pytest.mark.django_db


def test_results_of_kupang_are_those_that_were_published(client: Client) -> None:
    """1.60 and 1.85: ANTARA, 29 July 2023; 1.91 and 2.48: ministry reports 2023 and 2024."""
    found = answer(client, "agencies/kab-kupang/results")["results"]
    assert [(one["year"], one["shown"]) for one in found] == [
        (2021, "1.60"), (2022, "1.85"), (2023, "1.91"), (2024, "2.48"),
    ]  # fmt: skip
    assert [part["shown"] for part in found[-1]["parts"]] == ["1.70", "1.90", "1.18", "3.50"]
    assert [one["predicate"] for one in found] == [None, None, "Cukup", "Cukup"]
    assert [one["publication"]["authority"] for one in found] == ["ANTARA"] * 2 + ["Kementerian PANRB"] * 2


def test_year_without_a_row_is_named_and_never_a_zero(client: Client) -> None:
    found = answer(client, "agencies/kab-nagekeo/results")
    assert [one["year"] for one in found["results"]] == [2023]
    assert [one["year"] for one in found["missing"]] == [2024]
    assert found["missing"][0]["publication"]["year"] == 2024


def test_reconstructed_figure_says_why(client: Client) -> None:
    """The table of 2024 prints ",60" for D1 of Jawa Timur."""
    newest = answer(client, "agencies/prov-jawa-timur/results")["results"][-1]
    reasons = {part["code"]: part["reconstructed"] for part in newest["parts"]}
    assert "4,60 direka ulang" in reasons.pop("D1")
    assert set(reasons.values()) == {None}


def test_national_means_stand_beside_the_results(client: Client) -> None:
    """2018: 1.98, Laporan Evaluasi SPBE 2024, Tabel 4."""
    first = answer(client, "agencies/kab-kupang/results")["national_means"][0]
    assert (first["year"], first["shown"], first["instrument"]) == (2018, "1.98", "spbe-2018")
    assert "Tabel 4" in first["source"]


def test_results_as_csv_have_a_row_a_year_with_their_source(client: Client) -> None:
    rows = table(client, "agencies/kab-kupang/results")
    assert [(row["year"], row["index"], row["D4"]) for row in rows][-2:] == [
        ("2023", "1.91", "2.69"), ("2024", "2.48", "3.50"),
    ]  # fmt: skip
    assert rows[0]["authority"] == "ANTARA"
    assert rows[0]["D1"] == rows[0]["predicate"] == ""


def test_targets_say_where_they_come_from(client: Client) -> None:
    """2.13 (2021) and 3.86 (2022): ANTARA, 29 July 2023; the planning document is not known."""
    found = answer(client, "agencies/kab-kupang/targets")["targets"]
    assert [(one["year"], one["shown"]) for one in found] == [(2021, "2.13"), (2022, "3.86")]
    assert all("ANTARA" in one["source"] and "tidak diketahui" in one["reason"] for one in found)


def test_targets_as_csv_can_be_imported_elsewhere(client: Client) -> None:
    first = table(client, "agencies/kab-kupang/targets")[0]
    assert list(first) == ["agency", "measure", "year", "value", "source", "reason"]
    assert (first["agency"], first["value"]) == ("kab-kupang", "2.13")


def test_agency_without_results_has_empty_lists(client: Client) -> None:
    found = answer(client, "agencies/kota-jakarta-pusat/results")
    assert (found["results"], [one["year"] for one in found["missing"]]) == ([], [2023, 2024])
    assert answer(client, "agencies/kota-jakarta-pusat/targets")["targets"] == []
    assert table(client, "agencies/kota-jakarta-pusat/results") == []


def test_unknown_agency_is_told_where_to_look(client: Client) -> None:
    for part in ("results", "targets"):
        assert refusal(client, f"agencies/kab-tiada/{part}") == (
            404,
            'Instansi "kab-tiada" tidak ada di direktori; cari slug-nya di /api/v1/agencies?q=nama.',
        )


@pytest.mark.parametrize("slug", ["kab-kupang", "kab-nagekeo", "kota-jakarta-pusat"])
def test_queries_do_not_grow_with_the_years(
    client: Client, django_assert_num_queries: Callable[[int], Any], slug: str
) -> None:
    answer(client, "agencies/kab-kupang/results")  # instrument and printed means are read once
    with django_assert_num_queries(4):
        answer(client, f"agencies/{slug}/results")
    with django_assert_num_queries(2):
        answer(client, f"agencies/{slug}/targets")


def test_published_levels_stand_among_the_parts_of_their_year(client: Client) -> None:
    first = answer(client, "agencies/kota-bandar-lampung/results")["results"][0]
    assert first["year"] == 2021
    kinds = [part["kind"] for part in first["parts"]]
    assert [kinds.count(kind) for kind in ("domain", "aspect", "indicator")] == [4, 8, 47]
    assert {part["code"]: part["shown"] for part in first["parts"]}["I36"] == "3.00"
    row = table(client, "agencies/kota-bandar-lampung/results")[0]
    assert (row["year"], row["D4"], row["A8"], row["I44"]) == ("2021", "1.44", "1.50", "2.00")
