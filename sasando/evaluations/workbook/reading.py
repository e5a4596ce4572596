"""Reads an uploaded workbook: what it was made from, and what its cells hold now."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from sasando.evaluations.workbook.archive import check_archive, refused
from sasando.evaluations.workbook.hidden_sheet import Origin, read_hidden
from sasando.evaluations.workbook.layout import ENTRY, HEAD_ROW, HIDDEN, Column, letter
from sasando.evaluations.workbook.texts import cell_text
from sasando.kernel.faults import BadInputError, Fault
from sasando.ui.words import text as _

MOST_ROWS = 500
MOST_COLUMNS = 26


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row of the entry sheet: its line, the node it is for, and what its fields hold, by name."""

    line: int
    node: str
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Filled:
    """A file as it was handed in; `faults` are cells that cannot be read, `place` what its cells are named after."""

    origin: Origin
    rows: tuple[FilledRow, ...]
    faults: tuple[Fault, ...]
    place: str = ENTRY


@dataclass(frozen=True, slots=True)
class Opened:
    """The two sheets that count, as cells."""

    origin: Origin
    entry: list[list[Any]]


def open_workbook(name: str, raw: bytes) -> Opened:
    """Open an uploaded file.

    Raises:
        BadInputError: it must not be opened, or is none of ours.
    """
    check_archive(name, raw)
    try:
        hidden, entry = _sheets(raw)
    except KeyError:
        raise refused(
            name,
            _(
                "lembar %(sheet)s atau keterangannya tidak ada; ekspor buku kerja dari halaman "
                "ini, isi, lalu unggah"
            )
            % {"sheet": ENTRY},
        ) from None
    except BadInputError:
        raise
    except Exception:  # the library raises many kinds over a broken file
        raise refused(
            name, _("tidak dapat dibaca; ekspor buku kerja dari halaman ini, isi, lalu unggah")
        ) from None
    origin = read_hidden([[_plain(cell) for cell in row] for row in hidden])
    if origin is None:
        raise refused(
            name, _("bukan buku kerja dari Sasando; ekspor buku kerja dari halaman ini, isi, lalu unggah")
        )
    return Opened(origin, entry)


def _sheets(raw: bytes) -> tuple[list[list[Any]], list[list[Any]]]:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions it does not know
        book = openpyxl.load_workbook(BytesIO(raw), read_only=True, keep_links=False, rich_text=False)
    try:
        return _cells(book[HIDDEN]), _cells(book[ENTRY])
    finally:
        book.close()


def _cells(page: Any) -> list[list[Any]]:
    """Rows of cells with their types; what stands beyond the edge of our sheets is not read."""
    page.reset_dimensions()
    rows = page.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)
    return [list(row) for row in rows]


def _plain(cell: Any) -> str:
    value = getattr(cell, "value", None)
    return "" if value is None else cell_text(str(value))


def read_entry(opened: Opened, columns: tuple[Column, ...]) -> Filled:
    """The rows that were filled, by the columns the workbook was made with."""
    faults: list[Fault] = []
    rows = tuple(_rows(opened.entry, columns, faults))
    return Filled(opened.origin, rows, tuple(faults))


def _rows(entry: list[list[Any]], columns: tuple[Column, ...], faults: list[Fault]) -> Iterator[FilledRow]:
    seen: set[str] = set()
    headings = [_plain(cell) for cell in entry[HEAD_ROW]] if len(entry) > HEAD_ROW else []
    if headings[: len(columns)] != [one.heading for one in columns]:
        faults.append(
            Fault(
                ENTRY,
                HEAD_ROW + 1,
                _("judul kolom berubah; ekspor buku kerja dari halaman ini, isi, lalu unggah"),
            )
        )
        return
    for line, cells in enumerate(entry[HEAD_ROW + 1 :], start=HEAD_ROW + 2):
        node = _plain(cells[len(columns) - 1]) if len(cells) >= len(columns) else ""
        filled = dict(_fields(line, cells, columns, faults))
        if node in seen:
            faults.append(Fault(ENTRY, line, _("indikator ini tertulis dua kali; hapus salah satu barisnya")))
        elif node:
            seen.add(node)
            yield FilledRow(line, node, filled)
        elif any(filled.values()):
            faults.append(
                Fault(ENTRY, line, _("baris ini bukan dari ekspor; pindahkan isinya ke baris indikatornya"))
            )


def _fields(
    line: int, cells: Iterable[Any], columns: tuple[Column, ...], faults: list[Fault]
) -> Iterator[tuple[str, str]]:
    for position, (cell, column) in enumerate(zip(cells, columns, strict=False)):
        if column.field is None:
            continue
        text, problem = _read(cell, column)
        if problem:
            faults.append(Fault(ENTRY, f"{letter(position)}{line}", problem))
        else:
            yield column.name, text


def _read(cell: Any, column: Column) -> tuple[str, str]:
    """The text of a cell, and what is wrong with it."""
    value = getattr(cell, "value", None)
    if value is None:
        return "", ""
    kind = getattr(cell, "data_type", "s")
    if kind == "f":
        return "", _("berisi rumus; tulis hasilnya sebagai angka atau teks")
    if kind == "e":
        return "", _("berisi galat %(value)s; tulis nilainya") % {"value": value}
    if isinstance(value, datetime | date):
        if column.name == "source_date":
            return value.isoformat()[:10], ""
        return "", _("terbaca sebagai tanggal; beri sel format teks, lalu tulis seperti 7/6")
    if isinstance(value, bool):
        return "", _("berisi BENAR/SALAH; tulis angka atau teks")
    if isinstance(value, float):
        return _decimal(value), ""
    return cell_text(str(value)), ""


def _decimal(value: float) -> str:
    """A number typed into a cell, as it was typed: at most fifteen digits, with a comma."""
    return f"{value:.15g}".replace(".", ",")
