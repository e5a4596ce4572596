"""One evaluation: its stages with days and seals, what can be done with them, and the general questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from sasando.evaluations.access import SELF
from sasando.evaluations.actions.discarding import is_written_in
from sasando.evaluations.grants import EXTERNAL, REVIEWER
from sasando.evaluations.models import Disclosure, Evaluation, GeneralAnswer, Stage
from sasando.evaluations.screens.entry_form import mark_of
from sasando.evaluations.screens.refused_act import RefusedAct, RefusedAnswer
from sasando.evaluations.screens.stage_lines import SealLine, StageLine, stage_lines
from sasando.evaluations.screens.stage_words import evaluation_name
from sasando.evaluations.visible import is_contact_only, may
from sasando.instruments.queries import instrument_row, parsed
from sasando.organizations.desk import desk_page
from sasando.organizations.models import Membership, User
from sasando.organizations.people import person_of
from sasando.organizations.queries import Staff, staff_of
from sasando.organizations.roles import today_in
from sasando.ui.words import in_one_language


@dataclass(frozen=True, slots=True)
class Question:
    """A general question; `refused` where what was typed just now was not saved."""

    ordinal: int
    text: str
    answer: str
    revision: int
    refused: RefusedAnswer | None

    @property
    def mark(self) -> str:
        """Of the answer as it was shown, see `mark_of`."""
        return mark_of(self.answer)


@require_safe
@in_one_language
def evaluation(request: HttpRequest, slug: str, evaluation: UUID) -> HttpResponse:
    """`/k/<agency>/evaluasi/<id>/`."""
    staff = staff_of(person_of(request), slug)
    return evaluation_page(request, staff, evaluation_of(staff, evaluation))


def evaluation_page(
    request: HttpRequest, staff: Staff, held: Evaluation, refused: RefusedAct | None = None
) -> HttpResponse:
    """The page of an evaluation, with what was refused just now.

    Raises:
        Http404: the person sees none of its stages.
    """
    stages = list(held.stages.select_related("evaluation__agency", "instrument").order_by("ordinal"))
    lines = stage_lines(staff, stages, refused)
    if not any(line.seen for line in lines):
        raise Http404(str(held.id))
    instrument = parsed(held.instrument.digest)
    disclosure = standing_disclosure(held)
    context: dict[str, Any] = {
        "evaluation": held,
        "name": evaluation_name(held, instrument.short_name),
        "instrument": instrument,
        "lines": lines,
        "questions": []
        if is_contact_only(staff)
        else _questions(held, instrument.general_questions, refused),
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
        "base": reverse("evaluation", kwargs={"slug": staff.agency.slug, "evaluation": held.id}),
        "refused": refused,
        "sent": {refused.name: refused} if refused and not refused.code else {},
    }
    if refused and not _form_stands(refused, context):
        context["formless"] = refused.written or [""]
    status = refused.status if refused else HTTPStatus.OK
    return desk_page(request, "evaluations/evaluation.html", staff, context, status=status)


def _form_stands(refused: RefusedAct, context: Mapping[str, Any]) -> bool:
    """Whether the page still has the form that was sent: then what was typed stands in its boxes."""
    can, line = context["can"], next((one for one in context["lines"] if refused.name in one.sent), None)
    stands = {
        "pertanyaan": context["questions"] and context["question_stage"] and can["answer_general"],
        "tidak-mengikuti": can["record_absence"] and not context["sealed_any"],
        "umumkan-terbaru": can["disclose"] and context["newer_seal"],
    }
    if line and line.seen:
        stands |= {
            "jadwal": can["schedule"],
            "akses": context["outsiders"] and (line.stage.code != SELF or line.access),
            "reviu": line.may_review,
            "buka-kembali": line.may_reopen,
            "umumkan": can["disclose"] and line.stage.state == Stage.State.SEALED and line.seals,
        }
    return bool(stands.get(refused.act))


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


def _questions(held: Evaluation, questions: tuple[str, ...], refused: RefusedAct | None) -> list[Question]:
    kept = refused.answers if refused else {}
    rows = {one.ordinal: one for one in GeneralAnswer.objects.filter(evaluation=held)}
    return [
        Question(
            ordinal,
            text,
            rows[ordinal].text if ordinal in rows else "",
            rows[ordinal].revision if ordinal in rows else 0,
            kept.get(ordinal),
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
