"""What waits for nobody once an account is closed: called inside its act, so that nothing is opened here."""

from __future__ import annotations

from django.utils import timezone

from sasando.evaluations.models import Answer, Stage, StageAccess
from sasando.kernel.act import Context
from sasando.organizations.models import User


def assignments(_context: Context, user: User) -> int:
    """Take every answer of a stage that is not sealed back from the person; unit and due day stay. How many."""
    open_ones = Answer.objects.filter(assigned_user=user).exclude(stage__state=Stage.State.SEALED)
    return open_ones.update(assigned_user=None)


def accesses(_context: Context, user: User) -> int:
    """End every access to a stage that was given to the person. How many."""
    return StageAccess.objects.filter(user=user, ended_at=None).update(ended_at=timezone.now())
