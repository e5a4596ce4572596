"""What follows from published figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from sasando.api.tests.asking import answer, refusal

pytestmark = pytest.mark.django_db
KUPANG = "agencies/kab-kupang"


def test_infer_proves_the_levels_of_management(client: Client) -> None:
    """D3 = 1.18 (2024) is a sum of 13 over 11 indicators: at least 9 are at level 1."""
    found = answer(client, f"{KUPANG}/infer/2024")
    assert found["index"] == ["4967/2000"]
    management = next(one for one in found["groups"] if (one["kind"], one["number"]) == ("domain", "3"))
    assert (management["indicators"], management["at_most"]["1"]) == (11, [9, 10])


def test_explain_gives_every_domain_its_exact_share(client: Client) -> None:
    """2023→2024: 0.052 policy, 0.125 governance, 0.030 management, 0.3675 or 0.3700 services."""
    found = answer(client, f"{KUPANG}/explain/2023/2024")
    shares = [one["contribution"]["values"] for one in found["domains"]]
    assert shares == [["13/250"], ["1/8"], ["3/100"], ["147/400", "37/100"]]
    assert found["from"]["publication"]["year"] == 2023


@pytest.mark.usefixtures("plain_static_files")
def test_change_from_a_year_outside_the_scale_is_refused_in_the_words_of_the_page(client: Client) -> None:
    status, sentence = refusal(client, "agencies/kab-banyuasin/explain/2023/2024")
    page = client.get("/d/kab-banyuasin/penggerak/").content.decode()
    assert status == 422
    assert sentence.startswith("Angka 2023 di luar skala instrumen")
    assert sentence in page.replace("<b>", "").replace("</b>", "")


def test_reach_names_the_fewest_steps(client: Client) -> None:
    found = answer(client, f"{KUPANG}/reach", target="3.86", from_=2021, by=2022)
    assert (found["steps_at_least"], found["gain"], found["start"]["shown"]) == (82, "2.26", "1.60")
    assert answer(client, f"{KUPANG}/reach", target="3,86", from_=2022)["steps_at_least"] == 72


def test_reach_under_another_instrument_says_why_nothing_is_computed(client: Client) -> None:
    found = answer(client, f"{KUPANG}/reach", target="3.86", by=2026)
    assert (found["verdict"], found["gain"], found["comparable"]) == ("other_instrument", None, None)
    assert "Pasal 11" in found["sentence"]


def test_another_publication_can_be_named(client: Client) -> None:
    named = answer(client, f"{KUPANG}/results")["results"][0]["publication"]
    found = answer(client, f"{KUPANG}/infer/{named['year']}", publication=named["id"])
    assert found["publication"] == named
    assert (
        answer(client, f"{KUPANG}/reach", target="3", publication=named["id"])["start"]["publication"]
        == named
    )


def test_year_without_a_result_is_404_and_names_the_years_there_are(client: Client) -> None:
    for path in ("infer/2020", "explain/2023/2030"):
        status, sentence = refusal(client, f"{KUPANG}/{path}")
        assert status == 404
        assert "2021, 2022, 2023, 2024" in sentence
    assert refusal(client, "agencies/kota-jakarta-pusat/reach", target="3")[0] == 404


def test_unknown_publication_is_404(client: Client) -> None:
    unknown = str(uuid4())
    for path, query in ((f"{KUPANG}/infer/2024", {}), (f"{KUPANG}/reach", {"target": "3"})):
        status, sentence = refusal(client, path, publication=unknown, **query)
        assert (status, unknown in sentence) == (404, True)


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ({"target": "9"}, "di luar skala"),
        ({"target": "3", "from_": 2024, "by": 2023}, "sesudah tahun awal"),
        ({"target": "3.865"}, "paling banyak dua desimal"),
        ({"target": "tiga"}, "paling banyak dua desimal"),
        ({}, "wajib diisi"),
        ({"target": "3", "from_": "dua"}, "Parameter from tidak dapat dipakai"),
    ],
)
def test_target_that_cannot_be_answered_is_422_with_what_to_do(
    client: Client, query: dict[str, str | int], word: str
) -> None:
    status, sentence = refusal(client, f"{KUPANG}/reach", **query)
    assert status == 422
    assert word in sentence


@pytest.mark.parametrize(
    ("path", "queries"), [("infer/2024", 2), ("explain/2023/2024", 3), ("reach?target=3.86", 5)]
)
def test_queries_are_counted(
    client: Client, django_assert_num_queries: Callable[[int], Any], path: str, queries: int
) -> None:
    client.get(f"/api/v1/{KUPANG}/infer/2024")  # the instrument is read once
    for slug in ("kab-kupang", "kota-kupang"):
        with django_assert_num_queries(queries):
            assert client.get(f"/api/v1/agencies/{slug}/{path}").status_code == 200
