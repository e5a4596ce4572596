"""Where the figures come from, and every row of each table."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from sasando.api.tests.asking import answer, refusal, table

pytestmark = pytest.mark.django_db
SHIPPED = Path(settings.BASE_DIR) / "data" / "published"


@pytest.fixture
def table_2024(client: Client) -> dict[str, Any]:
    listed = answer(client, "publications")["items"]
    return next(one for one in listed if one["coverage"] == "national" and one["year"] == 2024)


def shipped(year: int) -> list[dict[str, str]]:
    with (SHIPPED / f"spbe-results-{year}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_newest_publications_come_first_with_the_number_of_their_results(client: Client) -> None:
    listed = answer(client, "publications")["items"]
    years = [one["year"] for one in listed]
    assert years == sorted(years, reverse=True)
    national = {one["year"]: one["results"] for one in listed if one["coverage"] == "national"}
    assert national == {year: len(shipped(year)) for year in (2023, 2024)}


def test_reading_of_the_predicate_is_told(client: Client) -> None:
    """2023 reads it from the rounded index, 2024 from the exact one."""
    listed = answer(client, "publications")["items"]
    assert {one["year"]: one["reading"] for one in listed if one["coverage"] == "national"} == {
        2023: "rounded",
        2024: "exact",
    }


def test_publication_has_the_means_it_prints(client: Client) -> None:
    means = next(one for one in answer(client, "publications")["items"] if "Tabel 4" in one["title"])
    found = answer(client, f"publications/{means['id']}")
    assert (found["coverage"], found["results"]) == ("means", 0)
    assert {one["scope"] for one in found["means"]} == {"nasional"}


def test_every_row_of_a_table_is_as_shipped(client: Client, table_2024: dict[str, Any]) -> None:
    """Against data/published/spbe-results-2024.csv, whose rows carry no slug: by their figures, as a multiset."""
    path = f"publications/{table_2024['id']}/results"
    pages = answer(client, path)["pages"]
    rows = [one for page in range(1, pages + 1) for one in answer(client, path, page=page)["items"]]
    figures = sorted(
        (one["shown"], one["predicate"], *(part["shown"] for part in one["parts"])) for one in rows
    )
    expected = sorted(
        (row["index"], row["predicate"], row["d1"], row["d2"], row["d3"], row["d4"]) for row in shipped(2024)
    )
    assert figures == expected


def test_csv_holds_the_same_rows_at_once(client: Client, table_2024: dict[str, Any]) -> None:
    rows = table(client, f"publications/{table_2024['id']}/results")
    assert len(rows) == table_2024["results"]
    kupang = next(row for row in rows if row["agency"] == "kab-kupang")
    assert [kupang[name] for name in ("year", "index", "predicate", "D1", "D2", "D3", "D4")] == [
        "2024", "2.48", "Cukup", "1.70", "1.90", "1.18", "3.50",
    ]  # fmt: skip
    assert kupang["publication"] == table_2024["id"]


def test_list_of_publications_as_csv(client: Client) -> None:
    rows = table(client, "publications")
    assert len(rows) == answer(client, "publications")["count"]
    assert {row["current"] for row in rows} == {"true"}
    assert {row["supersedes"] for row in rows} == {""}


def test_page_of_results_names_its_publication(client: Client, table_2024: dict[str, Any]) -> None:
    found = answer(client, f"publications/{table_2024['id']}/results", page=2)
    assert found["publication"]["id"] == table_2024["id"]
    status, sentence = refusal(client, f"publications/{table_2024['id']}/results", page=99)
    assert (status, sentence) == (404, f"Halaman 99 tidak ada; halaman terakhir {found['pages']}.")


def test_unknown_publication_is_told_where_the_list_is(client: Client) -> None:
    unknown = uuid4()
    for path in (f"publications/{unknown}", f"publications/{unknown}/results"):
        assert refusal(client, path) == (
            404,
            f'Terbitan "{unknown}" tidak ada; daftarnya di /api/v1/publications.',
        )


def test_queries_do_not_grow_with_the_rows(
    client: Client, django_assert_num_queries: Callable[[int], Any], table_2024: dict[str, Any]
) -> None:
    results = f"publications/{table_2024['id']}/results"
    counted = {
        "publications": 2,
        "publications?format=csv": 1,
        f"publications/{table_2024['id']}": 2,
        results: 3,
        f"{results}?page=7": 3,
        f"{results}?format=csv": 3,
    }
    for path, queries in counted.items():
        with django_assert_num_queries(queries):
            assert client.get(f"/api/v1/{path}").status_code == 200
