"""A text that is too long is refused with its length, stays in its box to the last letter, and is saved nowhere."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.test import Client

from sasando.discussions.models import Comment
from sasando.evaluations.models import Answer, Judgement, Stage, Verification
from sasando.evaluations.testing import Team, address_of, documents_open, fill, opened, read
from sasando.organizations.testing import over, sign_in

pytestmark = pytest.mark.django_db


def page_of(answer: Any) -> str:
    assert answer.status_code in (409, 422)
    return unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("field", "named", "most"),
    [
        ("fakta", "Fakta", 20_000),
        ("analisis", "Analisis", 20_000),
        ("alasan", "Alasan perubahan", 300),
        ("sumber_dokumen", "Dokumen sumber", 300),
        ("sumber_instansi", "Instansi sumber", 200),
    ],
)
def test_long_text_of_an_indicator_comes_back_whole(
    client: Client, people: Team, field: str, named: str, most: int
) -> None:
    pemdi = opened(people, "pemdi-2026", 2026)
    sign_in(client, people.entry)
    sent = {"expected": "0", "nilai": "2", "tindakan": "simpan", field: over(most)}
    page = page_of(client.post(f"{address_of(pemdi)}isian/5/", sent))
    told, allowed = (f"{count:,}".replace(",", ".") for count in (most + 1, most))
    assert f"{named} terlalu panjang ({told} huruf); paling banyak {allowed}." in page
    assert over(most) in page
    assert not Judgement.objects.exists()
    assert Answer.objects.get(stage=pemdi, node__code="I5").revision == 0


def test_long_justification_comes_back_whole(client: Client, people: Team, mandiri: Stage) -> None:
    documents = documents_open(people, mandiri)
    sign_in(client, people.coordinator)
    sent = {"expected": "0", "nilai": "3", "sumber_dokumen": "laporan", "justifikasi": over(20_000)}
    page = page_of(client.post(f"{address_of(documents)}isian/1/", sent))
    assert "Justifikasi terlalu panjang (20.001 huruf); paling banyak 20.000." in page
    assert over(20_000) in page


def test_long_reason_is_seen_without_opening_anything(client: Client, people: Team, mandiri: Stage) -> None:
    sign_in(client, people.entry)
    sent = {"expected": "0", "nilai": "2", "alasan": over(300)}
    page = page_of(client.post(f"{address_of(mandiri)}isian/5/", sent))
    assert '<details class="more" open><summary>Alasan perubahan' in page


def test_long_comment_comes_back_whole(client: Client, people: Team, mandiri: Stage) -> None:
    sign_in(client, people.entry)
    page = page_of(client.post(f"{address_of(mandiri)}isian/16/komentar/", {"komentar": over(4_000)}))
    assert "Komentar terlalu panjang (4.001 huruf); paling banyak 4.000." in page
    assert f">{over(4_000)}</textarea>" in page
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("field", "named", "most"),
    [("catatan", "Catatan", 20_000), ("pengecualian", "Alasan pengecualian", 300)],
)
def test_long_words_of_a_verdict_come_back_whole(
    client: Client, people: Team, mandiri: Stage, field: str, named: str, most: int
) -> None:
    fill(people.entry, mandiri, {"I16": 2})
    sign_in(client, people.assessor)
    sent = {"expected": "1", "putusan": "kembalikan", "catatan": "perbaiki", field: over(most)}
    page = page_of(client.post(f"{address_of(mandiri)}isian/16/verifikasi/", sent))
    assert f"{named} terlalu panjang" in page
    assert over(most) in page
    assert not Verification.objects.exists()


def test_lines_are_counted_once_whichever_way_a_browser_ends_them(
    client: Client, people: Team, mandiri: Stage
) -> None:
    sign_in(client, people.entry)
    lines = "\r\n".join(
        "baris" for _line in range(3_333)
    )  # 19,997 letters, more with two at each end of a line
    client.post(f"{address_of(mandiri)}isian/16/", {"expected": "0", "nilai": "2", "fakta": lines})
    assert Judgement.objects.get().fact == lines.replace("\r\n", "\n")


def test_no_box_of_an_indicator_cuts_what_is_pasted(client: Client, people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, {"I16": 2})
    old = opened(people, "spbe-2018", 2018)
    for person, path in (
        (people.assessor, f"{address_of(mandiri)}isian/16/"),
        (people.entry, f"{address_of(old)}isian/35-2/"),
    ):
        sign_in(client, person)
        page = read(client, path)
        assert "<textarea" in page
        assert "maxlength" not in page
