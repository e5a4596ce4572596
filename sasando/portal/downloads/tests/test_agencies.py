"""Files of agencies of which little, something odd, or nothing is published. Figures: ministry reports 2023, 2024."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pptx.enum.dml import MSO_FILL

from sasando.kernel.actor import OPERATOR_CLI
from sasando.organizations.queries import all_agencies
from sasando.portal.downloads.gather import Asked, NothingToTakeError, gather
from sasando.portal.downloads.kinds import KINDS, Kind
from sasando.portal.downloads.paper_files import summary_file
from sasando.portal.downloads.pictures import line_figure
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
from sasando.results.actions.targets import import_targets
from sasando.results.target_file import read_target_file
from sasando.ui.documents.paper_figures import line_data

pytestmark = pytest.mark.django_db
HOSTILE = '=cmd|"/c calc"!A1 <script>&\x00\x0b\u202e #panic("x") *a* @b'


def all_words(deck: list[Any]) -> str:
    return " ".join(words_of(slide) for slide in deck)


def test_nagekeo_has_no_change_to_show_and_its_missing_year_is_named(fetch: Fetch) -> None:
    deck = slides(fetch("kab-nagekeo", "salindia.pptx").content)
    words = all_words(deck)
    assert "Kab. Nagekeo tidak ada dalam tabel nasional 2024." in words
    assert "Baru satu tahun yang terbit" in words
    assert "Apa yang menggerakkannya" in words_of(deck[2])
    assert "Baru satu tahun yang terbit" in words_of(deck[2])
    assert not any(shape.has_chart for shape in deck[2].shapes)
    assert "2023 Kurang 1,77 2,79 −1,02 2024 tidak ada dalam tabel 2024 – 3,12 –" in words_of(deck[2])


def test_nagekeos_csv_leaves_2024_empty_and_says_where_it_was_looked_for(fetch: Fetch) -> None:
    (row,) = (
        one
        for one in rows(fetch("kab-nagekeo", "angka.csv").content)
        if (one["year"], one["node"]) == ("2024", "index")
    )
    assert row["value"] == ""
    assert row["source"].startswith("tidak ada dalam tabel 2024: Laporan Pelaksanaan Evaluasi SPBE 2024")


def test_banyuasins_change_from_outside_the_scale_is_not_explained(fetch: Fetch) -> None:
    deck = slides(fetch("kab-banyuasin", "salindia.pptx").content)
    assert "Perubahannya tidak diuraikan;" in words_of(deck[2])
    assert "Angka 2023 di luar skala instrumen" in words_of(deck[2])
    assert "1,66" not in all_words(deck)


def test_neither_slides_nor_pictures_join_banyuasins_year_outside_the_scale_to_the_next(fetch: Fetch) -> None:
    chart = chart_of(slides(fetch("kab-banyuasin", "salindia.pptx").content)[1])
    *_, inside, outside = chart.plots[0].series
    assert tuple(inside.values) == (None, None, 2.71, None)
    assert (outside.name, tuple(outside.values)) == ("Banyuasin, di luar skala", (None, 1.05, None, None))
    assert outside.format.line.fill.type == MSO_FILL.BACKGROUND
    assert line_data(line_figure(brief_of("kab-banyuasin")))["ours"]["lines"] == []
    assert len(line_data(line_figure(brief_of("kab-kupang")))["ours"]["lines"]) == 3


@pytest.mark.parametrize(
    "slug", ["kab-kupang", "kota-kupang", "kab-nagekeo", "kementerian-ppn-bappenas", "kab-banyuasin"]
)
def test_every_deck_has_five_or_six_slides_and_none_without_a_title(fetch: Fetch, slug: str) -> None:
    deck = slides(fetch(slug, "salindia.pptx").content)
    assert len(deck) in (5, 6)
    assert all(slide.shapes.title.text.strip() for slide in deck)


def test_bandar_lampungs_published_levels_of_2021_go_along_with_their_source(fetch: Fetch) -> None:
    """Source: the ministry's report on Bandar Lampung 2021; 43 indicators at level 1, of 47."""
    levels = [
        row
        for row in rows(fetch("kota-bandar-lampung", "angka.csv").content)
        if row["year"] == "2021" and row["node"].startswith("I")
    ]
    assert [row["node"] for row in levels] == [f"I{number}" for number in range(1, 48)]
    assert sum(row["value"] == "1.00" for row in levels) == 43
    assert all("Bandar Lampung" in row["source"] for row in levels)
    book = sheets(fetch("kota-bandar-lampung", "angka.xlsx").content)
    told = [row for row in book["Nilai terbit"] if row[0] == 2021 and str(row[2]).startswith("I")]
    assert [(row[2], float(row[4])) for row in told] == [(row["node"], float(row["value"])) for row in levels]
    notes = " ".join(str(row[1]) for row in book["Sumber dan catatan"])
    assert "Tingkat tiap indikator diterbitkan untuk 2021 saja" in notes


def test_without_a_known_target_none_is_made_up(fetch: Fetch) -> None:
    deck = slides(fetch("kota-kupang", "salindia.pptx").content)
    assert "Terjangkaukah target?" in words_of(deck[4])
    assert "Belum ada target yang diketahui" in words_of(deck[4])
    assert "Untuk predikat Sangat Baik kurang" in words_of(deck[4])
    assert "unduh" not in words_of(deck[4])
    assert "perlu angka target, tahunnya, dan dokumen yang menetapkannya" in words_of(deck[4])


def test_without_a_target_every_predicate_above_is_told_with_the_gap_and_the_fewest_steps(
    fetch: Fetch,
) -> None:
    """Nagekeo 2023 prints 1.77: three hundredths, one step of one level, below Cukup."""
    words = words_of(slides(fetch("kab-nagekeo", "salindia.pptx").content)[4])
    heading = "Predikat Mulai indeks Kurang (poin) Langkah tingkat, sedikitnya"
    assert f"{heading} Cukup 1,80 0,03 1 Baik 2,60 0,83 " in words
    assert brief_of("kab-kupang").above == ()


def test_a_known_target_that_cannot_be_answered_is_named_with_the_reason(
    fetch: Fetch, tmp_path: Path
) -> None:
    table = tmp_path / "targets.csv"
    table.write_text(
        "agency,measure,year,value,source,reason\nkota-kupang,spbe,2025,5.50,RPJMD (data contoh),\n"
    )
    import_targets(OPERATOR_CLI, read_target_file(table))
    words = words_of(slides(fetch("kota-kupang", "salindia.pptx").content)[4])
    assert "Target terakhir yang diketahui: 5,50 untuk 2025 (RPJMD (data contoh))." in words
    assert "Keterjangkauannya tidak dihitung: target 5,50 di luar skala SPBE" in words
    assert "Belum ada target yang diketahui" not in words


def test_a_ministry_says_what_fell_although_the_whole_rose(fetch: Fetch) -> None:
    words = all_words(slides(fetch("kementerian-ppn-bappenas", "salindia.pptx").content))
    assert "Kementerian Perencanaan Pembangunan Nasional/Badan Perencanaan Pembangunan Nasional" in words
    assert "terbanyak dari kebijakan internal (+0,091); manajemen dan layanan turun." in words
    assert "−0,045" in words


@pytest.mark.parametrize("file", list(KINDS))
@pytest.mark.parametrize("slug", ["kota-jakarta-pusat", "kab-kepulauan-seribu"])
def test_a_district_without_government_has_nothing_to_take_along(fetch: Fetch, slug: str, file: str) -> None:
    answer = fetch(slug, file)
    assert answer.status_code == 404


def test_where_nothing_is_published_the_page_says_so(fetch: Fetch) -> None:
    answer = fetch("kota-jakarta-pusat", "salindia.pptx")
    assert "Belum ada angka yang dapat dibawa" in answer.content.decode()


def test_every_agency_has_a_brief_or_nothing_to_take() -> None:
    given, empty = 0, 0
    for agency in all_agencies():
        try:
            brief = gather(agency, Asked())
        except NothingToTakeError:
            empty += 1
            continue
        given += 1
        assert brief.sources
        assert all(row.why for row in brief.years if row.value is None), agency.slug
        assert sum(len(part.cells) for part in brief.proved.parts) == 47 if brief.proved else True
    assert (given, empty) == (629, 17)


@pytest.mark.office
@pytest.mark.parametrize("slug", ["kab-banyuasin", "kab-nagekeo", "kementerian-ppn-bappenas", "kab-kupang"])
def test_summary_stays_on_one_page_with_a_name_of_any_length(slug: str, tmp_path: Path) -> None:
    name = "Kementerian Koordinator Bidang Kemaritiman dan Investasi serta Badan Pelaksana " * 3
    brief = replace(brief_of(slug, Asked(target=None)), name=name.strip())
    assert pdf_pages(summary_file(brief, MADE), tmp_path) == 1


@pytest.mark.office
@pytest.mark.parametrize("kind", KINDS.values(), ids=str)
def test_a_hostile_name_is_a_name_in_every_file(kind: Kind) -> None:
    brief = replace(brief_of("kab-kupang"), name=HOSTILE, place=HOSTILE, chart_name=HOSTILE)
    content = kind.make(brief)
    read = _read(kind.suffix, content)
    assert "=cmd|" in read
    assert "\u202e" not in read
    assert "\x00" not in read


def _read(suffix: str, content: bytes) -> str:
    """All that is written in a file; of a picture, only that it came to be."""
    if suffix == "pptx":
        return all_words(slides(content))
    if suffix == "pdf":
        return pdf_words(content)
    if suffix == "xlsx":
        return str(sheets(content))
    return content.decode() if suffix == "csv" else f"=cmd| {len(content)}"


def test_a_hostile_name_is_no_formula_in_csv() -> None:
    brief = replace(brief_of("kab-kupang"), name=HOSTILE)
    assert all(row["agency"].startswith("'=") for row in rows(KINDS["angka.csv"].make(brief)))


@pytest.mark.office
def test_data_of_a_sample_agency_is_marked_in_every_file() -> None:
    brief = replace(brief_of("kab-kupang"), sample=True)
    assert "Data contoh" in words_of(slides(KINDS["salindia.pptx"].make(brief))[0])
    assert "Data contoh" in pdf_words(KINDS["ringkasan.pdf"].make(brief))
    assert "Data contoh" in str(sheets(KINDS["angka.xlsx"].make(brief)))
