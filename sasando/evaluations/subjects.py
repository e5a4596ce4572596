"""What can be discussed here: the answer of an indicator in a stage, by whoever sees it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sasando.discussions.subjects import Subject
from sasando.evaluations.models import Answer, StageAccess
from sasando.evaluations.visible import is_contact_only, is_from_outside
from sasando.organizations.queries import Staff
from sasando.organizations.roles import today_in

ANSWER = "evaluations.answer"


def _readable(staff: Staff, answers: Sequence[UUID]) -> set[UUID]:
    """The answers of the person's agency that the person sees. One query."""
    found = Answer.objects.filter(id__in=list(answers), stage__evaluation__agency=staff.agency)
    if is_from_outside(staff):
        today = today_in(staff.agency.timezone)
        given = StageAccess.objects.filter(user=staff.user, ended_at=None, until__gte=today)
        found = found.filter(stage_id__in=given.values("stage_id"))
    rows = found.values_list("id", "assigned_user_id", "assigned_unit_id")
    return {
        answer
        for answer, person, unit in rows
        if not is_contact_only(staff) or person == staff.user.id or unit in staff.unit_ids
    }


SUBJECTS = [Subject(ANSWER, _readable)]
