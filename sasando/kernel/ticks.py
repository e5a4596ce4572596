"""What falls due in the kernel itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django_tasks_db.models import DBTaskResult

from sasando.kernel.kept_answers import forget_old_answers, old_answers
from sasando.kernel.tick import Tick

TASK_RECORDS_KEPT = timedelta(days=30)


def _old_records(now: datetime) -> Any:
    finished: Any = DBTaskResult.objects.finished()
    return finished.filter(finished_at__lt=now - TASK_RECORDS_KEPT)


TICKS = [
    Tick(
        "kernel.forget_old_task_records",
        due=lambda now: bool(_old_records(now).exists()),
        run=lambda now: _old_records(now).delete(),
    ),
    Tick(
        "kernel.forget_old_answers",
        due=lambda now: old_answers(now).exists(),
        run=forget_old_answers,
    ),
]
