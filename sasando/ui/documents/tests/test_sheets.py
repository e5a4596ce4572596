"""A workbook opened again: numbers as numbers with their comma, texts as texts, headings that stay, print set up."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl

from sasando.ui.documents.sheets import Column, Sheet, workbook

MADE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def made(*rows: tuple[str | int | Fraction | None, ...], title: str = "Judul") -> bytes:
    columns = [Column("Nama", 20), Column("Nilai", 10, "value"), Column("Selisih", 10, "gain")]
    sheet = Sheet("Lembar", "Tabel", columns, rows, "Sumber: laporan.", ("Catatan.",), frozenset({0}))
    return workbook(title, "Sasando", MADE, [sheet])


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content))["Lembar"]


def test_cells_hold_numbers_and_ask_for_the_indonesian_comma() -> None:
    sheet = opened(made(("a", Fraction(62, 25), Fraction(-59, 100))))
    value, gain = sheet["B5"], sheet["C5"]
    assert (value.value, value.number_format) == (2.48, "[$-421]0.00")
    assert (gain.value, gain.number_format) == (-0.59, "[$-421]+0.00;[$-421]−0.00;[$-421]0.00")


def test_nothing_is_an_empty_cell_and_not_zero() -> None:
    assert opened(made(("a", None, None)))["B5"].value is None


def test_texts_that_look_like_formulas_or_links_stay_texts() -> None:
    for text in ("=1+1", "+62", "@SUM(A1)", "https://contoh.id", "{=A1}"):
        cell = opened(made((text, None, None)))["A5"]
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_title_lines_and_source_frame_the_table() -> None:
    sheet = opened(made(("a", Fraction(1), None)))
    assert [sheet[place].value for place in ("A1", "A2", "A4", "A7")] == [
        "Tabel",
        "Catatan.",
        "Nama",
        "Sumber: laporan.",
    ]


def test_heading_stays_in_sight_and_on_every_printed_page() -> None:
    sheet = opened(made(("a", Fraction(1), None)))
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A5", "$4:$4")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_an_ampersand_in_the_printed_head_line_is_itself() -> None:
    with ZipFile(BytesIO(made(title="Riset & Teknologi"))) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<oddHeader>&amp;LRiset &amp;&amp; Teknologi</oddHeader>" in page


def test_same_sheets_of_one_moment_are_the_same_bytes() -> None:
    assert made(("a", Fraction(1), None)) == made(("a", Fraction(1), None))
