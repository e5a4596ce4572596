"""What waits for a person in the evaluations, as lines of "Tugas saya"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from sasando.evaluations.grants import ASSESSOR, EXTERNAL, REVIEWER, ROLES
from sasando.evaluations.models import Answer, Evaluation, SealReview, Stage, StageAccess
from sasando.evaluations.screens.stage_words import days_left, name_of
from sasando.evaluations.turns import Turn, turns
from sasando.organizations.desk import WaitingLine
from sasando.organizations.models import Membership, User
from sasando.organizations.roles import today_in
from sasando.ui.words import text as _

_LONG = timedelta(days=366)  # access that ends later presses nobody


def waiting(user: User, held: Sequence[Membership]) -> list[WaitingLine]:
    """What is to be begun, filled in, verified, judged from outside, sent, sealed and opened. Six queries at most."""
    return [
        *_to_begin(held),
        *_assigned(user, held),
        *_to_verify(held),
        *_given(user, held),
        *(_turn(one) for one in turns(held)),
    ]


def _to_begin(held: Sequence[Membership]) -> list[WaitingLine]:
    """For those who open evaluations: that their agency has none yet."""
    agencies = {one.agency_id: one.agency for one in held if one.role in ROLES["open"]}
    if not agencies:
        return []
    begun = set(
        Evaluation.objects.filter(agency_id__in=agencies).values_list("agency_id", flat=True).distinct()
    )
    return [
        WaitingLine(one.name, _("Buka evaluasi pertama"), reverse("evaluations", kwargs={"slug": one.slug}))
        for one in agencies.values()
        if one.id not in begun
    ]


def _open_answers(held: Sequence[Membership]) -> list[Answer]:
    agencies = {one.agency_id for one in held}
    return list(
        Answer.objects.filter(
            stage__state=Stage.State.OPEN,
            stage__evaluation__agency_id__in=agencies,
            stage__evaluation__absence="",
        )
        .filter(~Q(assigned_user=None) | ~Q(assigned_unit=None) | Q(work_state=Answer.Work.RETURNED))
        .exclude(work_state__in=(Answer.Work.FILLED, Answer.Work.VERIFIED))
        .select_related("stage__evaluation__agency", "stage__instrument", "current")
        .defer("stage__instrument__content", "current__fact", "current__analysis", "current__justification")
        .order_by("due", "node_id")
    )


def _assigned(user: User, held: Sequence[Membership]) -> list[WaitingLine]:
    """What is to be filled in, by stage: assigned to the person or their unit, or returned to its author."""
    units = {one.unit_id for one in held if one.unit_id}
    by_stage: dict[Stage, list[Answer]] = {}
    for answer in _open_answers(held):
        if (
            answer.assigned_user_id == user.id
            or (answer.assigned_unit_id and answer.assigned_unit_id in units)
            or _is_back(answer, user)
        ):
            by_stage.setdefault(answer.stage, []).append(answer)
    lines = []
    for stage, answers in by_stage.items():
        days = [answer.due for answer in answers if answer.due]
        due = min(days) if days else stage.due
        today = today_in(stage.evaluation.agency.timezone)
        back = sum(answer.work_state == Answer.Work.RETURNED for answer in answers)
        sentence = _("%(name)s: isi %(count)s indikator") % {"name": name_of(stage), "count": len(answers)}
        if back:
            sentence += _(", %(count)s dikembalikan") % {"count": back}
        lines.append(
            WaitingLine(
                stage.evaluation.agency.name,
                sentence,
                f"{_address(stage)}?saring=saya",
                days_left(due, today),
                late=due is not None and due < today,
            )
        )
    return lines


def _is_back(answer: Answer, user: User) -> bool:
    """Whether an answer was returned to this person as its author, nobody else being asked by name."""
    return (
        answer.work_state == Answer.Work.RETURNED
        and answer.assigned_user_id is None
        and answer.current is not None
        and answer.current.entered_by_id == user.id
    )


def _to_verify(held: Sequence[Membership]) -> list[WaitingLine]:
    """For internal assessors: how many answers wait for verification, by stage."""
    agencies = {one.agency_id for one in held if one.role == ASSESSOR}
    if not agencies:
        return []
    found = (
        Answer.objects.filter(
            stage__state=Stage.State.OPEN,
            stage__code="mandiri",
            stage__evaluation__agency_id__in=agencies,
            stage__evaluation__kind=Evaluation.Kind.OFFICIAL,
            stage__evaluation__absence="",
            work_state=Answer.Work.FILLED,
        )
        .select_related("stage__evaluation__agency", "stage__instrument")
        .defer("stage__instrument__content")
    )
    counts = Counter(answer.stage for answer in found)
    return [
        WaitingLine(
            stage.evaluation.agency.name,
            _("%(name)s: verifikasi %(count)s isian") % {"name": name_of(stage), "count": count},
            f"{_address(stage)}?saring=verifikasi",
            days_left(stage.due, today_in(stage.evaluation.agency.timezone)),
        )
        for stage, count in counts.items()
    ]


def _given(user: User, held: Sequence[Membership]) -> list[WaitingLine]:
    """Stages given from outside: an open one to be judged, a sealed one that no review team has spoken of yet."""
    roles = {(one.agency_id, one.role) for one in held}
    spoken = SealReview.objects.filter(seal__stage=OuterRef("stage"), seal__reopening=None)
    found = (
        StageAccess.objects.filter(
            user=user, ended_at=None, stage__evaluation__agency_id__in={agency for agency, _role in roles}
        )
        .exclude(stage__state=Stage.State.WAITING)
        .exclude(Exists(spoken), stage__state=Stage.State.SEALED)
        .select_related("stage__evaluation__agency", "stage__instrument")
        .defer("stage__instrument__content")
    )
    lines = []
    for one in found:
        evaluation = one.stage.evaluation
        today = today_in(evaluation.agency.timezone)
        sealed = one.stage.state == Stage.State.SEALED
        if one.until < today or (evaluation.agency_id, REVIEWER if sealed else EXTERNAL) not in roles:
            continue
        due = one.until if one.until - today < _LONG else None
        sentence = (
            _("%(name)s: %(stage)s menunggu putusan reviu Anda")
            if sealed
            else _("%(name)s: %(stage)s menunggu penilaian Anda")
        )
        said = sentence % {"name": name_of(one.stage), "stage": one.stage.name}
        address = _evaluation_address(evaluation) if sealed else _address(one.stage)
        lines.append(WaitingLine(evaluation.agency.name, said, address, days_left(due, today)))
    return lines


def _turn(turn: Turn) -> WaitingLine:
    """A stage that waits for one deed: sending, sealing, opening."""
    stage, evaluation = turn.stage, turn.stage.evaluation
    sentence = {
        "send": _("%(name)s: %(stage)s lengkap, siap Anda kirim"),
        "seal": _("%(name)s: %(stage)s lengkap, siap disegel"),
        "open": _("%(name)s: %(stage)s dapat dibuka, tahap sebelumnya sudah disegel"),
        "schedule": _("%(name)s: catat jadwal %(stage)s, tahap sebelumnya sudah disegel"),
    }[turn.deed]
    if turn.deed == "send" and evaluation.kind == Evaluation.Kind.OFFICIAL:
        sentence = _("%(name)s: %(stage)s lengkap dan diverifikasi, siap Anda kirim")
    today = today_in(evaluation.agency.timezone)
    done = turn.deed in ("send", "seal")
    return WaitingLine(
        evaluation.agency.name,
        sentence % {"name": name_of(stage), "stage": stage.name},
        _address(stage, "send") if done else _evaluation_address(evaluation),
        days_left(stage.due, today),
        late=stage.due is not None and stage.due < today,
    )


def _address(stage: Stage, page: str = "stage") -> str:
    place = {
        "slug": stage.evaluation.agency.slug,
        "evaluation": stage.evaluation_id,
        "code": stage.code,
    }
    return reverse(page, kwargs=place)


def _evaluation_address(evaluation: Evaluation) -> str:
    return reverse("evaluation", kwargs={"slug": evaluation.agency.slug, "evaluation": evaluation.id})
