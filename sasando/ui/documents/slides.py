"""A deck of slides: a cover, then pages with a sentence as title, what shows it, and the source at the foot.

Places and sizes are points on a page of 960 × 540. Charts are in `slide_charts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from sasando.ui.documents import palette, slide_markup
from sasando.ui.documents import slide_master as master
from sasando.ui.documents.slide_markup import NAMESPACES, Box, Line, Table
from sasando.ui.documents.texts import plain

INNER = master.WIDTH - 2 * master.MARGIN
CONTENT_TOP, CONTENT_BOTTOM = 140.0, 484.0
_NAME_SIZES = ((26, 48), (52, 40), (90, 32), (160, 26))  # (longest text, points)
_TITLE_SIZES = ((90, 26), (150, 22), (240, 18))
_SMALLEST = 16
_FIRST_NUMBER = 100  # of the shapes we write; those of the library and the layouts come before


@dataclass(frozen=True, slots=True)
class Cover:
    """The first slide: a name on a cloth; a figure with its tag; a sentence; what to know about the whole.

    `mark` stands out ("Data contoh"); `tag` and `mark` may be empty.
    """

    name: str
    place: str
    kicker: str
    figure: str
    tag: str
    sentence: str
    remarks: tuple[str, ...]
    mark: str
    foot: str


class Deck:
    """Slides in the order they are added."""

    def __init__(self, title: str, author: str, subject: str, made: datetime) -> None:
        self._deck: Any = master.empty_deck()
        about = self._deck.core_properties
        about.title, about.author, about.subject = (plain(text)[:255] for text in (title, author, subject))
        about.language, about.last_modified_by, about.keywords = (
            slide_markup.LANGUAGE,
            plain(author)[:255],
            "",
        )
        about.created = about.modified = made.replace(tzinfo=None)
        about.revision = 1

    def cover(self, cover: Cover) -> None:
        """Add the cover."""
        page = self._added(master.COVER)
        name, place = page.slide.placeholders[0], page.slide.placeholders[1]
        size = _fitted(cover.name, _NAME_SIZES)
        _write(name, [Line(cover.name, size, serif=True, colour=palette.ON_BRAND, after=0)])
        _write(place, [Line(cover.place, 16, colour=palette.ON_BRAND_2, after=0)])
        top = master.COVER_BOTTOM + master.SELVEDGE_HEIGHT + 14
        kicker = f"{cover.kicker} · {cover.tag}" if cover.tag else cover.kicker
        figure = [
            Line(kicker, 15, True, colour=palette.ACCENT, after=0),
            Line(cover.figure, 104, serif=True, after=0),
        ]
        page.text(Box(master.MARGIN, top, 280, 170), figure)
        said = [Line(cover.sentence, 28 if len(cover.sentence) <= 110 else 22, serif=True, after=8)]
        said += [Line(remark, 16, colour=palette.INK_2, after=4) for remark in cover.remarks]
        page.text(Box(master.MARGIN + 310, top + 4, INNER - 310, 186), said)
        if cover.mark:
            page.text(Box(master.MARGIN, 20, INNER, 24), [Line(cover.mark, 14, True, colour=palette.C_AIM)])
        page.foot(cover.foot, len(self._deck.slides))

    def page(self, kicker: str, title: str, source: str) -> Page:
        """Add a page: what it is about, the sentence that says it, and where its figures come from."""
        page = self._added(master.CONTENT)
        _write(page.slide.shapes.title, [Line(title, _fitted(title, _TITLE_SIZES), serif=True, after=0)])
        page.text(Box(master.MARGIN, 40, INNER, 20), [Line(kicker, 13, True, colour=palette.ACCENT)])
        page.foot(source, len(self._deck.slides))
        return page

    def _added(self, layout: int) -> Page:
        return Page(self._deck.slides.add_slide(self._deck.slide_layouts[layout]))

    def to_bytes(self) -> bytes:
        """The deck as a PPTX file."""
        written = BytesIO()
        self._deck.save(written)
        return written.getvalue()


class Page:
    """One slide to put things on."""

    def __init__(self, slide: Any) -> None:
        self.slide = slide
        self._number = _FIRST_NUMBER

    def text(self, box: Box, lines: Iterable[Line]) -> None:
        """Paragraphs in a box."""
        self._add(slide_markup.text_box(self._next(), box, lines))

    def cell(self, box: Box, fill: str, text: str = "") -> None:
        """A filled cell, with a short text in its middle."""
        self._add(slide_markup.cell(self._next(), box, fill, text))

    def threads(self, box: Box, colour: str) -> None:
        """A cell of loose vertical threads: what is still open."""
        self._add(slide_markup.threads(self._next(), box, colour))

    def table(self, box: Box, given: Table) -> None:
        """A table; its height follows the rows."""
        self._add(slide_markup.table(self._next(), box, given))

    def foot(self, source: str, number: int) -> None:
        """The source line and the number of the page, in the placeholders of the layout.

        The library leaves those at the foot out when it makes a slide.
        """
        from pptx.oxml.ns import qn

        for given in self.slide.slide_layout.placeholders:
            if given.placeholder_format.idx not in (master.FOOT_INDEX, master.NUMBER_INDEX):
                continue
            element = deepcopy(given._element)
            element.find(qn("p:nvSpPr")).find(qn("p:cNvPr")).set("id", str(self._next()))
            properties = element.find(qn("p:spPr"))
            for child in list(properties):
                properties.remove(child)
            said = plain(source) if given.placeholder_format.idx == master.FOOT_INDEX else str(number)
            element.find(f".//{qn('a:t')}").text = said
            self.slide.shapes._spTree.append(element)

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _add(self, markup: str) -> None:
        """Put a shape on top of those that stand."""
        (shape,) = _parsed(markup)
        self.slide.shapes._spTree.append(shape)


def _fitted(text: str, sizes: Sequence[tuple[int, int]]) -> int:
    return next((size for longest, size in sizes if len(text) <= longest), _SMALLEST)


def _write(placeholder: Any, lines: Iterable[Line]) -> None:
    """Replace the text of a placeholder."""
    body = placeholder.text_frame._txBody
    for old in body.p_lst:
        body.remove(old)
    for paragraph in _parsed(slide_markup.paragraphs(lines)):
        body.append(paragraph)


def _parsed(markup: str) -> list[Any]:
    from pptx.oxml import parse_xml

    return list(parse_xml(f"<p:all {NAMESPACES}>{markup}</p:all>"))


def rgb(colour: str) -> Any:
    """A colour as the library takes it."""
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(colour.upper())  # type: ignore[no-untyped-call]
