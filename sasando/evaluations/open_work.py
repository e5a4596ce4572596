"""Open work of an agency that one person has to do, and how much of it each holds."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from sasando.evaluations.models import Answer, Stage, StageAccess
from sasando.organizations.models import Agency
from sasando.organizations.roles import today_in


def open_answers(agency: Agency) -> QuerySet[Answer]:
    """Answers of stages that are not sealed."""
    return Answer.objects.filter(stage__evaluation__agency=agency).exclude(stage__state=Stage.State.SEALED)


def returned_answers(agency: Agency) -> QuerySet[Answer]:
    """Those that were returned to their author, where nobody was asked by name."""
    return open_answers(agency).filter(assigned_user=None, work_state=Answer.Work.RETURNED)


def standing_accesses(agency: Agency) -> QuerySet[StageAccess]:
    """Stages given to people from outside and not taken back."""
    return StageAccess.objects.filter(stage__evaluation__agency=agency, ended_at=None)


def answers(agency: Agency) -> dict[UUID, int]:
    """How many answers each person is to fill in. One query."""
    return _by_person(open_answers(agency), "assigned_user")


def returned(agency: Agency) -> dict[UUID, int]:
    """How many were returned to each as their author. One query."""
    return _by_person(returned_answers(agency), "current__entered_by")


def stage_accesses(agency: Agency) -> dict[UUID, int]:
    """How many stages were given to each until today or later. One query."""
    return _by_person(standing_accesses(agency).filter(until__gte=today_in(agency.timezone)), "user")


def _by_person(found: QuerySet[Any], person: str) -> dict[UUID, int]:
    counted = found.exclude(**{person: None}).order_by().values_list(person).annotate(Count("id"))
    return dict(counted)
