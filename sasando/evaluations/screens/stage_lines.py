"""The stages of an evaluation as its page shows them: state, seals, access, and what can be done with each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.urls import reverse

from sasando.evaluations.access import today
from sasando.evaluations.models import Seal, SealReview, Stage, StageAccess
from sasando.evaluations.screens.past import moment
from sasando.evaluations.screens.refused_act import RefusedAct
from sasando.evaluations.screens.stage_words import days_left, predicate_names
from sasando.evaluations.visible import is_contact_only, is_from_outside, may, stages_given
from sasando.instruments.queries import parsed
from sasando.organizations.queries import Staff
from sasando.ui.numbers import day, exact_decimal, shown
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class SealLine:
    """A seal in words; `reason` why it was opened again, `reviews` what the review team said."""

    id: UUID
    number: int
    at: str
    by: str
    digest: str
    index: str
    exact: str
    predicate: str
    reason: str
    reviews: tuple[str, ...]
    last: bool


@dataclass(frozen=True, slots=True)
class AccessLine:
    person: UUID
    name: str
    until: str


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage in words, with what this person may do with it now."""

    stage: Stage
    address: str
    left: str
    seals: tuple[SealLine, ...]
    access: tuple[AccessLine, ...]
    may_open: bool
    may_reopen: bool
    may_send: bool
    may_review: bool
    seen: bool
    sent: dict[str, RefusedAct]  # what was refused just now, by the act's name


def stage_lines(staff: Staff, stages: list[Stage], refused: RefusedAct | None) -> list[StageLine]:
    """The stages of an evaluation, in their order."""
    seals = {} if is_contact_only(staff) else _seals(stages)
    access = _access(stages, today(stages[0])) if may(staff, "give_access") else {}
    given = stages_given(staff, stages[0]) if is_from_outside(staff) else {one.id for one in stages}
    made = []
    for stage in stages:
        is_open, is_sealed = stage.state == Stage.State.OPEN, stage.state == Stage.State.SEALED
        earlier = [one for one in stages if one.ordinal < stage.ordinal]
        later = [one for one in stages if one.ordinal > stage.ordinal]
        ready = all(
            one.state == Stage.State.SEALED or (one.optional and one.state == Stage.State.WAITING)
            for one in earlier
        )
        made.append(
            StageLine(
                stage=stage,
                address=reverse(
                    "stage",
                    kwargs={"slug": staff.agency.slug, "evaluation": stage.evaluation_id, "code": stage.code},
                ),
                left=days_left(stage.due, today(stage)) if is_open else "",
                seals=tuple(seals.get(stage.id, ())),
                access=tuple(access.get(stage.id, ())),
                may_open=stage.state == Stage.State.WAITING
                and ready
                and all(one.state == Stage.State.WAITING for one in later)
                and not stage.evaluation.absence
                and may(staff, "open_stage"),
                may_reopen=is_sealed
                and not any(one.state == Stage.State.SEALED for one in later)
                and may(staff, "reopen"),
                may_send=is_open and may(staff, "send" if stage.ordinal == 1 else "seal"),
                may_review=is_sealed and may(staff, "review") and stage.id in given,
                seen=stage.id in given,
                sent={refused.name: refused} if refused and refused.code == stage.code else {},
            )
        )
    return made


def _seals(stages: list[Stage]) -> dict[UUID, list[SealLine]]:
    """The seals of stages, latest first. Two queries."""
    by_id = {stage.id: stage for stage in stages}
    found = (
        Seal.objects.filter(stage__in=stages)
        .select_related("by", "reopening")
        .order_by("stage_id", "-number")
    )
    reviews: dict[UUID, list[str]] = {}
    for one in SealReview.objects.filter(seal__stage__in=stages).select_related("by").order_by("at"):
        said = _("valid") if one.valid else _("tidak valid")
        reviews.setdefault(one.seal_id, []).append(
            f"{said}: {one.by.name}{'; ' + one.note if one.note else ''}"
        )
    made: dict[UUID, list[SealLine]] = {}
    for seal in found:
        held = made.setdefault(seal.stage_id, [])
        index: Fraction | None = seal.index
        held.append(
            SealLine(
                id=seal.id,
                number=seal.number,
                at=moment(seal.at, by_id[seal.stage_id]),
                by=seal.by.name,
                digest=seal.digest,
                index="" if index is None else shown(index),
                exact="" if index is None else exact_decimal(index),
                predicate=predicate_names(parsed(by_id[seal.stage_id].instrument.digest), seal.predicate),
                reason=seal.reopening.reason if hasattr(seal, "reopening") else "",
                reviews=tuple(reviews.get(seal.id, ())),
                last=not held,
            )
        )
    return made


def _access(stages: list[Stage], now: date) -> dict[UUID, list[AccessLine]]:
    made: dict[UUID, list[AccessLine]] = {}
    found = StageAccess.objects.filter(stage__in=stages, ended_at=None).select_related("user")
    for one in found:
        until = _("sampai %(day)s") if one.until >= now else _("berakhir %(day)s")
        line = AccessLine(one.user_id, one.user.name, until % {"day": day(one.until)})
        made.setdefault(one.stage_id, []).append(line)
    return made
