"""What falls due in evaluations."""

from __future__ import annotations

from datetime import datetime

from sasando.evaluations.reports.making import FILES
from sasando.evaluations.workbook import held
from sasando.kernel.tick import Tick


def _due(now: datetime) -> bool:
    return bool(FILES.outdated(now.timestamp()))


def _run(now: datetime) -> None:
    FILES.forget(now.timestamp())


TICKS = [
    Tick("evaluations.forget_made_reports", due=_due, run=_run),
    Tick(
        "evaluations.forget_uploaded_workbooks",
        due=lambda now: bool(held.outdated(now.timestamp())),
        run=lambda now: held.forget(now.timestamp()),
    ),
]
