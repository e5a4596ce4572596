"""What goes to somebody else with a *serah terima*: called inside its act, so that nothing is opened here."""

from __future__ import annotations

from django.utils import timezone

from sasando.evaluations.models import Answer, Stage, StageAccess
from sasando.kernel.act import Context
from sasando.organizations.handover import Handover


def answers(_context: Context, given: Handover) -> int:
    """Give the taker every answer assigned to the giver in a stage that is not sealed; due days stay. How many."""
    return (
        Answer.objects.filter(assigned_user=given.giver, stage__evaluation__agency=given.agency)
        .exclude(stage__state=Stage.State.SEALED)
        .update(assigned_user=given.taker)
    )


def returned(_context: Context, given: Handover) -> int:
    """Give the taker what was returned to the giver as its author, where nobody was asked by name. How many."""
    return (
        Answer.objects.filter(
            assigned_user=None,
            work_state=Answer.Work.RETURNED,
            current__entered_by=given.giver,
            stage__evaluation__agency=given.agency,
        )
        .exclude(stage__state=Stage.State.SEALED)
        .update(assigned_user=given.taker)
    )


def stage_accesses(_context: Context, given: Handover) -> int:
    """Give the taker every stage the giver was given from outside, until the same day. How many."""
    held = list(
        StageAccess.objects.filter(
            user=given.giver, stage__evaluation__agency=given.agency, ended_at=None
        ).select_for_update()
    )
    has = set(
        StageAccess.objects.filter(
            user=given.taker, stage__in=[one.stage_id for one in held], ended_at=None
        ).values_list("stage_id", flat=True)
    )
    StageAccess.objects.filter(id__in=[one.id for one in held]).update(ended_at=timezone.now())
    StageAccess.objects.bulk_create(
        [
            StageAccess(stage_id=one.stage_id, user=given.taker, until=one.until)
            for one in held
            if one.stage_id not in has
        ]
    )
    return len(held)
