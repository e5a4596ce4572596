"""A deck of slides: a cover, then pages with a sentence as title, what shows it, and the source at the foot.

Places and sizes are points on a page of 960 × 540. Charts are in `slide_charts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from sasando.ui.documents import palette
from sasando.ui.documents import slide_master as master
from sasando.ui.documents.texts import plain
from sasando.ui.documents.zipped import repacked

LANGUAGE = "id-ID"
INNER = master.WIDTH - 2 * master.MARGIN
CONTENT_TOP, CONTENT_BOTTOM = 140.0, 484.0
_NAME_SIZES = ((26, 48), (52, 40), (90, 32), (160, 26))  # (longest text, points)
_TITLE_SIZES = ((90, 26), (150, 22), (240, 18))
_SMALLEST = 16


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, in points."""

    x: float
    y: float
    width: float
    height: float

    def emu(self) -> tuple[int, int, int, int]:
        """Left, top, width and height as the library takes them."""
        x, y, width, height = (round(one * master.EMU) for one in (self.x, self.y, self.width, self.height))
        return x, y, width, height


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `colour` is six hexadecimal digits; `after`: points of space below."""

    text: str
    size: float = 16
    bold: bool = False
    serif: bool = False
    colour: str = palette.INK
    after: float = 6


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
        about.title, about.author, about.subject = plain(title), plain(author), plain(subject)
        about.language, about.last_modified_by, about.keywords = LANGUAGE, plain(author), ""
        about.created = about.modified = made.replace(tzinfo=None)
        about.revision = 1

    def cover(self, cover: Cover) -> None:
        """Add the cover."""
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[master.COVER])
        name, place = slide.placeholders[0], slide.placeholders[1]
        _write(
            name.text_frame,
            [Line(cover.name, _fitted(cover.name, _NAME_SIZES), False, True, palette.ON_BRAND, 0)],
        )
        _write(place.text_frame, [Line(cover.place, 16, colour=palette.ON_BRAND_2, after=0)])
        page = Page(slide)
        top = master.COVER_BOTTOM + master.SELVEDGE_HEIGHT + 14
        kicker = f"{cover.kicker} · {cover.tag}" if cover.tag else cover.kicker
        figure = [
            Line(kicker, 15, True, colour=palette.ACCENT, after=0),
            Line(cover.figure, 104, serif=True, after=0),
        ]
        page.text(Box(master.MARGIN, top, 250, 150), figure)
        size = 28 if len(cover.sentence) <= 110 else 22
        said = [Line(cover.sentence, size, serif=True, after=8)]
        said += [Line(remark, 16, colour=palette.INK_2, after=4) for remark in cover.remarks]
        page.text(Box(master.MARGIN + 310, top + 4, INNER - 310, 186), said)
        if cover.mark:
            page.text(Box(master.MARGIN, 20, INNER, 24), [Line(cover.mark, 14, True, colour=palette.C_AIM)])
        page.foot(cover.foot, len(self._deck.slides))

    def page(self, kicker: str, title: str, source: str) -> Page:
        """Add a page: what it is about, the sentence that says it, and where its figures come from."""
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[master.CONTENT])
        page = Page(slide)
        _write(
            slide.shapes.title.text_frame, [Line(title, _fitted(title, _TITLE_SIZES), serif=True, after=0)]
        )
        page.text(Box(master.MARGIN, 40, INNER, 20), [Line(kicker, 13, True, colour=palette.ACCENT)])
        page.foot(source, len(self._deck.slides))
        return page

    def to_bytes(self) -> bytes:
        """The deck as a PPTX file; the same slides give the same bytes."""
        written = BytesIO()
        self._deck.save(written)
        return repacked(written.getvalue())


class Page:
    """One slide to put things on."""

    def __init__(self, slide: Any) -> None:
        self.slide = slide

    def text(self, box: Box, lines: Sequence[Line]) -> None:
        """Paragraphs in a box; too much of it shrinks where the reader's program knows how."""
        from pptx.enum.text import MSO_AUTO_SIZE

        frame = self.slide.shapes.add_textbox(*box.emu()).text_frame
        frame.word_wrap = True
        frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        _write(frame, lines)

    def rectangle(self, box: Box, fill: str, text: str = "") -> None:
        """A filled cell, with a short text in its middle."""
        shape = _plain_shape(self.slide, box)
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(fill)
        if text:
            from pptx.enum.text import PP_ALIGN

            frame = shape.text_frame
            frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
            _write(frame, [Line(text, 12, True, colour=palette.SURFACE, after=0)])
            frame.paragraphs[0].alignment = PP_ALIGN.CENTER

    def threads(self, box: Box, colour: str) -> None:
        """A cell of loose vertical threads: what is still open."""
        from pptx.enum.dml import MSO_PATTERN

        shape = _plain_shape(self.slide, box)
        shape.fill.patterned()
        shape.fill.pattern = MSO_PATTERN.NARROW_VERTICAL
        shape.fill.fore_color.rgb, shape.fill.back_color.rgb = rgb(colour), rgb(palette.BG)

    def table(
        self, box: Box, heading: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float],
        numbers: frozenset[int], bold_rows: frozenset[int] = frozenset(), size: float = 13,
    ) -> None:  # fmt: skip
        """A table; `widths` are shares of the box, columns in `numbers` stand right. Its height follows the rows."""
        height = box.height / (len(rows) + 1)
        frame = self.slide.shapes.add_table(len(rows) + 1, len(heading), *box.emu())
        _bare_style(frame)
        table = frame.table
        for column, share in zip(table.columns, widths, strict=True):
            column.width = round(box.width * share / sum(widths) * master.EMU)
        for position, texts in enumerate([heading, *rows]):
            table.rows[position].height = round(height * master.EMU)
            for column, text in enumerate(texts):
                bold = position == 0 or position - 1 in bold_rows
                _fill_cell(table.cell(position, column), text, size, bold, position == 0, column in numbers)

    def foot(self, source: str, number: int) -> None:
        """The source line and the number of the page, in the placeholders of the layout."""
        _copied(self.slide, master.FOOT_INDEX).text_frame.text = plain(source)
        _copied(self.slide, master.NUMBER_INDEX, str(number))


def _fitted(text: str, sizes: Sequence[tuple[int, int]]) -> int:
    return next((size for longest, size in sizes if len(text) <= longest), _SMALLEST)


def _write(frame: Any, lines: Sequence[Line]) -> None:
    """Replace the text of a frame."""
    from pptx.util import Pt

    for position, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if position == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(line.after)
        run = paragraph.add_run()
        run.text = plain(line.text)
        run.font.size, run.font.bold = Pt(line.size), line.bold
        run.font.color.rgb = rgb(line.colour)
        run.font.name = "+mj-lt" if line.serif else "+mn-lt"
        run._r.get_or_add_rPr().set("lang", LANGUAGE)


def rgb(colour: str) -> Any:
    """A colour as the library takes it."""
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(colour.upper())  # type: ignore[no-untyped-call]


def _plain_shape(slide: Any, box: Box) -> Any:
    from pptx.enum.shapes import MSO_SHAPE

    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.emu())
    shape.line.fill.background()
    shape.shadow.inherit = False
    return shape


def _bare_style(frame: Any) -> None:
    """No banding and no style of the program's own: rows are set apart by lines."""
    table = frame.table
    table.horz_banding = False
    frame._element.graphic.graphicData.tbl[0][-1].text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def _fill_cell(cell: Any, text: str, size: float, bold: bool, heading: bool, right: bool) -> None:
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN

    colour = palette.INK_2 if heading else palette.INK
    _write(cell.text_frame, [Line(text, size - 1 if heading else size, bold, colour=colour, after=0)])
    cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_left = cell.margin_right = 4 * master.EMU
    cell.margin_top = cell.margin_bottom = 2 * master.EMU
    cell.fill.background()
    _line_below(cell, palette.INK if heading else palette.LINE)


def _line_below(cell: Any, colour: str) -> None:
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    properties = cell._tc.get_or_add_tcPr()
    line = parse_xml(
        f'<a:lnB {nsdecls("a")} w="9525"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:lnB>'
    )
    properties.insert(0, line)


def _copied(slide: Any, index: int, number: str = "") -> Any:
    """The layout's placeholder of this index, on the slide: the library leaves those at the foot out."""
    from copy import deepcopy

    from pptx.oxml.ns import qn

    (given,) = (one for one in slide.slide_layout.placeholders if one.placeholder_format.idx == index)
    element = deepcopy(given._element)
    element.find(qn("p:nvSpPr")).find(qn("p:cNvPr")).set("id", str(slide.shapes._next_shape_id))
    properties = element.find(qn("p:spPr"))
    for child in list(properties):
        properties.remove(child)
    if number:
        element.find(f".//{qn('a:fld')}").find(qn("a:t")).text = number
    slide.shapes._spTree.append(element)
    return slide.shapes[-1]
