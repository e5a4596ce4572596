"""The XML of what stands on a slide: texts, cells, tables. Pure text, every text escaped.

Written out because the library builds each of them by many small steps; the rest of a deck is the library's.
Sizes and places are points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from sasando.ui.documents import palette
from sasando.ui.documents.texts import plain

EMU = 12700  # a point
LANGUAGE = "id-ID"
NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # the table style that draws nothing
_TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
_INSETS = 'lIns="0" tIns="0" rIns="0" bIns="0"'


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page."""

    x: float
    y: float
    width: float
    height: float

    def emu(self) -> tuple[int, int, int, int]:
        """Left, top, width and height as files hold them."""
        x, y, width, height = (round(one * EMU) for one in (self.x, self.y, self.width, self.height))
        return x, y, width, height


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `colour` is six hexadecimal digits; `after`: space below; `align`: l, ctr or r."""

    text: str
    size: float = 16
    bold: bool = False
    serif: bool = False
    colour: str = palette.INK
    after: float = 6
    align: str = "l"


def paragraphs(lines: Iterable[Line]) -> str:
    """The paragraphs of a text."""
    return "".join(map(_paragraph, lines))


def _paragraph(line: Line) -> str:
    face = "+mj-lt" if line.serif else "+mn-lt"
    size, after = round(line.size * 100), round(line.after * 100)
    return (
        f'<a:p><a:pPr algn="{line.align}"><a:spcAft><a:spcPts val="{after}"/></a:spcAft></a:pPr>'
        f'<a:r><a:rPr lang="{LANGUAGE}" sz="{size}" b="{int(line.bold)}">{_fill(line.colour)}'
        f'<a:latin typeface="{face}"/></a:rPr><a:t>{escape(plain(line.text))}</a:t></a:r></a:p>'
    )


def text_box(number: int, box: Box, lines: Iterable[Line]) -> str:
    """A text that shrinks where there is too much of it and the reader's program knows how."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Teks {number}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{_place("a", box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        f'<p:txBody><a:bodyPr wrap="square" {_INSETS}><a:normAutofit/></a:bodyPr><a:lstStyle/>'
        f"{paragraphs(lines)}</p:txBody></p:sp>"
    )


def cell(number: int, box: Box, fill: str, text: str = "") -> str:
    """A filled rectangle, with a short text in its middle."""
    lines = [Line(text, 12, True, colour=palette.SURFACE, after=0, align="ctr")]
    return _rectangle(number, box, _fill(fill), paragraphs(lines) if text else "<a:p/>")


def threads(number: int, box: Box, colour: str) -> str:
    """A rectangle of loose vertical threads: what is still open."""
    fill = (
        f'<a:pattFill prst="vert"><a:fgClr><a:srgbClr val="{colour}"/></a:fgClr>'
        f'<a:bgClr><a:srgbClr val="{palette.BG}"/></a:bgClr></a:pattFill>'
    )
    return _rectangle(number, box, fill, "<a:p/>")


def _rectangle(number: int, box: Box, fill: str, content: str) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Sel {number}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{_place("a", box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}<a:ln><a:noFill/></a:ln>'
        f'</p:spPr><p:txBody><a:bodyPr {_INSETS} anchor="ctr"/><a:lstStyle/>{content}</p:txBody></p:sp>'
    )


@dataclass(frozen=True, slots=True)
class Table:
    """`widths` are shares of the box; columns in `numbers` stand right, rows in `bold` stand out."""

    heading: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    numbers: frozenset[int] = frozenset()
    bold: frozenset[int] = frozenset()
    size: float = 13


def table(number: int, box: Box, given: Table) -> str:
    """A table whose rows are set apart by lines alone."""
    total = sum(given.widths)
    grid = "".join(f'<a:gridCol w="{round(box.width * one / total * EMU)}"/>' for one in given.widths)
    height = round(box.height / (len(given.rows) + 1) * EMU)
    rows = ""
    for place, texts in enumerate([given.heading, *given.rows], start=-1):
        cells = (_table_cell(given, place, column, text) for column, text in enumerate(texts))
        rows += f'<a:tr h="{height}">{"".join(cells)}</a:tr>'
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{number}" name="Tabel {number}"/><p:cNvGraphicFramePr>'
        '<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f'{_place("p", box)}<a:graphic><a:graphicData uri="{_TABLE}"><a:tbl><a:tblPr firstRow="1">'
        f"<a:tableStyleId>{_NO_STYLE}</a:tableStyleId></a:tblPr><a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl>"
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )


def _table_cell(given: Table, place: int, column: int, text: str) -> str:
    """`place` -1 is the heading."""
    heading = place < 0
    line = Line(
        text,
        given.size - 1 if heading else given.size,
        heading or place in given.bold,
        colour=palette.INK_2 if heading else palette.INK,
        after=0,
        align="r" if column in given.numbers else "l",
    )
    edge = palette.INK if heading else palette.LINE
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paragraphs([line])}</a:txBody>"
        f'<a:tcPr marL="{4 * EMU}" marR="{4 * EMU}" marT="{2 * EMU}" marB="{2 * EMU}" anchor="ctr">'
        f'<a:lnB w="9525">{_fill(edge)}</a:lnB><a:noFill/></a:tcPr></a:tc>'
    )


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _place(prefix: str, box: Box) -> str:
    x, y, width, height = box.emu()
    return f'<{prefix}:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></{prefix}:xfrm>'
