"""The national page through its address (figures: the ministry's reports of 2023 and 2024)."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db


def _read(client: Client, query: str = "") -> str:
    """The text of the page, as one line of words."""
    answer = client.get(f"/nasional/{query}")
    assert answer.status_code == 200
    text = unescape(re.sub(r"<[^>]+>", " ", answer.content.decode().split("<main", 1)[1]))
    return re.sub(r" ([,.;])", r"\1", re.sub(r"\s+", " ", text))


def _row(client: Client, head: str, query: str = "", section: str = "jenis-tabel") -> list[str]:
    body = client.get(f"/nasional/{query}").content.decode().split(f'id="{section}"', 1)[1]
    row = re.search(rf'<th scope="row">{re.escape(head)}</th>(.*?)</tr>', body)
    assert row is not None, head
    return [unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row[1])]


def test_first_sentence_tells_the_middle_and_the_printed_mean(client: Client) -> None:
    text = _read(client)
    assert "Separuh dari 615 instansi berindeks 3,14 atau lebih pada 2024; rata-rata tercetak 3,12." in text
    assert "Laporan Pelaksanaan Evaluasi SPBE 2024" in text


def test_kinds_show_the_mean_their_report_prints_and_none_where_it_prints_none(client: Client) -> None:
    kabupaten = _row(client, "Kabupaten")
    assert kabupaten[:5] == ["392", "2,97", "2,89", "1,03", "4,77"]
    assert sum(map(int, kabupaten[5:])) == 392
    assert _row(client, "Provinsi")[1] == "3,42"
    assert _row(client, "Kementerian")[1] == "–"
    assert _row(client, "Semua")[:2] == ["615", "3,12"]


def test_province_has_no_printed_mean_whatever_the_kind(client: Client) -> None:
    assert _row(client, "Kabupaten", "?provinsi=53")[:2] == ["20", "–"]
    text = _read(client, "?provinsi=53&jenis=kabupaten")
    assert "Separuh dari 20 kabupaten di Nusa Tenggara Timur berindeks" in text
    assert "rata-rata tercetak" not in text.lower().split("menurut jenis instansi")[0]


def test_provinces_are_counted_with_their_own_government(client: Client) -> None:
    assert _row(client, "Nusa Tenggara Timur", section="provinsi-tabel")[0] == "22"
    assert _row(client, "Nusa Tenggara Timur", "?jenis=kota", section="provinsi-tabel")[0] == "1"


def test_areas_of_jakarta_are_told_why_no_table_names_them(client: Client) -> None:
    said = "6 wilayah administrasi di DKI Jakarta tidak berpemerintahan sendiri, jadi tidak dinilai sendiri."
    assert said in _read(client, "?provinsi=31")
    cities = _read(client, "?provinsi=31&jenis=kota")
    assert "Tidak ada kota di DKI Jakarta dalam tabel nasional 2024." in cities
    assert said.replace("6", "5", 1) in cities
    for other in ("", "?provinsi=31&jenis=provinsi", "?provinsi=53"):
        assert "wilayah administrasi" not in _read(client, other)


def test_movers_leave_banyuasin_out_and_name_it(client: Client) -> None:
    text = _read(client)
    assert "Kenaikan terbesar dari 2023 ke 2024: Kab. Pasuruan, +1,41." in text
    assert "di luar skala instrumen: Kab. Banyuasin (+1,66)." in text
    assert "Dari 606 yang tercetak pada 2023 dan 2024" in text
    tables = client.get("/nasional/").content.decode().split('id="perubahan"')[1].split("</section>")[0]
    assert tables.count('<th scope="row">') == 20
    assert "/d/kab-banyuasin/" not in tables
    assert 'href="/d/kab-bolaang-mongondow/"' in tables


def test_earlier_year_has_its_own_figures_and_says_that_nothing_stands_before_it(client: Client) -> None:
    assert _row(client, "Kabupaten", "?tahun=2023")[:2] == ["398", "2,59"]
    assert "Tidak ada tabel nasional sebelumnya" in _read(client, "?tahun=2023")


def test_predicates_are_those_that_are_printed(client: Client) -> None:
    cells = {name: _row(client, name, section="predikat") for name in ("Memuaskan", "Kurang")}
    assert all(re.fullmatch(r"\d+,\d %", share) for _count, share in cells.values())
    text = _read(client)
    assert re.search(r"\d+ dari 615 instansi berpredikat Baik atau lebih tinggi\.", text)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?tahun=2019", "Tidak ada tabel nasional 2019; yang ada: 2023, 2024. Ditampilkan 2024."),
        ("?tahun=٢٠٢٤", "Tidak ada tabel nasional"),
        ("?jenis=<b>desa", "Jenis “<b>desa” tidak dikenal"),
        ("?provinsi=99%00", "Kode provinsi “99” tidak dikenal"),
        ("?jenis=kementerian&provinsi=53", "Tidak ada kementerian di Nusa Tenggara Timur dalam tabel"),
    ],
)
def test_what_is_not_there_is_said(client: Client, query: str, said: str) -> None:
    assert said in _read(client, query)


def test_form_keeps_what_was_asked(client: Client) -> None:
    body = client.get("/nasional/?tahun=2023&jenis=kota&provinsi=32").content.decode()
    for value in ("2023", "kota", "32"):
        assert f'<option value="{value}" selected>' in body


@pytest.mark.parametrize("query", ["", "?tahun=2023", "?jenis=kota", "?provinsi=53"])
def test_page_costs_five_queries_whatever_is_asked(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, query: str
) -> None:
    client.get("/nasional/")  # the instrument is in memory from now on
    with django_assert_num_queries(3):
        client.get(f"/nasional/{query}")


def test_front_page_and_foot_lead_here(client: Client) -> None:
    assert client.get("/").content.decode().count('href="/nasional/"') == 2


def test_bars_of_the_kinds_show_the_printed_means_and_only_those(client: Client) -> None:
    drawing = (
        client.get("/nasional/").content.decode().split('aria-labelledby="n2t', 1)[1].split("</svg>", 1)[0]
    )
    assert "Kabupaten median 2,89, rata-rata tercetak 2,97" in drawing
    assert re.search(r"Kementerian median [\d,]+;", drawing)
    assert drawing.count('class="b-us"') == 5
    assert drawing.count('class="b-peer"') == 3
    asked = client.get("/nasional/?jenis=kota").content.decode()
    assert asked.split('aria-labelledby="n2t', 1)[1].split("</svg>", 1)[0].count('class="b-us"') == 1
    assert 'aria-labelledby="n2t' not in client.get("/nasional/?provinsi=31&jenis=kota").content.decode()
