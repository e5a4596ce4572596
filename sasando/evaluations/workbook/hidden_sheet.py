"""The hidden sheet: which stage a workbook was made from, and what each answer held then.

An import compares the cells with it, so that what was not touched stays as it has become meanwhile. It is a
help for merging, not a permission: everything it says is checked against the stage again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sasando.evaluations.queries import Row, Worksheet
from sasando.evaluations.workbook.layout import FORMAT
from sasando.evaluations.workbook.texts import FIELDS, mark_of, standing
from sasando.organizations.models import Unit

KEYS = ("format", "agency", "evaluation", "stage", "instrument", "version", "digest", "unit", "made")


@dataclass(frozen=True, slots=True)
class Base:
    """What an answer held when the workbook was made: its revision, and a mark of each field by name."""

    revision: int
    marks: dict[str, str]


@dataclass(frozen=True, slots=True)
class Origin:
    """What a workbook says it was made from: `said` by the names in `KEYS`, the answers by node code."""

    said: dict[str, str]
    base: dict[str, Base]


def write_hidden(page: Any, sheet: Worksheet, rows: Sequence[Row], unit: Unit | None, made: datetime) -> None:
    """Fill the sheet and hide it from the menus of Excel."""
    stage, instrument = sheet.stage, sheet.instrument
    said = (
        FORMAT, sheet.evaluation.agency.slug, str(sheet.evaluation.id), str(stage.id), instrument.key,
        instrument.version, instrument.digest, str(unit.id) if unit else "", made.isoformat(),
    )  # fmt: skip
    for position, pair in enumerate(zip(KEYS, said, strict=True)):
        page.write_row(position, 0, pair)
    top = len(KEYS) + 1
    page.write_row(top, 0, ("node", "revision", *(one.name for one in FIELDS)))
    for position, row in enumerate(rows, start=top + 1):
        cell = row.cells.get(stage.ordinal)
        held = standing(cell) if cell else {}
        marks = [mark_of(held.get(one.name, "")) for one in FIELDS]
        page.write_row(position, 0, (row.node.code, str(cell.revision if cell else 0), *marks))
    page.protect("")
    page.very_hidden()


def read_hidden(rows: Sequence[Sequence[str]]) -> Origin | None:
    """What the sheet says, or None where it is not one of ours."""
    said = {row[0]: row[1] for row in rows[: len(KEYS)] if len(row) > 1}
    if said.get("format") != FORMAT or set(said) != set(KEYS):
        return None
    top = len(KEYS) + 1
    heading = rows[top][2:] if len(rows) > top else ()
    none = dict.fromkeys((one.name for one in FIELDS), "")
    base: dict[str, Base] = {}
    for row in rows[top + 1 :]:
        if len(row) > 1 and row[0] and row[1].isdecimal():
            base[row[0]] = Base(int(row[1][:9]), none | dict(zip(heading, row[2:], strict=False)))
    return Origin(said, base)
