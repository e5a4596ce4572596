"""One evaluation: its stages with days and seals, what can be done with them, and the general questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from sasando.evaluations.access import today
from sasando.evaluations.actions.discarding import is_written_in
from sasando.evaluations.grants import EXTERNAL, REVIEWER
from sasando.evaluations.models import (
    Disclosure,
    Evaluation,
    GeneralAnswer,
    Seal,
    SealReview,
    Stage,
    StageAccess,
)
from sasando.evaluations.screens.entry_form import mark_of
from sasando.evaluations.screens.past import moment
from sasando.evaluations.screens.stage_words import days_left, evaluation_name, predicate_names
from sasando.evaluations.visible import is_contact_only, is_from_outside, may, stages_given
from sasando.instruments.queries import instrument_row, parsed
from sasando.organizations.desk import desk_page
from sasando.organizations.models import Membership, User
from sasando.organizations.people import person_of
from sasando.organizations.queries import Staff, staff_of
from sasando.organizations.roles import today_in
from sasando.ui.numbers import day, exact_decimal, shown
from sasando.ui.words import in_one_language
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


@dataclass(frozen=True, slots=True)
class Question:
    ordinal: int
    text: str
    answer: str
    revision: int

    @property
    def mark(self) -> str:
        """Of the answer as it was shown, see `mark_of`."""
        return mark_of(self.answer)


@require_safe
@in_one_language
def evaluation(request: HttpRequest, slug: str, evaluation: UUID) -> HttpResponse:
    """`/k/<agency>/evaluasi/<id>/`."""
    staff = staff_of(person_of(request), slug)
    held = evaluation_of(staff, evaluation)
    stages = list(held.stages.select_related("evaluation__agency", "instrument").order_by("ordinal"))
    lines = _lines(staff, stages)
    if not any(line.seen for line in lines):
        raise Http404(str(evaluation))
    instrument = parsed(held.instrument.digest)
    disclosure = standing_disclosure(held)
    context = {
        "evaluation": held,
        "name": evaluation_name(held, instrument.short_name),
        "instrument": instrument,
        "lines": lines,
        "questions": [] if is_contact_only(staff) else _questions(held, instrument.general_questions),
        "question_stage": next((one for one in stages if one.state == Stage.State.OPEN), None),
        "can": {
            name: may(staff, name)
            for name in ("schedule", "answer_general", "record_absence", "disclose", "move", "give_access")
        },
        "may_discard": may(staff, "discard") and not held.absence and not is_written_in(held),
        "outsiders": _outsiders(staff) if may(staff, "give_access") else [],
        "disclosure": disclosure,
        "newer_seal": _newer_seal(disclosure, lines),
        "depths": Disclosure.Depth.choices,
        "disclosable": _disclosable(lines),
        "newer": instrument_row(held.instrument_key).id != held.instrument_id,
        "sealed_any": any(one.state == Stage.State.SEALED for one in stages),
        "base": request.path,
    }
    return desk_page(request, "evaluations/evaluation.html", staff, context)


def evaluation_of(staff: Staff, evaluation: UUID) -> Evaluation:
    """An evaluation of the person's agency.

    Raises:
        Http404: there is none.
    """
    found = Evaluation.objects.select_related("agency", "instrument").defer("instrument__content")
    held = found.filter(id=evaluation, agency=staff.agency).first()
    if held is None:
        raise Http404(str(evaluation))
    return held


def standing_disclosure(held: Evaluation) -> Disclosure | None:
    """What is public of an evaluation now."""
    found = Disclosure.objects.filter(evaluation=held, withdrawn_at=None)
    return found.select_related("seal__stage__evaluation__agency", "seal__reopening").first()


def _newer_seal(disclosure: Disclosure | None, lines: list[StageLine]) -> SealLine | None:
    """The seal that could stand in the place of the public one: the last of its stage, while that is sealed."""
    if disclosure is None:
        return None
    of = next(line for line in lines if line.stage.id == disclosure.seal.stage_id)
    is_newer = of.stage.state == Stage.State.SEALED and of.seals and of.seals[0].id != disclosure.seal_id
    return of.seals[0] if is_newer else None


def _lines(staff: Staff, stages: list[Stage]) -> list[StageLine]:
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


def _questions(held: Evaluation, questions: tuple[str, ...]) -> list[Question]:
    rows = {one.ordinal: one for one in GeneralAnswer.objects.filter(evaluation=held)}
    return [
        Question(
            ordinal,
            text,
            rows[ordinal].text if ordinal in rows else "",
            rows[ordinal].revision if ordinal in rows else 0,
        )
        for ordinal, text in enumerate(questions, start=1)
    ]


def _outsiders(staff: Staff) -> list[User]:
    serving = Q(valid_to=None) | Q(valid_to__gte=today_in(staff.agency.timezone))
    found = Membership.objects.filter(serving, agency=staff.agency, role__in=(EXTERNAL, REVIEWER))
    people = {one.user for one in found.select_related("user") if one.user.is_active}
    return sorted(people, key=lambda user: user.name)


def _disclosable(lines: list[StageLine]) -> list[tuple[UUID, str]]:
    """The last seals of sealed stages: what may be made public."""
    return [
        (seal.id, f"{line.stage.name}: {seal.index}")
        for line in lines
        if line.stage.state == Stage.State.SEALED
        for seal in line.seals
        if seal.last and seal.index
    ]
