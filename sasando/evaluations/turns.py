"""Whose turn it is once the work of a stage is done: who sends or seals it, and who may open the next one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Any
from uuid import UUID

from sasando.evaluations.access import SELF
from sasando.evaluations.effective import Decided, effective, values
from sasando.evaluations.grants import COORDINATOR, RESPONSIBLE
from sasando.evaluations.models import Answer, Evaluation, Judgement, Stage
from sasando.evaluations.unsourced import Sourced, asks_sources, unsourced
from sasando.instruments.queries import parsed
from sasando.organizations.models import Membership
from sasando.scoring.score import score


@dataclass(frozen=True, slots=True)
class Turn:
    """A stage that waits for one deed of this person: "send", "seal", "open", or "schedule" before it is opened."""

    stage: Stage
    deed: str


def turns(held: Sequence[Membership]) -> list[Turn]:
    """The turns of a person with these memberships. Two queries at most, whatever the number of evaluations."""
    sending = {one.agency_id for one in held if one.role == RESPONSIBLE}
    leading = {one.agency_id for one in held if one.role == COORDINATOR}
    if not sending | leading:
        return []
    all_stages = (
        Stage.objects.filter(evaluation__agency_id__in=sending | leading, evaluation__absence="")
        .select_related("evaluation__agency", "instrument")
        .defer("instrument__content")
        .order_by("evaluation__agency_id", "-evaluation__year", "evaluation_id", "ordinal")
    )
    done: list[Stage] = []
    found: list[Turn] = []
    for _evaluation, group in groupby(all_stages, key=lambda one: one.evaluation_id):
        stages = list(group)
        agency = stages[0].evaluation.agency_id
        done += [
            one
            for one in stages
            if one.state == Stage.State.OPEN and agency in (sending if one.code == SELF else leading)
        ]
        if agency in leading:
            found += _next(stages)
    return _complete(done) + found


def _next(stages: Sequence[Stage]) -> list[Turn]:
    """The stage that may be opened now that all before it are sealed, if it has a day or a letter.

    Without either an official evaluation waits for them first; a simulation, and a stage that may be left out, for
    nothing.
    """
    sealed = [one for one in stages if one.state == Stage.State.SEALED]
    later = [one for one in stages if sealed and one.ordinal > sealed[-1].ordinal]
    if not later or any(one.state != Stage.State.WAITING for one in later):
        return []
    until = next((place for place, one in enumerate(later) if not one.optional), len(later) - 1)
    if planned := [one for one in later[: until + 1] if one.due or one.letter]:
        return [Turn(planned[0], "open")]
    official = later[0].evaluation.kind == Evaluation.Kind.OFFICIAL
    return [Turn(later[0], "schedule")] if official and not later[0].optional else []


@dataclass(frozen=True, slots=True)
class _Filled:
    stage: int
    code: str
    work: str
    outcome: str
    value: Fraction | None
    explained: bool
    drafted: bool
    sourced: Sourced

    @property
    def decided(self) -> bool:
        return self.outcome in (Judgement.Outcome.VALUE, Judgement.Outcome.NOT_APPLICABLE)


def _complete(stages: Sequence[Stage]) -> list[Turn]:
    """Those of the open stages that nothing keeps from being sealed (`actions.sealing.gaps_of`). One query at most."""
    if not stages:
        return []
    held = _filled({one.evaluation_id for one in stages})
    return [
        Turn(one, "send" if one.code == SELF else "seal")
        for one in stages
        if _is_complete(one, held.get(one.evaluation_id, []))
    ]


def _filled(evaluations: Iterable[UUID]) -> dict[UUID, list[_Filled]]:
    found: dict[UUID, list[_Filled]] = {}
    rows = Answer.objects.filter(stage__evaluation_id__in=evaluations).values_list(
        "stage__evaluation_id", "stage__ordinal", "node__code", "work_state", "current__outcome",
        "current__value_num", "current__value_den", "current__fact", "draft_fact", "draft_analysis",
        "current__source_agency", "current__source_date", "current__source_document", "current__justification",
        "current__publication",
    )  # fmt: skip
    for row in rows:
        found.setdefault(row[0], []).append(_one(row[1:]))
    return found


def _one(row: Sequence[Any]) -> _Filled:
    ordinal, code, work, outcome, num, den, fact, draft_fact, draft_analysis, *source = row
    value = None if num is None else Fraction(num, den)
    drafted = bool(draft_fact or draft_analysis)
    return _Filled(
        ordinal, code, work, outcome or "", value, bool(fact), drafted, Sourced(*map(bool, source))
    )


def _is_complete(stage: Stage, held: Sequence[_Filled]) -> bool:
    """A later stage begins with the values of the one before: it is complete once something was decided in it."""
    own = [one for one in held if one.stage == stage.ordinal]
    if any(one.drafted for one in own) or not any(one.decided for one in own):
        return False
    valued = [one for one in own if one.value is not None]
    official_self = stage.code == SELF and stage.evaluation.kind == Evaluation.Kind.OFFICIAL
    if official_self and not all(one.explained and one.work == Answer.Work.VERIFIED for one in valued):
        return False
    instrument = parsed(stage.instrument.digest)
    if asks_sources(stage) and unsourced(instrument, stage, {one.code: one.sourced for one in valued}):
        return False
    rated = {leaf.code for leaf in instrument.leaves}
    counting = effective(
        (Decided(one.code, one.stage, one.value) for one in held if one.decided and one.code in rated),
        stage.ordinal,
    )
    return not score(instrument, values(counting)).missing
