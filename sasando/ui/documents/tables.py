"""CSV for machines: decimal point, comma, UTF-8 without a mark at its start, and no cell that a program would run."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from fractions import Fraction
from io import StringIO

from sasando.scoring.numbers import half_up
from sasando.ui.documents.texts import plain

_STARTS_A_FORMULA = ("=", "+", "-", "@")
Cell = str | int | Fraction | None


def csv_file(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The file. Numbers keep all their decimals and have at least two; nothing is an empty cell.

    A text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    written = StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8")


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, int):
        return str(cell)
    places = next((count for count in range(2, 9) if (cell * 10**count).denominator == 1), 8)
    return half_up(cell, places)


def harmless(text: str) -> str:
    """A text as one line that no spreadsheet takes for a formula."""
    one_line = plain(text)
    return f"'{one_line}" if one_line.lstrip().startswith(_STARTS_A_FORMULA) else one_line
