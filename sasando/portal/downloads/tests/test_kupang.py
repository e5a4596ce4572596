"""What Kabupaten Kupang takes along. Figures: ministry reports 2023 and 2024; ANTARA, 29 July 2023, for 2021–2022."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sasando.portal.downloads.paper_files import PICTURE, picture_data
from sasando.portal.downloads.tests.conftest import MADE, Fetch, brief_of
from sasando.portal.downloads.tests.readers import (
    chart_of,
    pdf_pages,
    pdf_words,
    rows,
    sheets,
    slides,
    words_of,
)
from sasando.ui.charts.labels import text_width
from sasando.ui.documents.paper import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def deck(fetch: Fetch) -> list[Any]:
    return slides(fetch("kab-kupang", "salindia.pptx").content)


def values(chart: Any) -> dict[str, tuple[float | None, ...]]:
    return {series.name: tuple(series.values) for series in chart.plots[0].series}


def test_slides_are_six_and_the_first_names_the_agency_its_figure_and_the_sentence(deck: list[Any]) -> None:
    assert len(deck) == 6
    words = words_of(deck[0])
    for said in ("Kabupaten Kupang", "Indeks SPBE 2024 · Cukup", "2,48"):
        assert said in words
    assert "Naik 0,57 dalam setahun, tetapi masih 0,64 di bawah rata-rata nasional." in words


def test_line_has_index_targets_and_means_and_no_value_for_2025(deck: list[Any]) -> None:
    chart = chart_of(deck[1])
    held = values(chart)
    assert held["Kupang"] == (None, 1.6, 1.85, 1.91, 2.48, None)
    assert held["target"] == (None, 2.13, 3.86, None, None, None)
    assert held["nasional"] == (None, 2.24, 2.34, 2.79, 3.12, None)
    assert list(chart.plots[0].categories)[-1] == "2025\nbelum ada data"


def test_what_moved_it_is_a_waterfall_of_the_exact_contributions(deck: list[Any]) -> None:
    names = list(chart_of(deck[2]).plots[0].categories)
    assert [name.split("\n")[1] for name in names] == [
        "1,91", "+0,052", "+0,125", "+0,030", "+0,3675 atau +0,3700", "2,48",
    ]  # fmt: skip
    assert "+0,5745 atau +0,5770" in words_of(deck[2])


def test_nine_management_indicators_are_woven_at_level_1(deck: list[Any]) -> None:
    words = words_of(deck[3])
    assert "Sedikitnya 9 dari 11 indikator manajemen masih di tingkat 1." in words
    assert words.split().count("1") >= 9 + 3 + 1


def test_reach_counts_115_comparable_and_one_that_gained_as_much(deck: list[Any]) -> None:
    words = words_of(deck[4])
    assert "dari 115 kabupaten yang sebanding, 1 naik sebanyak itu." in words
    assert "sedikitnya 51 langkah tingkat" in words
    assert "Target terakhir yang diketahui: 3,86 untuk 2022 (ANTARA, 29 Juli 2023)." in words
    short, reached = (tuple(series.values) for series in chart_of(deck[4]).plots[0].series)
    assert sum(value or 0 for value in short) == 114
    assert sum(value or 0 for value in reached) == 1
    names = list(chart_of(deck[4]).plots[0].categories)
    assert (names[0], names[-1]) == ("−0,62\ns.d.\n−0,43", "+1,38\ns.d.\n+1,57")
    assert [name for name in names if "▲" in name] == ["+0,38\ns.d.\n+0,57\n▲"]
    assert "abu-abu: naik kurang dari 1,38 · ▲ Kupang" in words_of(deck[4])


def test_last_slide_has_the_sources_and_what_is_not_known(deck: list[Any]) -> None:
    words = words_of(deck[5])
    assert "https://kupang.antaranews.com/" in words
    assert "dokumen perencanaan asal target tidak diketahui" in words
    assert "Indeks Reformasi Birokrasi: belum ada data resmi per tahun." in words


def test_every_slide_but_the_cover_names_agency_and_source(deck: list[Any]) -> None:
    for slide in deck[1:5]:
        assert "Kabupaten Kupang · " in words_of(slide)
        assert "Sumber: " in words_of(slide)


def test_a_target_of_the_readers_own_takes_the_place_of_the_known_one(fetch: Fetch) -> None:
    deck = slides(fetch("kab-kupang", "salindia.pptx", target="3", pada="2025").content)
    words = words_of(deck[4])
    assert "Target 3,00 pada 2025: dari 115 kabupaten yang sebanding, 26 naik sebanyak itu." in words
    assert "Target terakhir yang diketahui" not in words


def test_a_target_under_another_instrument_has_its_sentence_and_no_chart(fetch: Fetch) -> None:
    slide = slides(fetch("kab-kupang", "salindia.pptx", target="3", pada="2026").content)[4]
    assert "Pasal 11" in words_of(slide)
    assert not any(shape.has_chart for shape in slide.shapes)


@pytest.mark.office
def test_summary_is_one_page_that_says_the_same(fetch: Fetch, tmp_path: Path) -> None:
    content = fetch("kab-kupang", "ringkasan.pdf").content
    assert pdf_pages(content, tmp_path) == 1
    words = pdf_words(content)
    for said in (
        "Kabupaten Kupang",
        "2,48",
        "target 3,86",
        "nasional 3,12",
        "+0,3675 atau +0,3700",
        "belum ada data",
        "11 indikator berjumlah 13, maka sedikitnya 9 masih tingkat 1",
        "Kuning: pernah terjadi, tetapi jarang",
        "Laporan Pelaksanaan Evaluasi SPBE 2024, Kementerian PANRB",
        "Dibuat ",
    ):
        assert said in words


def test_picture_is_1080_pixels_wide(fetch: Fetch) -> None:
    content = fetch("kab-kupang", "gambar.png").content
    assert content.startswith(b"\x89PNG")
    assert int.from_bytes(content[16:20], "big") == 1080


def test_workbook_holds_every_table_with_its_source(fetch: Fetch) -> None:
    book = sheets(fetch("kab-kupang", "angka.xlsx").content)
    assert list(book) == [
        "Menurut tahun", "Nilai terbit", "Andil domain", "Batas tingkat", "Yang sebanding", "Sumber dan catatan",
    ]  # fmt: skip
    years = {row[0]: row[1:4] for row in book["Menurut tahun"] if isinstance(row[0], int)}
    assert years == {
        2021: (1.6, 2.13, 2.24),
        2022: (1.85, 3.86, 2.34),
        2023: (1.91, None, 2.79),
        2024: (2.48, None, 3.12),
        2025: (None, None, None),
    }
    for name, table in book.items():
        assert table[1][0].startswith("Kabupaten Kupang"), name
        assert str(table[-1][0]).startswith(("Sumber: ", "Satuan: ", "Dibuat ")), name


def test_workbook_bounds_the_contribution_of_services(fetch: Fetch) -> None:
    table = sheets(fetch("kab-kupang", "angka.xlsx").content)["Andil domain"]
    (services,) = (row for row in table if row[0] == "Layanan")
    assert services == ("Layanan", 45.5, 2.69, 3.5, 0.3675, 0.37, "+0,3675 atau +0,3700")


def test_workbook_ranks_the_comparable_by_what_they_gained(fetch: Fetch) -> None:
    table = sheets(fetch("kab-kupang", "angka.xlsx").content)["Yang sebanding"]
    peers = [row for row in table if isinstance(row[3], int | float)]
    assert len(peers) == 115
    assert (peers[0][0], round(peers[0][3], 2)) == ("Kab. Pasuruan", 1.41)


def test_csv_has_a_row_for_each_published_value(fetch: Fetch) -> None:
    found = rows(fetch("kab-kupang", "angka.csv").content)
    assert list(found[0])[:6] == ["year", "measure", "node", "value", "unit", "source"]
    held = {(row["year"], row["node"]): row["value"] for row in found}
    assert (held["2024", "index"], held["2024", "D4"], held["2022", "target"]) == ("2.48", "3.50", "3.86")
    assert {row["agency"] for row in found} == {"Kabupaten Kupang"}
    assert all(row["source"] for row in found)


def test_files_are_called_by_agency_measure_and_year(fetch: Fetch) -> None:
    answer = fetch("kab-kupang", "salindia.pptx")
    assert answer["Content-Disposition"] == 'attachment; filename="kab-kupang-spbe-2024-salindia.pptx"'


def test_files_are_indonesian_also_for_a_reader_of_the_english_page(fetch: Fetch) -> None:
    from django.utils.translation import override

    with override("en"):
        words = words_of(slides(fetch("kab-kupang", "salindia.pptx").content)[0])
    assert "2,48" in words


def test_a_target_that_is_met_needs_no_chart_of_gains(fetch: Fetch) -> None:
    slide = slides(fetch("kab-kupang", "salindia.pptx", target="2").content)[4]
    assert "Target 2,00 sudah tercapai pada 2024." in words_of(slide)
    assert not any(shape.has_chart for shape in slide.shapes)


COMPARED = (
    "Garis putus: rata-rata nasional, Laporan Evaluasi SPBE 2024, Tabel 4."
    " Belah ketupat: target, ANTARA, 29 Juli 2023."
)


def test_the_line_names_where_the_national_mean_and_the_targets_come_from(deck: list[Any]) -> None:
    assert COMPARED in words_of(deck[1])


@pytest.mark.office
def test_the_picture_names_them_too() -> None:
    assert COMPARED in pdf_words(pdf(PICTURE, picture_data(brief_of("kab-kupang"), MADE), MADE))


def test_a_name_beside_a_point_begins_clear_of_the_marker_and_no_line_leads_to_it(deck: list[Any]) -> None:
    chart = chart_of(deck[1])
    written = chart.part.blob.decode()
    width = text_width("Kupang 2,48", 14, bold=True)
    assert (
        f'<c:x val="{(width / 2 + 7) / 872:.4f}"/>' in written
    )  # half an em aside, on a chart of 872 points
    series = len(list(chart.plots[0].series))
    assert written.count('<c15:showLeaderLines val="0"/>') == series
