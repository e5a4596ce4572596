"""Which stages of an agency a stage can be compared with, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sasando.evaluations.models import Stage
from sasando.evaluations.queries import Worksheet, evaluations_of, worksheet
from sasando.evaluations.reports import explain
from sasando.evaluations.reports.facts import Contribution, Explanation
from sasando.evaluations.reports.queries import stages_given
from sasando.organizations.models import User
from sasando.scoring.change import IncompleteScoreError
from sasando.scoring.model import Instrument


@dataclass(frozen=True, slots=True)
class Compared:
    """From an earlier stage to a later one. `explanation` is None while a value is missing in one of the two.

    `leaves`: the indicators that changed, what moved the index most first; `why_incomplete` names what is missing.
    `justified`: why the values of the later one are what they are, by the code of those whose assessor said so.
    """

    before: Stage
    after: Stage
    instrument: Instrument
    explanation: Explanation | None
    leaves: tuple[Contribution, ...]
    why_incomplete: str
    justified: Mapping[str, str]


def candidates(stage: Stage, only: frozenset[UUID] | None = None) -> list[Stage]:
    """The opened stages of the agency by the same instrument that a stage can be compared with, latest first.

    Of the same evaluation only those before it. `only`: the ids of the stages that the person may see; None: all.
    Two queries.
    """
    found = []
    for evaluation in evaluations_of(stage.evaluation.agency):
        if evaluation.instrument_key != stage.evaluation.instrument_key:
            continue
        for one in sorted(evaluation.stages.all(), key=lambda one: one.ordinal, reverse=True):
            same = evaluation.id == stage.evaluation_id
            if one.opened_at is None or (same and one.ordinal >= stage.ordinal):
                continue
            if only is None or one.id in only:
                one.evaluation = evaluation
                found.append(one)
    return found


def candidates_for(user: User, stage: Stage, stages: Sequence[Stage], *, from_outside: bool) -> list[Stage]:
    """As `candidates`; for somebody from outside those given to them and those before this one. Three queries."""
    if not from_outside:
        return candidates(stage)
    earlier = {one.id for one in stages if one.ordinal < stage.ordinal}
    return candidates(stage, frozenset(stages_given(user, stage.evaluation.agency) | earlier))


def called(stage: Stage) -> str:
    """A stage as the address of a comparison names it: `<evaluation>.<code>`."""
    return f"{stage.evaluation_id}.{stage.code}"


def usual(stage: Stage, among: Sequence[Stage]) -> Stage | None:
    """What a stage is compared with unless asked otherwise: the stage before it, else the latest of an earlier year."""
    for one in among:
        if one.evaluation_id == stage.evaluation_id:
            return one
    return next((one for one in among if one.evaluation.year < stage.evaluation.year), None)


def compare(before: Stage, after: Stage, stages: Sequence[Stage], names: tuple[str, str]) -> Compared:
    """The exact explanation of the change from one stage to another. Two queries.

    Raises:
        NotComparableError: they were not measured by the same version of the instrument.
    """
    later = worksheet(after, stages)
    old, new = worksheet(before, ()).score, later.score
    why = ""
    explanation = None
    try:
        explanation = explain.changed(old, new, names)
        leaves = explanation.leaves
    except IncompleteScoreError as error:
        why = str(error)
        leaves = explain.known_changes(old, new)
    leaves = tuple(sorted(leaves, key=lambda one: abs(one.points), reverse=True))
    return Compared(before, after, new.instrument, explanation, leaves, why, _justified(later))


def _justified(sheet: Worksheet) -> dict[str, str]:
    """The justification of each value that counts at a stage, by node code."""
    counting = ((row.node.code, row.cells[row.counting.stage]) for row in sheet.rows if row.counting)
    return {code: cell.justification for code, cell in counting if cell.justification}
