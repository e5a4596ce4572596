"""The agency among the others by the API (figures: the ministry's reports of 2023 and 2024)."""

from __future__ import annotations

import csv
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from sasando.api.tests.asking import answer, refusal, table

pytestmark = pytest.mark.django_db
PEERS = "agencies/kab-kupang/peers"


def test_kupang_stands_among_its_province_as_the_page_says(client: Client) -> None:
    found = answer(client, PEERS)
    assert (found["year"], found["before_year"], found["group"], found["count"]) == (
        2024,
        2023,
        "province",
        22,
    )
    kind, province = found["places"]
    assert (kind["group"], kind["below"], kind["agencies"], kind["median"]["shown"]) == (
        "kind",
        97,
        392,
        "2.89",
    )
    assert (province["rank"], province["agencies"]) == (11, 22)
    own = next(one for one in found["items"] if one["agency"] == "kab-kupang")
    assert (own["shown"], own["before"], own["change"]) == ("2.48", "1.91", "0.57")
    assert own["parts"][2] == {"code": "D3", "shown": "1.18"}
    assert found["publication"]["year"], found["before_publication"]["year"] == (2024, 2023)


def test_those_the_table_does_not_name_are_told_with_their_years(client: Client) -> None:
    missing = answer(client, PEERS)["missing"]
    nagekeo = next(one for one in missing if one["agency"] == "kab-nagekeo")
    assert [one["year"] for one in nagekeo["years"]] == [2023]
    assert {one["kind"] for one in answer(client, PEERS, group="kind")["missing"]} == {"kabupaten"}
    assert answer(client, PEERS, group="near")["missing"] == []


def test_one_outside_the_scale_is_marked_and_never_first_by_change(client: Client) -> None:
    found = answer(client, PEERS, group="kind", order="-change")
    assert (found["items"][0]["name"], found["items"][0]["change"]) == ("Kab. Pasuruan", "1.41")
    rows = table(client, PEERS, group="kind", order="-change")
    marked = [row["agency"] for row in rows if row["outside_scale"] == "true"]
    assert marked == ["kab-banyuasin"]
    changes = [Fraction(row["change"]) for row in rows if row["change"] and row["outside_scale"] == "false"]
    assert changes == sorted(changes, reverse=True)
    assert rows.index(next(row for row in rows if row["agency"] == "kab-banyuasin")) >= len(changes)


def test_csv_holds_every_row_of_the_table_as_printed(client: Client) -> None:
    """Against data/published/spbe-results-2024.csv."""
    path = Path(settings.BASE_DIR) / "data" / "published" / "spbe-results-2024.csv"
    with path.open(encoding="utf-8", newline="") as file:
        printed = sorted((row["index"], row["d1"], row["d4"]) for row in csv.DictReader(file))
    rows = table(client, PEERS, group="all")
    assert sorted((row["index"], row["D1"], row["D4"]) for row in rows) == printed


def test_who_stands_alone_in_its_province_or_has_none_sees_its_kind(client: Client) -> None:
    for slug, count in (("prov-dki-jakarta", 38), ("kementerian-ppn-bappenas", 34)):
        found = answer(client, f"agencies/{slug}/peers")
        assert (found["group"], found["count"]) == ("kind", count)


def test_a_name_narrows_the_rows_and_the_missing(client: Client) -> None:
    found = answer(client, PEERS, q="nagekeo")
    assert (found["count"], [one["agency"] for one in found["missing"]]) == (0, ["kab-nagekeo"])
    assert [one["agency"] for one in answer(client, PEERS, q="belu")["items"]] == ["kab-belu"]


def test_an_agency_without_a_row_and_an_unknown_order_are_refused_in_words(client: Client) -> None:
    status, sentence = refusal(client, "agencies/kab-nabire/peers")
    assert (status, sentence) == (404, "Kabupaten Nabire tidak ada dalam tabel nasional yang dimuat.")
    status, sentence = refusal(client, PEERS, order="size")
    assert (status, "name, before, index atau change" in sentence) == (422, True)


def test_queries_do_not_grow_with_the_group(
    client: Client, django_assert_num_queries: Callable[[int], Any]
) -> None:
    answer(client, PEERS)  # tables and instrument are read once
    for query in ({}, {"group": "all"}, {"group": "kind", "format": "csv"}):
        with django_assert_num_queries(2):
            assert client.get(f"/api/v1/{PEERS}", query).status_code == 200
