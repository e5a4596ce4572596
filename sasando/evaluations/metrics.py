"""What a monitor is told of evaluations: how many are worked on."""

from __future__ import annotations

from sasando.evaluations.models import Evaluation, Stage
from sasando.kernel.metric import Metric, metric


def evaluations() -> list[Metric]:
    """One query."""
    open_ones = Stage.objects.filter(state=Stage.State.OPEN)
    worked_on = Evaluation.objects.filter(id__in=open_ones.values("evaluation"), agency__sample=False).count()
    return [metric("open_evaluations", "Evaluations with an open stage, without samples.", worked_on)]


METRICS = [evaluations]
