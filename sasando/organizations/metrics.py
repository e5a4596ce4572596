"""What a monitor is told of agencies: how many there are here."""

from __future__ import annotations

from sasando.kernel.metric import Metric, metric
from sasando.organizations.models import Agency


def agencies() -> list[Metric]:
    """One query."""
    hosted = Agency.objects.filter(hosted=True, sample=False).count()
    return [metric("hosted_agencies", "Agencies with staff here, without samples.", hosted)]


METRICS = [agencies]
