"""How the country stands in a year."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from sasando.api.tests.asking import answer, refusal, table
from sasando.organizations.models import Agency
from sasando.scoring.numbers import fraction_text

pytestmark = pytest.mark.django_db
SHIPPED = Path(settings.BASE_DIR) / "data" / "published"


@pytest.mark.parametrize("year", [2023, 2024])
def test_country_is_the_sum_of_its_printed_rows(client: Client, year: int) -> None:
    """Against data/published/spbe-results-<year>.csv."""
    with (SHIPPED / f"spbe-results-{year}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    values = [Fraction(row["index"]) for row in rows]
    found = answer(client, f"national/{year}")
    assert found["count"] == len(rows)
    assert found["mean"]["exact"] == fraction_text(sum(values, Fraction(0)) / len(values))
    assert found["median"]["exact"] == fraction_text(median(values))
    printed = Counter(row["predicate"] for row in rows)
    assert {one["name"]: one["count"] for one in found["predicates"] if one["count"]} == printed
    assert found["publication"]["year"] == year


def test_predicates_come_from_the_highest_also_those_nobody_has(client: Client) -> None:
    found = answer(client, "national/2024", kind="kabupaten", province="53")["predicates"]
    assert [one["name"] for one in found] == ["Memuaskan", "Sangat Baik", "Baik", "Cukup", "Kurang"]
    assert found[0]["count"] == 0


def test_kind_and_province_narrow_the_country(client: Client) -> None:
    """Kota Kupang is the only city of NTT."""
    found = answer(client, "national/2024", kind="kota", province="53")
    own = answer(client, "index/kota-kupang")["shown"]
    assert found["count"] == 1
    assert found["mean"]["shown"] == found["median"]["shown"] == found["lowest"] == found["highest"] == own


def test_mean_of_the_rows_stands_beside_the_one_that_is_printed(client: Client) -> None:
    """Laporan Evaluasi SPBE 2024, tables 4 and 8."""
    country = answer(client, "national/2024")
    assert (country["mean"]["shown"], country["printed_mean"]["shown"]) == ("3.17", "3.12")
    assert country["printed_mean"]["source"] == "Laporan Evaluasi SPBE 2024, Tabel 4"
    own = answer(client, "agencies/kab-kupang/results")["national_means"]
    assert country["printed_mean"] in own
    assert answer(client, "national/2024", kind="kabupaten", province="53")["printed_mean"] is None


def test_nobody_there_has_no_mean(client: Client) -> None:
    found = answer(client, "national/2024", kind="kementerian", province="53")
    assert (found["count"], found["mean"], found["median"], found["lowest"]) == (0, None, None, None)


def test_year_without_a_table_names_those_there_are(client: Client) -> None:
    assert refusal(client, "national/2022") == (404, "Tabel nasional 2022 tidak ada; yang ada: 2023, 2024.")


def test_distribution_as_csv(client: Client) -> None:
    rows = table(client, "national/2024", kind="kabupaten", province="53")
    assert [(row["kind"], row["province"]) for row in rows] == [("kabupaten", "53")] * 5
    assert (
        sum(int(row["count"]) for row in rows)
        == answer(client, "national/2024", kind="kabupaten", province="53")["count"]
    )


def test_sample_agencies_never_enter(client: Client, free_writes: None) -> None:
    before = answer(client, "national/2024")["count"]
    Agency.objects.filter(slug="kab-kupang").update(sample=True)
    assert answer(client, "national/2024")["count"] == before - 1


def test_queries_do_not_grow_with_the_agencies(
    client: Client, django_assert_num_queries: Callable[[int], Any]
) -> None:
    answer(client, "national/2024")  # the instrument is read once
    for query in ({}, {"kind": "kabupaten"}, {"kind": "kota", "province": "53"}):
        with django_assert_num_queries(2 if "province" in query else 3):
            answer(client, "national/2024", **query)
