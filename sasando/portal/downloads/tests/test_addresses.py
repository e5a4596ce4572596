"""The addresses below `/d/<agency>/bawa/`: the choice, and what they say to what cannot be answered."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.test import Client

from sasando.portal.downloads.kinds import KINDS
from sasando.portal.downloads.tests.conftest import Fetch

pytestmark = pytest.mark.django_db


def test_choice_links_every_file_and_keeps_what_was_asked(client: Client) -> None:
    body = client.get("/d/kab-kupang/bawa/", {"target": "3,5"}).content.decode()
    for file in KINDS:
        assert f'href="/d/kab-kupang/bawa/{file}?target=3%2C5"' in body


def test_choice_says_beforehand_where_the_slides_lack_a_target(client: Client) -> None:
    way = '<a href="/d/kota-kupang/target/">Periksa sebuah target, lalu bawa dari sana</a>'
    assert way in client.get("/d/kota-kupang/bawa/").content.decode()
    assert way not in client.get("/d/kota-kupang/bawa/", {"target": "3,5"}).content.decode()


@pytest.mark.parametrize(
    ("slug", "why"),
    [
        ("kab-nabire", "Namanya tidak ada dalam tabel nasional 2023 dan 2024."),
        ("kota-jakarta-pusat", "tidak berpemerintahan sendiri, jadi tidak dinilai sendiri."),
    ],
)
def test_choice_of_an_agency_without_results_says_what_is_missing_and_where_to_go_on(
    client: Client, slug: str, why: str
) -> None:
    answer = client.get(f"/d/{slug}/bawa/")
    body = answer.content.decode()
    assert answer.status_code == 200
    for said in (why, "Belum ada angka yang dapat dibawa.", 'href="/nasional/"', "Cari instansi lain"):
        assert said in body
    assert f'href="/d/{slug}/bawa/' not in body.replace(f'href="/d/{slug}/bawa/" aria-current=page', "")


@pytest.mark.parametrize("part", ["", "penggerak/", "target/", "pembanding/", "evaluasi/"])
def test_nobody_without_results_is_led_to_files_that_are_not_there(client: Client, part: str) -> None:
    assert "/bawa/" not in client.get(f"/d/kab-nabire/{part}").content.decode()
    assert "/bawa/" in client.get(f"/d/kab-nagekeo/{part}").content.decode()


@pytest.mark.parametrize("address", ["/d/tidak-ada/bawa/angka.csv", "/d/kab-kupang/bawa/lain.zip"])
def test_unknown_agencies_and_files_are_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"target": "tinggi"}, "Target &quot;tinggi&quot; bukan angka"),
        ({"target": "9"}, "di luar skala"),
        ({"target": "3", "pada": "2020"}, "harus sesudah tahun awal"),
        ({"target": "3", "dari": "1999"}, "tidak mempunyai hasil 1999"),
        ({"target": "3", "dari": "٢٠٢٤"}, "bukan tahun"),
        ({"target": "3" * 400}, "terlalu panjang"),
    ],
)
def test_what_cannot_be_answered_is_said_with_the_remedy(
    fetch: Fetch, asked: dict[str, str], said: str
) -> None:
    answer = fetch("kab-kupang", "salindia.pptx", **asked)
    assert answer.status_code == 400
    assert said in answer.content.decode().replace("&#x27;", "'")


def test_files_may_be_kept_by_others_but_are_asked_for_again(fetch: Fetch) -> None:
    answer = fetch("kab-kupang", "angka.csv")
    assert answer["Cache-Control"] == "public, no-cache"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_nothing_is_changed_by_other_methods(client: Client) -> None:
    assert client.post("/d/kab-kupang/bawa/angka.csv").status_code == 405


def test_libraries_that_write_files_are_not_loaded_before_a_file_is_made() -> None:
    heavy = ["pptx", "lxml", "xlsxwriter", "typst", "PIL"]
    code = (
        "import django, sys; django.setup(); import sasando.urls, sasando.portal.jobs;"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
