"""What goes to somebody else with a *serah terima*: called inside its act, so that nothing is opened here."""

from __future__ import annotations

from django.utils import timezone

from sasando.evaluations.models import StageAccess
from sasando.evaluations.open_work import open_answers, returned_answers, standing_accesses
from sasando.kernel.act import Context
from sasando.organizations.handover import Handover


def answers(_context: Context, given: Handover) -> int:
    """Give the taker every answer assigned to the giver in a stage that is not sealed; due days stay. How many."""
    held = open_answers(given.agency).filter(assigned_user=given.giver)
    return held.update(assigned_user=given.taker)


def returned(_context: Context, given: Handover) -> int:
    """Give the taker what was returned to the giver as its author, where nobody was asked by name. How many."""
    held = returned_answers(given.agency).filter(current__entered_by=given.giver)
    return held.update(assigned_user=given.taker)


def stage_accesses(_context: Context, given: Handover) -> int:
    """Give the taker every stage the giver was given from outside, until the same day. How many."""
    held = list(standing_accesses(given.agency).filter(user=given.giver).select_for_update())
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
