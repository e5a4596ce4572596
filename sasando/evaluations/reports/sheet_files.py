"""The sheet for the regional secretary as PDF, picture and slide; each is one page whatever there is to say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from sasando.evaluations.reports.digests import plain_values
from sasando.evaluations.reports.docx_files import safe
from sasando.evaluations.reports.facts import Facts
from sasando.evaluations.reports.full_report import drawn
from sasando.evaluations.reports.kinds import Making
from sasando.evaluations.reports.pictures import key_of_parts, numbered_figure
from sasando.evaluations.reports.sheet import SLIDE, Block, Sheet, sheet
from sasando.evaluations.reports.wording import explanation_sentence
from sasando.ui.documents import palette
from sasando.ui.documents.paper import pdf, png
from sasando.ui.documents.slide_charts import waterfall_chart
from sasando.ui.documents.slide_markup import Box, Line
from sasando.ui.documents.slide_master import MARGIN
from sasando.ui.documents.slides import CONTENT_BOTTOM, CONTENT_TOP, INNER, Deck, Page

_TEMPLATE = Path(__file__).parent / "forms" / "lembar.typ"
_PIXELS_A_POINT = 2.0  # the page is 595 points wide
_GAP = 20.0


def sheet_pdf(facts: Facts, making: Making) -> bytes:
    """The PDF, one page of A4."""
    return pdf(_TEMPLATE, _data(facts, making), making.at)


def sheet_png(facts: Facts, making: Making) -> bytes:
    """The same page as a picture."""
    return png(_TEMPLATE, _data(facts, making), _PIXELS_A_POINT)


def _data(facts: Facts, making: Making) -> dict[str, Any]:
    said: dict[str, Any] = safe(plain_values(sheet(facts, making)))
    return {**said, **drawn(facts), "explanation": explanation_sentence(facts)}


def sheet_pptx(facts: Facts, making: Making) -> bytes:
    """One slide with a native chart of what the index is made of."""
    said = sheet(facts, making, SLIDE)
    deck = Deck(f"{said.name}: {said.kicker}", "Sasando", said.kicker, making.at)
    kicker = " · ".join(filter(None, (said.name, said.kicker, said.tag, said.mark)))
    page = deck.page(kicker, said.lead, f"{said.caution} {said.foot}")
    left = INNER * 0.5
    _figures(page, said, left)
    top = CONTENT_TOP + 62
    page.text(Box(MARGIN, top, left, 32), [Line(explanation_sentence(facts), 11, colour=palette.INK_2)])
    waterfall_chart(page, Box(MARGIN, top + 34, left, CONTENT_BOTTOM - top - 66), numbered_figure(facts))
    page.text(
        Box(MARGIN, CONTENT_BOTTOM - 30, left, 34), [Line(key_of_parts(facts), 9, colour=palette.INK_2)]
    )
    x = MARGIN + left + _GAP
    blocks = (said.moved, said.late, said.waiting, said.coming)
    lines = [line for block in blocks for line in _lines(block)]
    page.text(Box(x, CONTENT_TOP - 6, MARGIN + INNER - x, CONTENT_BOTTOM - CONTENT_TOP + 6), lines)
    return deck.to_bytes()


def _figures(page: Page, said: Sheet, width: float) -> None:
    share = width / len(said.figures)
    for place, figure in enumerate(said.figures):
        lines = [
            Line(figure.name, 10, True, colour=palette.ACCENT, after=0),
            Line(figure.value, 24, serif=True, after=0),
            Line(figure.note, 10, colour=palette.INK_2, after=0),
        ]
        page.text(Box(MARGIN + place * share, CONTENT_TOP - 6, share - 6, 62), lines)


def _lines(block: Block) -> list[Line]:
    lines = [Line(block.heading, 11, True, colour=palette.ACCENT, after=0)]
    if block.lead:
        lines.append(Line(block.lead, 11, True, after=1))
    lines += [Line(_one_line(line), 10, after=1) for line in block.lines]
    return [*lines[:-1], replace(lines[-1], after=6)]


def _one_line(line: str, longest: int = 84) -> str:
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
