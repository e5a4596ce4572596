"""Whose an answer is, and until when; who from outside may work on a stage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from sasando.evaluations.access import filling_roles, locked, open_stage, today
from sasando.evaluations.actions.scope import stage_act
from sasando.evaluations.faults import EvaluationError
from sasando.evaluations.grants import EXTERNAL, REVIEWER
from sasando.evaluations.models import Answer, Stage, StageAccess
from sasando.kernel.act import Context, NothingToDo, Outcome, nothing_more
from sasando.kernel.writing import update_many
from sasando.organizations.models import Membership, Unit, User
from sasando.ui.words import text as _


def assign(
    by: User,
    stage: Stage,
    nodes: Sequence[str],
    *,
    unit: Unit | None = None,
    person: User | None = None,
    due: date | None = None,
) -> int:
    """Give answers of an open stage to a unit, a person, or both, until a day; nobody: take them back. How many.

    `nodes` are codes of rated nodes, or of what lies above them (an aspect stands for its indicators).

    Raises:
        StageClosedError: the stage is not open.
        EvaluationError: unit or person do not belong to the agency, the person may not fill the stage in, or a code
            is unknown.
    """

    def change(context: Context) -> Outcome:
        held = open_stage(stage)
        _check_belongs(held, unit, person)
        answers = _below(held, nodes)
        for answer in answers:
            answer.assigned_unit, answer.assigned_user, answer.due = unit, person, due
        update_many(answers, ("assigned_unit", "assigned_user", "due"))
        context.record(
            f"stage:{held.id}",
            {
                "nodes": [answer.node.code for answer in answers],
                "unit": unit.code if unit else "",
                "person": str(person.id) if person else "",
                "due": due.isoformat() if due else "",
            },
        )
        return {"assigned": len(answers)}

    request: dict[str, Any] = {
        "nodes": list(nodes),
        "unit": str(unit.id) if unit else "",
        "person": str(person.id) if person else "",
        "due": due.isoformat() if due else "",
    }
    return int(stage_act(by, stage, "assign", request, change)["assigned"])


def _check_belongs(stage: Stage, unit: Unit | None, person: User | None) -> None:
    agency = stage.evaluation.agency_id
    if unit is not None and unit.agency_id != agency:
        raise EvaluationError(
            _("%(name)s bukan kantor instansi ini; pilih dari daftarnya") % {"name": unit.name}
        )
    if person is None:
        return
    roles = set(_serving(stage, person).values_list("role", flat=True))
    if not roles:
        raise EvaluationError(
            _("%(name)s tidak berperan di instansi ini; undang lebih dahulu") % {"name": person.name}
        )
    if not roles & filling_roles(stage):
        raise EvaluationError(
            _("%(name)s tidak dapat mengisi %(stage)s; pilih dari daftarnya, atau beri dahulu perannya")
            % {"name": person.name, "stage": stage.name}
        )


def _serving(stage: Stage, person: User) -> QuerySet[Membership]:
    """The roles of somebody in the stage's agency that are not over; one that begins some day counts."""
    not_over = Q(valid_to=None) | Q(valid_to__gte=today(stage))
    return Membership.objects.filter(
        not_over, user=person, user__is_active=True, agency_id=stage.evaluation.agency_id
    )


def _below(stage: Stage, codes: Sequence[str]) -> list[Answer]:
    """The answers at or below nodes, in the instrument's order."""
    answers = list(
        Answer.objects.select_for_update(of=("self",))
        .select_related("node__parent__parent__parent")
        .filter(stage=stage)
        .order_by("node__ordinal")
    )
    wanted = set(codes)
    found = [answer for answer in answers if wanted & _line(answer)]
    known = set().union(*map(_line, answers)) if answers else set()
    if unknown := wanted - known:
        raise EvaluationError(_("tidak ada %(codes)s pada tahap ini") % {"codes": ", ".join(sorted(unknown))})
    return found


def _line(answer: Answer) -> set[str]:
    """The codes of a node and of all above it."""
    codes, node = set(), answer.node
    while node is not None:
        codes.add(node.code)
        node = node.parent  # type: ignore[assignment]
    return codes


class AccessChange(StrEnum):
    """What became of somebody's access to a stage that was given."""

    GIVEN = "given"
    PROLONGED = "prolonged"
    SHORTENED = "shortened"


def give_access(
    by: User,
    stage: Stage,
    person: User,
    until: date,
    *,
    then: Callable[[Context, AccessChange], None] = nothing_more,
) -> None:
    """Let somebody from outside (external assessor, review team) work on a stage until a day, included; `then` is told
    what has changed.

    Raises:
        EvaluationError: the person has no such role here, or the day has passed.
    """

    def change(context: Context) -> Outcome:
        held = locked(stage)
        roles = (EXTERNAL, REVIEWER)
        if not _serving(held, person).filter(role__in=roles).exists():
            raise EvaluationError(
                _("%(name)s bukan asesor eksternal atau tim reviu instansi ini; beri perannya dahulu")
                % {"name": person.name}
            )
        if until < today(held):
            raise EvaluationError(_("hari terakhir sudah lewat; pilih hari ini atau sesudahnya"))
        standing = StageAccess.objects.filter(stage=held, user=person, ended_at=None)
        done = _change_of(standing.first(), until, today(held))
        if done is None:
            raise NothingToDo({})
        standing.update(ended_at=timezone.now())
        StageAccess.objects.create(stage=held, user=person, until=until)
        context.record(f"stage:{held.id}", {"person": str(person.id), "until": until.isoformat()})
        then(context, done)
        return {}

    request = {"person": str(person.id), "until": until.isoformat()}
    stage_act(by, stage, "give_access", request, change)


def _change_of(standing: StageAccess | None, until: date, today: date) -> AccessChange | None:
    if standing is None or standing.until < today:
        return AccessChange.GIVEN
    if standing.until == until:
        return None
    return AccessChange.PROLONGED if standing.until < until else AccessChange.SHORTENED


def end_access(
    by: User, stage: Stage, person: User, *, then: Callable[[Context], None] = nothing_more
) -> None:
    """Take a stage back from somebody from outside; `then` is called where the access had not run out."""

    def change(context: Context) -> Outcome:
        held = locked(stage)
        standing = StageAccess.objects.filter(stage=held, user=person, ended_at=None)
        ended = standing.filter(until__gte=today(held)).exists()
        if not standing.update(ended_at=timezone.now()):
            raise NothingToDo({})
        context.record(f"stage:{held.id}", {"person": str(person.id)})
        if ended:
            then(context)
        return {}

    stage_act(by, stage, "end_access", {"person": str(person.id)}, change)
