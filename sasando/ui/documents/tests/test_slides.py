"""A deck opened again: its own master, native charts with their worksheets, hostile texts as plain texts."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

import openpyxl
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Pt

from sasando.ui.documents.figures import Column, DistributionFigure, Step, WaterfallFigure
from sasando.ui.documents.slide_charts import distribution_chart, line_chart, waterfall_chart
from sasando.ui.documents.slide_markup import Box, Line, Table
from sasando.ui.documents.slides import Cover, Deck
from sasando.ui.documents.tests.test_figures import a_line

MADE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PLACE = Box(44, 140, 870, 340)
HOSTILE = '=1+1 <b>&"\x00\x0b\u202e ]]> ' + "panjang " * 30


def a_deck() -> Deck:
    deck = Deck("Judul", "Penulis", "Pokok", MADE)
    deck.cover(Cover("Nama", "Tempat", "Ukuran 2024", "2,48", "Cukup", "Naik.", ("Catatan.",), "", "Dibuat."))
    return deck


def opened(deck: Deck) -> Any:
    return Presentation(BytesIO(deck.to_bytes()))


def texts(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def chart_of(slide: Any) -> Any:
    (chart,) = (shape.chart for shape in slide.shapes if shape.has_chart)
    return chart


def test_deck_has_one_master_with_a_layout_for_the_cover_and_one_for_the_rest() -> None:
    deck = opened(a_deck())
    assert [layout.name for layout in deck.slide_layouts] == ["Sampul", "Isi"]
    assert (deck.slide_width, deck.slide_height) == (Pt(960), Pt(540))


def test_names_and_titles_stand_in_placeholders_that_outlines_read() -> None:
    deck = a_deck()
    deck.page("Pokok", "Kalimat.", "Sumber: laporan.")
    cover, page = opened(deck).slides
    assert (cover.shapes.title.text, page.shapes.title.text) == ("Nama", "Kalimat.")


def test_every_slide_has_its_number_and_its_source_at_the_foot() -> None:
    deck = a_deck()
    deck.page("Pokok", "Kalimat.", "Sumber: laporan.")
    _cover, page = opened(deck).slides
    assert "Sumber: laporan." in texts(page)
    assert "2" in texts(page)


def test_line_is_a_native_chart_whose_worksheet_holds_the_figures() -> None:
    deck = a_deck()
    line_chart(
        deck.page("", "", ""), PLACE, a_line(("2", None, "2.48"), ("3", "3.2", "3.4"), ("2.5", None, None))
    )
    chart = chart_of(opened(deck).slides[1])
    assert chart.chart_type == XL_CHART_TYPE.LINE  # the first line, a limit, has no markers
    held = {series.name: tuple(series.values) for series in chart.plots[0].series}
    assert held["kami"] == (None, 2.0, None, 2.48)
    assert held["target"] == (None, 2.5, None, None)
    sheet = openpyxl.load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert [cell.value for cell in sheet["A"]][2:] == ["2021", "2022\nbelum ada data", "2023"]


def test_a_line_without_any_target_has_no_series_for_it() -> None:
    deck = a_deck()
    line_chart(deck.page("", "", ""), PLACE, a_line(("2", "2.2", "2.4")))
    names = [series.name for series in chart_of(opened(deck).slides[1]).plots[0].series]
    assert names == ["1,0 Kurang", "3,0 atas", "kami"]


def test_figures_of_a_chart_ask_for_the_indonesian_comma() -> None:
    deck = a_deck()
    line_chart(deck.page("", "", ""), PLACE, a_line(("2", "2.2", "2.4")))
    xml = chart_of(opened(deck).slides[1])._chartSpace.xml
    assert 'formatCode="[$-421]0.00"' in xml


def test_waterfall_rises_and_falls_from_where_it_stands() -> None:
    steps = (Step("a", Fraction(1, 2), "+0,500"), Step("b", Fraction(-1, 4), "−0,250"))
    start, end = ("dulu", Fraction(2), "2,00"), ("kini", Fraction(9, 4), "2,25")
    deck = a_deck()
    figure = WaterfallFigure("Naik", Fraction(1), start, steps, end, "turun", "naik", "indeks")
    waterfall_chart(deck.page("", "", ""), PLACE, figure)
    chart = chart_of(opened(deck).slides[1])
    assert chart.chart_type == XL_CHART_TYPE.COLUMN_STACKED
    assert list(chart.plots[0].categories) == ["dulu\n2,00", "a\n+0,500", "b\n−0,250", "kini\n2,25"]
    feet, whole, risen, fallen = (tuple(series.values) for series in chart.plots[0].series)
    assert feet == (0, 2.0, 2.25, 0)
    assert (whole[0], whole[3], risen[1], fallen[2]) == (2.0, 2.25, 0.5, 0.25)


def test_distribution_keeps_those_that_reached_apart() -> None:
    deck = a_deck()
    columns = (Column("+0,0–0,1", 5, False), Column("+0,2–0,3", 0, False), Column("+0,4–0,5", 2, True))
    distribution_chart(
        deck.page("", "", ""), PLACE, DistributionFigure("Kenaikan", columns, "kurang", "cukup")
    )
    short, reached = chart_of(opened(deck).slides[1]).plots[0].series
    assert (tuple(short.values), tuple(reached.values)) == ((5, None, None), (None, None, 2))


def test_every_chart_says_in_words_what_it_shows() -> None:
    deck = a_deck()
    line_chart(deck.page("", "", ""), PLACE, a_line(("2", "2.2", "2.4")))
    (frame,) = (shape for shape in opened(deck).slides[1].shapes if shape.has_chart)
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == "Naik"


def test_hostile_texts_open_as_one_line_of_plain_text() -> None:
    deck = Deck(HOSTILE, HOSTILE, HOSTILE, MADE)
    deck.cover(Cover(HOSTILE, HOSTILE, HOSTILE, "2,48", "", HOSTILE, (HOSTILE,), HOSTILE, HOSTILE))
    page = deck.page(HOSTILE, HOSTILE, HOSTILE)
    page.table(PLACE, Table(["A"], [[HOSTILE]], [1]))
    page.text(PLACE, [Line(HOSTILE)])
    cover, second = opened(deck).slides
    assert cover.shapes.title.text.startswith('=1+1 <b>&" ]]> panjang')
    assert all("\u202e" not in text for slide in (cover, second) for text in texts(slide))


def test_cells_that_are_open_are_threads_and_not_a_plain_fill() -> None:
    from pptx.enum.dml import MSO_FILL

    deck = a_deck()
    page = deck.page("", "", "")
    page.threads(Box(0, 0, 20, 20), "263f7d")
    page.cell(Box(30, 0, 20, 20), "263f7d", "1")
    fills = [shape.fill.type for shape in opened(deck).slides[1].shapes if shape.shape_type == 1]
    assert fills == [MSO_FILL.PATTERNED, MSO_FILL.SOLID]
