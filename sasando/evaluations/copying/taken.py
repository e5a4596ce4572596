"""What was taken from earlier evaluations: for the history of an answer, and for taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet

from sasando.evaluations.access import SELF
from sasando.evaluations.copying.models import TakenText
from sasando.evaluations.models import Evaluation, Stage
from sasando.evaluations.queries import Row


@dataclass(frozen=True, slots=True)
class Taking:
    """What one act took, and the numbers of the indicators whose draft nobody changed since."""

    taking: UUID
    source: Evaluation
    by: str
    at: datetime
    unchanged: tuple[str, ...]


def taken_of(row: Row, inner: Sequence[Stage]) -> TakenText | None:
    """Where the draft in *mandiri* was taken from, for those who read how that stage came about. One query."""
    cell = row.cells.get(1)
    if cell is None or not any(stage.code == SELF for stage in inner):
        return None
    return _with_source().filter(answer_id=cell.id).first()


def takings_of(stage: Stage) -> list[Taking]:
    """What was taken into a stage and stands unchanged, latest first. One query."""
    rows = _with_source().filter(answer__stage=stage).order_by("-at", "taking", "answer__node_id")
    found = (_taking(list(same)) for _taking_id, same in groupby(rows, key=lambda row: row.taking))
    return [one for one in found if one.unchanged]


def taking_from(stage: Stage, source: Evaluation, asked: UUID | None) -> UUID | None:
    """The taking from an evaluation that is asked for, else the latest, where any of it stands unchanged. One query."""
    found = (one.taking for one in takings_of(stage) if one.source == source)
    return next((one for one in found if asked in (None, one)), None)


def _with_source() -> QuerySet[TakenText]:
    found = TakenText.objects.select_related("answer__node", "origin", "source__instrument", "by")
    return found.defer("source__instrument__content")


def _taking(rows: list[TakenText]) -> Taking:
    first = rows[0]
    unchanged = tuple(row.answer.node.number for row in rows if row.answer.revision == row.revision)
    return Taking(first.taking, first.source, first.by.name, first.at, unchanged)
