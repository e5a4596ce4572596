"""The page of an agency, through its address: figures, predicate, proofs, and what is missing and doubtful."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db


def _read(client: Client, slug: str) -> str:
    """The text of a page, as one line of words."""
    body = client.get(f"/d/{slug}/").content.decode()
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body.split("<main", 1)[1])))


def _row(client: Client, slug: str, year: int) -> list[str]:
    body = client.get(f"/d/{slug}/").content.decode()
    row = re.search(rf'<th scope="row">{year}</th>(.*?)</tr>', body)
    assert row is not None
    return [unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row[1])]


def test_kupang_reads_its_index_targets_and_distance(client: Client) -> None:
    text = _read(client, "kab-kupang")
    assert "Indeks SPBE 2024 2,48 Cukup" in text
    assert "Naik 0,57 dalam setahun, tetapi masih 0,64 di bawah rata-rata nasional." in text.replace(
        " , ", ", "
    )
    assert "Target 2021 dan 2022 tidak tercapai." in text
    assert "Untuk predikat Baik kurang 0,12." in text
    assert "Mulai 2026 ukurannya berganti." in text
    assert "SPBE: Sistem Pemerintahan Berbasis Elektronik." in text


def test_kupangs_table_has_every_year_and_marks_computed_predicates(client: Client) -> None:
    assert _row(client, "kab-kupang", 2021) == ["1,60", "2,13", "2,24", "Kurang (dihitung)"]
    assert _row(client, "kab-kupang", 2022) == ["1,85", "3,86", "2,34", "Cukup (dihitung)"]
    assert _row(client, "kab-kupang", 2023) == ["1,91", "–", "2,79", "Cukup"]
    assert _row(client, "kab-kupang", 2024) == ["2,48", "–", "3,12", "Cukup"]
    assert _row(client, "kab-kupang", 2025)[0] == "belum ada data"


def test_kupang_names_its_sources_and_what_is_not_known_of_the_targets(client: Client) -> None:
    body = client.get("/d/kab-kupang/").content.decode()
    assert 'href="https://kupang.antaranews.com/' in body
    assert "Laporan Pelaksanaan Evaluasi SPBE 2024" in body
    assert "dokumen perencanaan asal target tidak diketahui" in body


def test_kupangs_proofs_are_told_with_their_sums(client: Client) -> None:
    text = _read(client, "kab-kupang")
    assert "Sedikitnya 9 dari 11 indikator manajemen masih di tingkat 1." in text
    assert "11 indikator berjumlah 13, maka sedikitnya 9 masih tingkat 1" in text
    assert "berjumlah 35 dan 21, atau 47 dan 10; tidak ada kemungkinan lain" in text
    assert "Indeks eksaknya pasti 2,4835." in text


def test_kupangs_cells_are_woven_as_far_as_proved(client: Client) -> None:
    body = client.get("/d/kab-kupang/").content.decode()
    cells = re.search(r"<h3>Manajemen: 9 pasti tingkat 1</h3><span class=\"cells\"[^>]*>(.*?)</span><p", body)
    assert cells is not None
    assert cells[1].count('"cell woven">1<') == 9
    assert cells[1].count("cell loose") == 2


def test_high_levels_are_proved_as_well(client: Client) -> None:
    text = _read(client, "kementerian-ppn-bappenas")
    assert "10 indikator berjumlah 49, maka sedikitnya 9 sudah tingkat 5" in text


def test_all_indicators_are_called_all(client: Client) -> None:
    text = _read(client, "prov-jawa-timur")
    assert "sedikitnya 14 sudah tingkat 5 dan semuanya paling rendah tingkat 4" in text
    assert "sedikitnya 16 paling" not in text


def test_a_year_missing_from_the_table_is_named_and_not_a_zero(client: Client) -> None:
    text = _read(client, "kab-nagekeo")
    assert "Indeks SPBE 2023 1,77 Kurang" in text
    assert "Kab. Nagekeo tidak ada dalam tabel nasional 2024." in text
    assert _row(client, "kab-nagekeo", 2024)[0] == "tidak ada dalam tabel 2024"


def test_a_year_outside_the_scale_is_said_and_no_change_is_counted_from_it(client: Client) -> None:
    text = _read(client, "kab-banyuasin")
    assert "Angka 2023 di luar skala instrumen" in text
    assert "Naik" not in text
    assert "Indeks SPBE 2024 tercetak 2,71 : 0,41 di bawah rata-rata nasional." in text


def test_no_line_joins_a_year_outside_the_scale_to_the_next(client: Client) -> None:
    """Banyuasin 2023: 1.05 with a domain at 0.30; Kabupaten Kupang has four years in a row."""
    assert client.get("/d/kab-banyuasin/").content.decode().count('class="p-us"') == 2
    assert 'class="l-us"' not in client.get("/d/kab-banyuasin/").content.decode()
    assert client.get("/d/kab-kupang/").content.decode().count('class="l-us"') == 3


def test_a_reconstructed_figure_is_said_with_the_reason(client: Client) -> None:
    assert "Nilai Kebijakan Internal tahun 2024 tidak terbaca langsung: cetakan hanya memuat" in _read(
        client, "prov-jawa-timur"
    )


@pytest.mark.parametrize(
    ("slug", "printed", "other"),
    [
        ("kab-nias-barat", "Kurang", "Cukup"),
        ("kab-pacitan", "Baik", "Sangat Baik"),
        ("kab-luwu", "Cukup", "Baik"),
    ],
)
def test_where_the_two_readings_differ_the_reader_is_told(
    client: Client, slug: str, printed: str, other: str
) -> None:
    text = _read(client, slug)
    assert f"dari indeks eksak: {printed}. Dari indeks dua desimal predikatnya {other}." in text


def test_an_index_on_a_limit_whose_readings_agree_says_nothing_of_readings(client: Client) -> None:
    """Badan Intelijen Negara 2024: 4,20, printed Memuaskan, read from the exact index: so 4,20 or more."""
    text = _read(client, "badan-intelijen-negara")
    assert "Indeks SPBE 2024 4,20 Memuaskan" in text
    assert "indeks eksak:" not in text


def test_an_agency_without_any_row_says_so_in_words(client: Client) -> None:
    text = _read(client, "kab-nabire")
    assert "Kabupaten Nabire belum mempunyai hasil dalam terbitan yang dimuat." in text
    assert "Namanya tidak ada dalam tabel nasional 2023 dan 2024." in text
    assert "Tidak ada hasil bukan berarti nol." in text
    assert "Lihat hasil yang dibuka instansi ini sendiri" not in text


def test_a_sample_without_any_row_is_marked_as_one(client: Client, sample: str) -> None:
    body = client.get(f"/d/{sample}/").content.decode()
    assert "Data contoh: instansi ini tidak ada." in body
    assert '<a href="/#contoh">Data contoh</a>' in body


def test_a_district_without_government_says_so_instead(client: Client) -> None:
    text = _read(client, "kota-jakarta-pusat")
    assert "Kota Jakarta Pusat tidak berpemerintahan sendiri" in text.replace("Kota Administrasi", "Kota")
    assert "Wilayah administrasi ini bagian dari Provinsi DKI Jakarta (UU 29/2007, UU 2/2024);" in text
    assert "tabel nasional" not in text
    assert "belum" not in text
    body = client.get("/d/kota-jakarta-pusat/").content.decode()
    assert "<p>DKI Jakarta · wilayah administrasi · kode wilayah 31.71</p>" in body
    assert 'href="/d/prov-dki-jakarta/">Lihat hasil Provinsi DKI Jakarta' in body


def test_a_ministry_stands_under_its_group_and_without_a_region(client: Client) -> None:
    body = client.get("/d/kementerian-agama/").content.decode()
    assert "<p>Kementerian</p>" in body
    assert "kode wilayah" not in body
    assert '<a href="/#kementerian">Kementerian</a>' in body


@pytest.mark.parametrize("slug", ["kab-kupang", "kementerian-agama", "kab-nabire"])
def test_a_page_costs_the_same_few_queries_whatever_it_shows(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, slug: str
) -> None:
    client.get(f"/d/{slug}/")  # the instrument and the printed means are in memory from now on
    with django_assert_num_queries(3):
        client.get(f"/d/{slug}/")


def test_bandar_lampung_reads_the_levels_that_its_report_prints(client: Client) -> None:
    text = _read(client, "kota-bandar-lampung")
    assert (
        "Tingkat 47 indikator tahun 2021 diterbitkan, bukan disimpulkan: 43 di tingkat 1, "
        "1 di tingkat 2, 3 di tingkat 3." in text
    )
    body = client.get("/d/kota-bandar-lampung/").content.decode()
    table = body.split('id="tingkat"', 1)[1].split("</table>", 1)[0]
    rows = re.findall(r'<tr><th scope="row">(\d+)\..*?</th>.*?<td class="n">(\d)</td></tr>', table)
    assert len(rows) == 47
    assert [row for row in rows if row[1] != "1"] == [("36", "3"), ("41", "3"), ("42", "3"), ("44", "2")]
    assert "Laporan Hasil Evaluasi SPBE Tahun 2021" in text


def test_agency_without_published_levels_has_no_table_of_them(client: Client) -> None:
    assert 'id="tingkat"' not in client.get("/d/kab-kupang/").content.decode()
