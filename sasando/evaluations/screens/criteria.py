"""The criteria of an indicator as they were before its evaluation moved to a corrected version, beside the new."""

from __future__ import annotations

from dataclasses import dataclass

from sasando.evaluations.entered import basis_digest, criteria_digest
from sasando.evaluations.models import Answer, Judgement, Stage
from sasando.evaluations.queries import Row, Worksheet
from sasando.instruments.queries import versions_before
from sasando.scoring import model


@dataclass(frozen=True, slots=True)
class Reworded:
    """A level whose criterion differs; `before` or `after` is "" where one version has none."""

    level: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedCriteria:
    """What differs since the version on which the answer was decided, or since the last that read otherwise."""

    version: str
    levels: tuple[Reworded, ...]


def unread_criteria(stage: Stage) -> list[str]:
    """The numbers of answers whose criteria changed and that nobody decided since. One query."""
    found = Answer.objects.filter(stage=stage, criterion_changed=True).exclude(current=None)
    standing = found.exclude(current__outcome=Judgement.Outcome.WITHDRAWN).order_by("node__ordinal")
    return list(standing.values_list("node__number", flat=True))


def changed_criteria(sheet: Worksheet, row: Row) -> ChangedCriteria | None:
    """The old criteria beside the new, of an answer nobody decided since; None of any other. Two queries at most."""
    cell = row.cells.get(sheet.stage.ordinal)
    if cell is None or not cell.criterion_changed:
        return None
    older = [
        one
        for one in versions_before(sheet.stage.instrument)
        if (node := one.by_code.get(row.node.code)) and criteria_digest(node) != criteria_digest(row.node)
    ]
    if not older:
        return None
    standing = Judgement.objects.filter(answer_id=cell.id).order_by("-revision").first()
    rests_on = standing.basis_digest if standing else ""
    chosen = next(
        (one for one in older if basis_digest(one.by_code[row.node.code], cell.value) == rests_on), older[0]
    )
    return ChangedCriteria(chosen.version, _reworded(chosen.by_code[row.node.code], row.node))


def _reworded(before: model.Node, after: model.Node) -> tuple[Reworded, ...]:
    old = {one.level: one for one in before.criteria}
    new = {one.level: one for one in after.criteria}
    return tuple(
        Reworded(level, old[level].text if level in old else "", new[level].text if level in new else "")
        for level in sorted(old.keys() | new.keys())
        if (old[level].digest if level in old else "") != (new[level].digest if level in new else "")
    )
