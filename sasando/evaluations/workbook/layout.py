"""Where things stand in a workbook: its sheets, the columns of the rows to fill, and the hidden sheet."""

from __future__ import annotations

from dataclasses import dataclass

from sasando.evaluations.access import SELF
from sasando.evaluations.models import Stage
from sasando.evaluations.workbook import texts
from sasando.evaluations.workbook.texts import Field
from sasando.scoring.model import Instrument, Node, ValueKind

GUIDE, ENTRY, INDEX, HIDDEN = "Petunjuk", "Isian", "Indeks", "_sasando"
FORMAT = "sasando-isian-1"
HEAD_ROW = 3  # of the entry sheet, counted from 0; the first indicator stands below it


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the entry sheet. `field` None: it is not for filling."""

    name: str
    heading: str
    width: float
    field: Field | None = None
    hidden: bool = False


_GIVEN = (
    Column("number", "Nomor", 8),
    Column("name", "Indikator", 30),
    Column("criteria", "Kriteria tiap tingkat", 64),
)
_WIDTHS = {"item": 26, "value": 11, "fact": 52, "analysis": 52, "justification": 40, "source_document": 26}
_BEFORE = Column("before", "Nilai tahap sebelumnya", 12)
_KEYS = (Column("revision", "Revisi", 8, hidden=True), Column("node", "Kode", 10, hidden=True))


def columns(instrument: Instrument, stage: Stage) -> tuple[Column, ...]:
    """The columns of the entry sheet, from the left.

    Where values are taken over from elsewhere (Pemdi, or a stage of the ministry) they name their source; the
    assessor's justification belongs to the stages after the first; where services are chosen, each is named.
    """
    outside = stage.code != SELF
    sourced = outside or instrument.value_kind is ValueKind.DECIMAL
    sources = (texts.SOURCE_AGENCY, texts.SOURCE_DATE, texts.SOURCE_DOCUMENT) if sourced else ()
    last = (texts.JUSTIFICATION,) if outside else ()
    chosen = (texts.ITEM,) if items_of(instrument) else ()
    fields = (texts.VALUE, *chosen, *sources, texts.FACT, texts.ANALYSIS, *last)
    filled = tuple(Column(one.name, one.label, _WIDTHS.get(one.name, 16), one) for one in fields)
    return (*_GIVEN, *((_BEFORE,) if outside else ()), *filled, *_KEYS)


def items_of(instrument: Instrument) -> tuple[Node, ...]:
    """The rated nodes that stand for a service which the agency chooses (indicator 35 of `spbe-2018`)."""
    return tuple(leaf for leaf in instrument.leaves if leaf.kind == "item")


def place(found: tuple[Column, ...], name: str) -> int:
    """The position of a column, from 0.

    Raises:
        StopIteration: there is no such column; that is a mistake in the program.
    """
    return next(position for position, one in enumerate(found) if one.name == name)


def letter(position: int) -> str:
    """The letter of a column counted from 0; none stands beyond Z.

    >>> letter(3)
    'D'
    """
    return chr(ord("A") + position)
