"""Which answers are late: still to be done though their day, or the stage's, has passed."""

from __future__ import annotations

from datetime import date

from sasando.evaluations.cells import Cell
from sasando.evaluations.models import Answer, Stage

_TO_DO = (Answer.Work.EMPTY, Answer.Work.DRAFT, Answer.Work.RETURNED)


def is_to_do(cell: Cell) -> bool:
    """Whether an answer waits to be filled in, or to be mended."""
    return cell.work in _TO_DO


def late_since(cell: Cell, stage: Stage, today: date) -> date | None:
    """The day (its own, else the stage's) by which an answer should have been done; None where it is not late.

    In a stage that is not open nothing is.
    """
    due = cell.due or stage.due
    late = due is not None and due < today and is_to_do(cell) and stage.state == Stage.State.OPEN
    return due if late else None
