"""What was said of an indicator, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from sasando.discussions.queries import Said, comments_on
from sasando.evaluations.queries import Row
from sasando.evaluations.screens.indicator_page import moment
from sasando.evaluations.screens.place import Opened
from sasando.evaluations.subjects import ANSWER

MOST_OPEN = 10  # of many comments the latest stand open; those before them are folded


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment with its moment and its stage in words."""

    said: Said
    at: str
    stage: str


def remarks_of(here: Opened, row: Row) -> tuple[list[Remark], list[Remark]]:
    """What was said in all stages that the reader sees, the oldest first: what is folded, and the latest. One query."""
    stages = {stage.ordinal: stage for stage in here.stages}
    places = {cell.id: stages[ordinal] for ordinal, cell in row.cells.items() if ordinal in stages}
    found = [
        Remark(said, moment(said.at, places[said.subject]), places[said.subject].name)
        for said in comments_on(here.staff.agency, ANSWER, places)
    ]
    return found[:-MOST_OPEN], found[-MOST_OPEN:]
