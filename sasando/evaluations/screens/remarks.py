"""What was said of an indicator, as its page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sasando.discussions.queries import Said, comments_on
from sasando.evaluations.models import Stage
from sasando.evaluations.queries import Row
from sasando.evaluations.screens.past import moment
from sasando.evaluations.subjects import ANSWER
from sasando.organizations.models import Agency

MOST_OPEN = 10  # of many comments the latest stand open; those before them are folded


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment with its moment and its stage in words."""

    said: Said
    at: str
    stage: str


def remarks_of(agency: Agency, row: Row, inner: Sequence[Stage]) -> tuple[list[Remark], list[Remark]]:
    """What was said in the stages that the reader sees into (`visible.inner_stages`), the oldest first: what is folded,
    and the latest. One query.
    """
    stages = {stage.ordinal: stage for stage in inner}
    places = {cell.id: stages[ordinal] for ordinal, cell in row.cells.items() if ordinal in stages}
    found = [
        Remark(said, moment(said.at, places[said.subject]), places[said.subject].name)
        for said in comments_on(agency, ANSWER, places)
    ]
    return found[:-MOST_OPEN], found[-MOST_OPEN:]
