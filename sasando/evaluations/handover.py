"""What of evaluations moves when somebody hands over their work (*serah terima*)."""

from __future__ import annotations

from sasando.evaluations.models import Answer, Stage, StageAccess
from sasando.kernel.act import Context
from sasando.organizations.handover import Handover


def indicators(_context: Context, handover: Handover) -> int:
    """Indicators that are assigned to the person in stages that are not sealed."""
    return (
        Answer.objects.filter(assigned_user=handover.giver, stage__evaluation__agency=handover.agency)
        .exclude(stage__state=Stage.State.SEALED)
        .update(assigned_user=handover.taker)
    )


def stages_from_outside(_context: Context, handover: Handover) -> int:
    """Stages that were given to the person from outside, unless the other has them already."""
    held = StageAccess.objects.filter(
        user=handover.giver, ended_at=None, stage__evaluation__agency=handover.agency
    ).exclude(stage__accesses__user=handover.taker, stage__accesses__ended_at=None)
    return held.update(user=handover.taker)


HANDOVERS = [indicators, stages_from_outside]
