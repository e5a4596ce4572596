"""A workbook: each sheet with its title, its table under a heading that stays, and its source.

Cells hold numbers, not texts; the number formats ask for the Indonesian decimal comma. Texts are written as texts
whatever they begin with, so that none becomes a formula or a link.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

from sasando.ui.documents import palette
from sasando.ui.documents.texts import plain

Cell = str | int | Fraction | None
_COMMA = "[$-421]"  # Indonesian
FORMATS = {
    "text": "@",
    "range": "@",
    "count": "0",
    "year": "0",
    "value": f"{_COMMA}0.00",
    "exact": f"{_COMMA}0.00##",
    "points": f"{_COMMA}+0.0000;{_COMMA}−0.0000;{_COMMA}0.0000",
    "gain": f"{_COMMA}+0.00;{_COMMA}−0.00;{_COMMA}0.00",
    "percent": f"{_COMMA}0.0#",
}
_LEFT = ("text", "year")
_LINE_HEIGHT = 15.5  # points
_CHARACTERS_IN_A_WIDTH = 0.85  # how many of a column's width a line of text fills in a wide font
_WIDEST_HEADING = 200  # what a printed head line may hold, of 255


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, width in characters, and what its cells are (a key of `FORMATS`)."""

    heading: str
    width: float
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """`name`: at most 31 characters; `lines`: what to know, above the table; `source`: below it.

    Rows in `bold` (by number) stand out.
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    source: str
    lines: Sequence[str] = ()
    bold: frozenset[int] = field(default_factory=frozenset)


def workbook(title: str, author: str, made: datetime, sheets: Sequence[Sheet]) -> bytes:
    """The XLSX file; the same sheets and moment give the same bytes."""
    import xlsxwriter

    written = BytesIO()
    book: Any = xlsxwriter.Workbook(
        written,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties(
        {"title": plain(title), "author": plain(author), "created": made.replace(tzinfo=None)}
    )
    styles = _Styles(book)
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, title, styles)
    book.close()
    return written.getvalue()


class _Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        base = {"font_name": "Calibri", "font_size": 11, "font_color": f"#{palette.INK}"}
        self.title = book.add_format({**base, "font_name": "Cambria", "font_size": 16})
        self.line = book.add_format(
            {**base, "font_color": f"#{palette.INK_2}", "text_wrap": True, "valign": "top"}
        )
        heading = {
            **base, "indent": 1, "bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1,
            "bg_color": f"#{palette.SUNKEN}",
        }  # fmt: skip
        self.heading = book.add_format(heading)
        self.heading_right = book.add_format({**heading, "align": "right"})
        row = {**base, "valign": "top", "bottom": 1, "bottom_color": f"#{palette.LINE}"}
        self.cells = {
            (kind, bold): book.add_format(
                {
                    **row,
                    "num_format": code,
                    "bold": bold,
                    "text_wrap": kind == "text",
                    "indent": 1,
                    "align": "left" if kind in _LEFT else "right",
                }
            )
            for kind, code in FORMATS.items()
            for bold in (False, True)
        }


def _write(page: Any, sheet: Sheet, title: str, styles: _Styles) -> None:
    page.write_string(0, 0, plain(sheet.title), styles.title)
    page.set_row(0, 2 * _LINE_HEIGHT)
    for number, line in enumerate(sheet.lines, start=1):
        _across(page, number, line, sheet, styles)
    head = len(sheet.lines) + 2
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        left = column.kind in _LEFT
        page.write_string(
            head, place, plain(column.heading), styles.heading if left else styles.heading_right
        )
    for number, row in enumerate(sheet.rows):
        for place, (cell, column) in enumerate(zip(row, sheet.columns, strict=True)):
            _cell(page, head + 1 + number, place, cell, styles.cells[column.kind, number in sheet.bold])
        lines = max(_lines(cell, column.width) for cell, column in zip(row, sheet.columns, strict=True))
        page.set_row(head + 1 + number, lines * _LINE_HEIGHT)
    below = head + len(sheet.rows) + 2
    _across(page, below, sheet.source, sheet, styles)
    page.freeze_panes(head + 1, 0)
    _print(page, title, head, below, len(sheet.columns))


def _across(page: Any, row: int, text: str, sheet: Sheet, styles: _Styles) -> None:
    """A text over all columns, as high as it needs: programs fit the height of single cells alone."""
    last = len(sheet.columns) - 1
    if last:
        page.merge_range(row, 0, row, last, "", styles.line)
    page.write_string(row, 0, plain(text), styles.line)
    page.set_row(row, _lines(text, sum(column.width for column in sheet.columns)) * _LINE_HEIGHT)


def _lines(cell: Cell, width: float) -> int:
    """On how many lines a cell of this width is written."""
    fits = max(1, int(width * _CHARACTERS_IN_A_WIDTH))
    return -(-len(cell) // fits) if isinstance(cell, str) and cell else 1


def _cell(page: Any, row: int, place: int, cell: Cell, style: Any) -> None:
    if cell is None:
        page.write_blank(row, place, None, style)
    elif isinstance(cell, str):
        page.write_string(row, place, plain(cell), style)
    else:
        page.write_number(row, place, float(cell), style)


def _print(page: Any, title: str, head: int, below: int, columns: int) -> None:
    """A4 across, as wide as the page, heading on every page, who and which page at the edges."""
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)
    page.print_area(0, 0, below, columns - 1)
    page.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    shown = plain(title)[:_WIDEST_HEADING].replace("&", "&&")
    page.set_header(f"&L{shown}")
    page.set_footer("&LSasando&R&P / &N")
