"""Writes the workbook of a stage: what to do, the rows to fill, the index, and a hidden sheet that says what it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from sasando.evaluations.cells import Cell
from sasando.evaluations.models import Stage
from sasando.evaluations.queries import Row, Worksheet
from sasando.evaluations.workbook import guide, texts
from sasando.evaluations.workbook.hidden_sheet import write_hidden
from sasando.evaluations.workbook.index_sheet import write_index
from sasando.evaluations.workbook.layout import ENTRY, GUIDE, HEAD_ROW, HIDDEN, INDEX, Column, columns, letter
from sasando.evaluations.workbook.styles import Styles, book_options
from sasando.evaluations.workbook.texts import number_text, standing
from sasando.organizations.models import Unit
from sasando.scoring.model import Instrument, Node, Status, ValueKind
from sasando.ui.documents.texts import plain

_LINE_HEIGHT = 15.5  # points
_HIGHEST_ROW = 409  # points; no program takes more
_LONGEST_CELL = 32_000  # characters; Excel takes 32,767
_UNCERTAIN = {Status.DRAFT: "rancangan", Status.SECONDARY: "sumber kedua", Status.MEMORY: "dari ingatan"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a workbook holds: the indicators in `rows`; of one `unit`, or of all (`whole`: then with the index)."""

    sheet: Worksheet
    rows: Sequence[Row]
    whole: bool
    unit: Unit | None
    made: datetime


def export(wanted: Wanted) -> bytes:
    """The XLSX file; the same content and moment give the same bytes."""
    import xlsxwriter

    written = BytesIO()
    book: Any = xlsxwriter.Workbook(written, book_options())
    about = guide.About.of(wanted.sheet.stage, wanted.unit, _local(wanted))
    book.set_properties(
        {"title": plain(about.title), "author": "Sasando", "created": wanted.made.replace(tzinfo=None)}
    )
    styles = Styles(book)
    found = columns(wanted.sheet.instrument, wanted.sheet.stage)
    guide.write_guide(book.add_worksheet(GUIDE), about, found, styles, whole=wanted.whole)
    entry = book.add_worksheet(ENTRY)
    _write_entry(entry, wanted, about, found, styles)
    if wanted.whole:
        index = book.add_worksheet(INDEX)
        write_index(index, wanted.sheet, about, found, styles)
        _lock(index)
    write_hidden(book.add_worksheet(HIDDEN), wanted.sheet, wanted.rows, wanted.unit, wanted.made)
    entry.activate()
    book.close()
    return written.getvalue()


def _local(wanted: Wanted) -> datetime:
    return wanted.made.astimezone(ZoneInfo(wanted.sheet.evaluation.agency.timezone))


def _lock(page: Any) -> None:
    """Nothing but white cells is written on; no password: it guards against slips, not against people."""
    page.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})


def _write_entry(
    page: Any, wanted: Wanted, about: guide.About, found: tuple[Column, ...], styles: Styles
) -> None:
    page.write_string(0, 0, plain(about.title), styles.title)
    page.set_row(0, 2 * _LINE_HEIGHT)
    page.write_string(1, 0, plain(about.line), styles.line)
    page.set_row(1, _LINE_HEIGHT)
    page.set_row(HEAD_ROW, 2 * _LINE_HEIGHT)
    for position, column in enumerate(found):
        page.set_column(position, position, column.width, None, {"hidden": column.hidden})
        page.write_string(HEAD_ROW, position, column.heading, styles.heading)
    for row, one in enumerate(wanted.rows, start=HEAD_ROW + 1):
        _write_row(page, row, one, wanted.sheet, found, styles)
    last = HEAD_ROW + max(1, len(wanted.rows))
    _validate(page, wanted.sheet.instrument, found, HEAD_ROW + 1, last)
    page.freeze_panes(HEAD_ROW + 1, 2)
    _print(page, about, last, sum(not one.hidden for one in found))
    _lock(page)


def _write_row(
    page: Any, row: int, one: Row, sheet: Worksheet, found: tuple[Column, ...], styles: Styles
) -> None:
    cell = one.cells.get(sheet.stage.ordinal)
    holds = {
        "number": one.node.number,
        "name": one.node.name,
        "criteria": criteria_text(sheet.instrument, one.node),
        "before": _before(one, sheet.stage),
        "node": one.node.code,
        **(standing(cell) if cell else {}),
    }
    for position, column in enumerate(found):
        if column.name == "revision":
            page.write_number(row, position, cell.revision if cell else 0, styles.whole)
        else:
            locked = column.field is texts.ITEM and one.node.kind != "item"
            style = styles.given if locked else _style(column, sheet.instrument, styles)
            level = column.name == "value" and sheet.instrument.value_kind is ValueKind.INTEGER
            _write_cell(page, row, position, holds.get(column.name, ""), style, as_number=level)
    page.set_row(row, _height(holds, found))


def _style(column: Column, instrument: Instrument, styles: Styles) -> Any:
    if column.name == "value":
        whole = instrument.value_kind is ValueKind.INTEGER
        return styles.open_level if whole else styles.open_value
    if column.field is not None:
        return styles.open_text
    return styles.number if column.name in ("number", "before") else styles.given


def _write_cell(page: Any, row: int, position: int, text: str, style: Any, *, as_number: bool) -> None:
    if not text:
        page.write_blank(row, position, None, style)
    elif as_number and text.isdecimal():
        page.write_number(row, position, int(text), style)
    else:
        page.write_string(row, position, text[:_LONGEST_CELL], style)


def criteria_text(instrument: Instrument, node: Node) -> str:
    """What each level asks, a line each, with the level's name and how sure the text is where it is not official."""
    names = instrument.scales.get(node.scale, {})
    lines = []
    for one in node.criteria:
        name = f" {names[one.level]}" if one.level in names else ""
        unsure = f" ({_UNCERTAIN[one.status]})" if one.status in _UNCERTAIN else ""
        lines.append(f"{one.level}{name}{unsure}: {one.text}")
    if node.outside:
        lines.insert(0, f"Nilai diambil dari {node.outside}.")
    return "\n".join(lines)


def _before(one: Row, stage: Stage) -> str:
    """The value that the stages before this one left."""
    decided: list[Cell] = [
        cell for ordinal, cell in sorted(one.cells.items()) if ordinal < stage.ordinal and cell.decided
    ]
    value: Fraction | None = decided[-1].value if decided else None
    return "" if value is None else number_text(value)


def _height(holds: dict[str, str], found: tuple[Column, ...]) -> float:
    """As high as its longest text, as far as programs go."""
    lines = max(
        sum(
            -(-len(line) // max(1, int(column.width * 0.9))) or 1
            for line in holds.get(column.name, "").split("\n")
        )
        for column in found
        if not column.hidden
    )
    return float(min(_HIGHEST_ROW, max(4, lines) * _LINE_HEIGHT))


def _validate(page: Any, instrument: Instrument, found: tuple[Column, ...], first: int, last: int) -> None:
    """The drop-down of levels, or figures alone where values are decimals."""
    position = next(at for at, one in enumerate(found) if one.name == "value")
    low, high = (number_text(edge) for edge in (instrument.low, instrument.high))
    rule: dict[str, Any] = {
        "ignore_blank": True,
        "error_title": "Nilai di luar skala",
        "error_message": f"Isi {low} sampai {high}, atau kosongkan bila belum dinilai.",
    }
    if instrument.value_kind is ValueKind.INTEGER:
        levels = [str(level) for level in range(int(instrument.low), int(instrument.high) + 1)]
        rule |= {"validate": "list", "source": levels}
    else:
        cell = f"{letter(position)}{first + 1}"
        digits = f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({cell},"/",""),",",""),".","")'
        rule |= {
            "validate": "custom",
            "value": f"=ISNUMBER(VALUE({digits}))",
            "error_message": f"Isi {low} sampai {high}, seperti 3, 1,17, atau 7/6.",
        }
    page.data_validation(first, position, last, position, rule)


def _print(page: Any, about: guide.About, last: int, shown: int) -> None:
    """A4 across, as wide as the page, the heading on every page."""
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEAD_ROW)
    page.print_area(0, 0, last, shown - 1)
    page.set_header("&L" + plain(about.title)[:200].replace("&", "&&"))
    page.set_footer("&LSasando&R&P / &N")
