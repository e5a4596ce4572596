"""The cells of a worksheet, read by one plain statement: building it by the ORM costs more than running it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from sasando.evaluations.models import Judgement
from sasando.evaluations.unsourced import Sourced
from sasando.kernel.reading import rows


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """The answer of one node in one stage, as a screen needs it. `value` None: none, or it does not apply.

    What is read again as it stood is the same object, so that what is made of a cell can be kept by it.
    """

    id: UUID
    node: str
    stage: int
    revision: int
    work: str
    item: str
    outcome: str
    value: Fraction | None
    fact: str
    analysis: str
    justification: str
    reason: str
    entered_by: UUID | None
    entered_by_name: str
    on_behalf_of: str
    at: datetime | None
    source_agency: str
    source_date: date | None
    source_document: str
    draft_fact: str
    draft_analysis: str
    drafted_by: UUID | None
    drafted_by_name: str
    drafted_at: datetime | None
    unit: UUID | None
    unit_name: str
    person: UUID | None
    person_name: str
    due: date | None
    criterion_changed: bool
    publication: UUID | None
    publication_title: str

    @property
    def has_draft(self) -> bool:
        return bool(self.draft_fact or self.draft_analysis)

    @property
    def sourced(self) -> Sourced:
        return Sourced(
            bool(self.source_agency),
            self.source_date is not None,
            bool(self.source_document),
            bool(self.justification),
            self.publication is not None,
        )

    @property
    def decided(self) -> bool:
        """Whether a judgement stands: a value, or that it does not apply."""
        return self.outcome in (Judgement.Outcome.VALUE, Judgement.Outcome.NOT_APPLICABLE)


# The order of the columns is that of the fields of `Cell`, with `value` as its two halves. Moments are read as text, so
# that nobody works out forty-seven of them to find that they are the same as before.
_CELLS = """
SELECT a.id, n.code, s.ordinal, a.revision, a.work_state, a.item, j.outcome, j.value_num, j.value_den,
       j.fact, j.analysis, j.justification, j.reason, j.entered_by_id, e.name, j.on_behalf_of, CAST(j.at AS text),
       j.source_agency, j.source_date, j.source_document,
       a.draft_fact, a.draft_analysis, a.drafted_by_id, d.name, CAST(a.drafted_at AS text),
       a.assigned_unit_id, u.name, a.assigned_user_id, p.name, a.due, a.criterion_changed,
       j.publication_id, r.title
FROM evaluations_answer a
JOIN evaluations_stage s ON s.id = a.stage_id
JOIN instruments_node n ON n.id = a.node_id
LEFT JOIN evaluations_judgement j ON j.id = a.current_id
LEFT JOIN results_publication r ON r.id = j.publication_id
LEFT JOIN organizations_user e ON e.id = j.entered_by_id
LEFT JOIN organizations_user d ON d.id = a.drafted_by_id
LEFT JOIN organizations_unit u ON u.id = a.assigned_unit_id
LEFT JOIN organizations_user p ON p.id = a.assigned_user_id
WHERE s.evaluation_id = %s AND s.ordinal <= %s"""


CellRow = tuple[Any, ...]  # a cell as the database gives it


def read_cells(evaluation: UUID, ordinal: int) -> tuple[CellRow, ...]:
    """The cells of an evaluation up to a stage, as they are read and in no order. One query."""
    return tuple(rows(_CELLS, [_stored(evaluation), ordinal]))


def cells_by_node(read: Iterable[CellRow]) -> dict[str, dict[int, Cell]]:
    """The cells that were read, by node code and the ordinal of their stage."""
    found: dict[str, dict[int, Cell]] = {}
    for row in read:
        cell = _cell(row)
        found.setdefault(cell.node, {})[cell.stage] = cell
    return found


@lru_cache(maxsize=1024)
def _cell(row: CellRow) -> Cell:
    fields: list[Any] = [
        UUID(row[0]) if isinstance(row[0], str) else row[0],
        *row[1:6],
        row[6] or "",
        None if row[7] is None else Fraction(row[7], row[8]),
        *(one or "" for one in row[9:13]),
        _uuid(row[13]),
        row[14] or "",
        row[15] or "",
        _moment(row[16]),
        row[17] or "",
        _day(row[18]),
        row[19] or "",
        row[20],
        row[21],
        _uuid(row[22]),
        row[23] or "",
        _moment(row[24]),
        _uuid(row[25]),
        row[26] or "",
        _uuid(row[27]),
        row[28] or "",
        _day(row[29]),
        bool(row[30]),
        _uuid(row[31]),
        row[32] or "",
    ]
    return Cell(*fields)


def _stored(identifier: UUID) -> str:
    """An id as the engine compares it: SQLite keeps 32 digits."""
    return str(identifier) if connection.features.has_native_uuid_field else identifier.hex


@lru_cache(maxsize=4096)
def _uuid(kept: UUID | str | None) -> UUID | None:
    """An id as read; a few people and units stand in many cells."""
    return UUID(kept) if isinstance(kept, str) else kept


@lru_cache(maxsize=4096)
def _moment(kept: str | None) -> datetime | None:
    """A moment as read: SQLite gives one without a zone, in UTC."""
    if kept is None:
        return None
    moment = datetime.fromisoformat(kept)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@lru_cache(maxsize=4096)
def _day(kept: date | str | None) -> date | None:
    return date.fromisoformat(kept) if isinstance(kept, str) else kept
