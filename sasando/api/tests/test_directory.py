"""Which agencies there are, and the newest index of one."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client

from sasando.api.tests.asking import answer, refusal, table
from sasando.organizations.models import Agency
from sasando.results.models import Publication, PublishedResult

pytestmark = pytest.mark.django_db
Counted = Callable[[int], Any]


def test_whole_directory_is_paged_by_a_hundred_and_no_agency_is_lost(client: Client) -> None:
    first = answer(client, "agencies")
    assert (first["count"], first["pages"], len(first["items"])) == (646, 7, 100)
    slugs = [one["slug"] for page in range(1, 8) for one in answer(client, "agencies", page=page)["items"]]
    assert len(slugs) == len(set(slugs)) == 646


def test_agency_is_found_by_its_everyday_name_and_with_a_typo(client: Client) -> None:
    assert [one["slug"] for one in answer(client, "agencies", q="kupang")["items"]] == [
        "kab-kupang",
        "kota-kupang",
    ]
    assert answer(client, "agencies", q="KemenPANRB")["items"][0]["slug"] == "kementerian-panrb"
    assert answer(client, "agencies", q="Kab. Kupamg")["items"][0]["slug"] == "kab-kupang"


def test_kind_and_province_narrow_the_list(client: Client) -> None:
    found = answer(client, "agencies", kind="kota", province="53")["items"]
    assert [one["name"] for one in found] == ["Kota Kupang"]
    assert [one["slug"] for one in answer(client, "agencies", q="kupang", kind="kota")["items"]] == [
        "kota-kupang"
    ]


def test_search_without_a_hit_is_an_empty_list(client: Client) -> None:
    assert answer(client, "agencies", q="zzzzzz") == {"count": 0, "page": 1, "pages": 1, "items": []}


def test_page_after_the_last_names_the_last(client: Client) -> None:
    assert refusal(client, "agencies", page=8) == (404, "Halaman 8 tidak ada; halaman terakhir 7.")


def test_csv_holds_the_whole_list(client: Client) -> None:
    rows = table(client, "agencies")
    assert len(rows) == 646
    kupang = next(row for row in rows if row["slug"] == "kab-kupang")
    assert (kupang["region_code"], kupang["province_name"]) == ("53.01", "Provinsi Nusa Tenggara Timur")


def test_agency_carries_its_newest_index(client: Client) -> None:
    found = answer(client, "agencies/kab-kupang")
    assert (found["name"], found["province_code"]) == ("Kabupaten Kupang", "53")
    assert (found["newest"]["year"], found["newest"]["shown"]) == (2024, "2.48")


def test_index_names_its_publication(client: Client) -> None:
    """2.48, Cukup: ministry report 2024."""
    found = answer(client, "index/kab-kupang")
    assert (found["year"], found["shown"], found["predicate"]) == (2024, "2.48", "Cukup")
    assert found["publication"]["title"] == "Laporan Pelaksanaan Evaluasi SPBE 2024"


def test_agency_missing_from_the_newest_table_keeps_its_older_index(client: Client) -> None:
    assert answer(client, "index/kab-nagekeo")["year"] == 2023


def test_agency_without_results_is_told_apart_from_an_unknown_one(client: Client) -> None:
    assert answer(client, "agencies/kab-nabire")["newest"] is None
    status, sentence = refusal(client, "index/kab-nabire")
    assert (status, "belum mempunyai hasil" in sentence) == (404, True)
    status, sentence = refusal(client, "index/kab-antah-berantah")
    assert (status, "tidak ada di direktori" in sentence) == (404, True)


@pytest.mark.parametrize(
    "asked",
    [
        "index/{}",
        "agencies/{}/peers",
        "agencies/{}/infer/2024",
        "agencies/{}/explain/2023/2024",
        "agencies/{}/reach?target=3",
    ],
)
def test_area_without_a_government_is_told_who_is_judged(client: Client, asked: str) -> None:
    assert answer(client, "agencies/kab-kepulauan-seribu")["has_government"] is False
    _status, sentence = refusal(client, asked.format("kab-kepulauan-seribu"))
    assert sentence == (
        "Kabupaten Administrasi Kepulauan Seribu tidak berpemerintahan sendiri, jadi tidak dinilai sendiri;"
        " yang dinilai Provinsi DKI Jakarta."
    )


def test_suggestions_tell_an_area_from_a_government(client: Client) -> None:
    (found,) = answer(client, "suggestions?q=seribu")["items"]
    assert found["place"] == "DKI Jakarta, wilayah administrasi"


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("index/kab-kupang", 1),
        ("agencies/kab-kupang", 2),
        ("agencies", 1),
        ("agencies?page=7", 1),
        ("agencies?q=kupang", 2),
        ("agencies?format=csv", 1),
    ],
)
def test_queries_are_counted(
    client: Client, django_assert_num_queries: Counted, path: str, queries: int
) -> None:
    with django_assert_num_queries(queries):
        assert client.get(f"/api/v1/{path}").status_code == 200


@pytest.mark.parametrize(
    "other",
    [
        {"year": 2024, "rank": Publication.Rank.NEWS},
        {"year": 2030, "current": False},
        {"year": 2030, "measure_id": "rb"},
    ],
    ids=["news of the same year", "superseded", "another measure"],
)
def test_index_comes_from_the_publication_that_counts(
    client: Client, free_writes: None, other: dict[str, Any]
) -> None:
    table_2024 = Publication.objects.get(year=2024, coverage=Publication.Coverage.NATIONAL)
    fields = {
        "measure_id": "spbe",
        "rank": 1,
        "current": True,
        "coverage": Publication.Coverage.SINGLE,
        **other,
    }
    added = Publication.objects.create(
        instrument=table_2024.instrument,
        title="lain",
        authority="lain",
        revision=1,
        predicate_reading="exact",
        **fields,
    )
    kupang = Agency.objects.get(slug="kab-kupang")
    PublishedResult.objects.create(publication=added, agency=kupang, value=Fraction(4))
    assert answer(client, "index/kab-kupang")["shown"] == "2.48"


def test_newer_publication_gives_the_newer_index(client: Client, free_writes: None) -> None:
    table_2024 = Publication.objects.get(year=2024, coverage=Publication.Coverage.NATIONAL)
    added = Publication.objects.create(
        measure_id="spbe", instrument=table_2024.instrument, year=2025, title="baru", authority="baru", revision=1,
        rank=3, coverage=Publication.Coverage.SINGLE, predicate_reading="exact",
    )  # fmt: skip
    kupang = Agency.objects.get(slug="kab-kupang")
    PublishedResult.objects.create(publication=added, agency=kupang, value=Fraction(3))
    found = answer(client, "index/kab-kupang")
    assert (found["year"], found["shown"], found["predicate"]) == (2025, "3.00", None)


def test_suggestions_are_few_small_and_say_how_many_there_are(client: Client) -> None:
    found = answer(client, "suggestions", q="kab")
    assert found["count"] == 416
    assert len(found["items"]) == 7
    assert answer(client, "suggestions", q="kupa") == {
        "count": 2,
        "items": [
            {"slug": "kab-kupang", "name": "Kabupaten Kupang", "place": "Nusa Tenggara Timur"},
            {"slug": "kota-kupang", "name": "Kota Kupang", "place": "Nusa Tenggara Timur"},
        ],
    }
    assert answer(client, "suggestions", q="KemenPANRB")["items"][0]["place"] == "Kementerian"
    assert answer(client, "suggestions", q=" ") == {"count": 0, "items": []}


def test_suggestions_take_two_queries_whatever_is_typed(
    client: Client, django_assert_num_queries: Counted
) -> None:
    for typed in ("k", "kabupaten", "zzzz", "53"):
        with django_assert_num_queries(2):
            answer(client, "suggestions", q=typed)


def test_suggestions_without_a_name_say_what_to_send(client: Client) -> None:
    status, sentence = refusal(client, "suggestions")
    assert (status, "wajib diisi" in sentence) == (422, True)
