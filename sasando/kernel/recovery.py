"""What a worker that died left behind, put right by the next one before it begins.

Only the holder of the worker's lock may do this: then whatever is marked as running is run by nobody.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from sasando.kernel.job_progress import hand_back
from sasando.kernel.jobs import finish_job, job_kinds, run_job
from sasando.kernel.models import Job

_DIED = "proses pekerja berhenti mendadak saat mengerjakannya"


class WorkerDiedError(Exception):
    """The worker that ran the task is gone."""


def recover() -> int:
    """Begin again or end what was running; how many jobs were touched. Writes nothing where nothing was left."""
    _close_tasks()
    touched = 0
    for job in Job.objects.filter(state=Job.State.RUNNING):
        _recover(job)
        touched += 1
    return touched


def _recover(job: Job) -> None:
    kind = job_kinds().get(job.kind)
    if job.cancel:
        finish_job(job.id, Job.State.CANCELLED, {})
    elif kind is not None and job.tries < kind.starts:
        hand_back(job.id, run_job, counts_as_try=True)
    else:
        finish_job(job.id, Job.State.FAILED, {"error": _DIED})


def _close_tasks() -> None:
    """End the records of tasks that were running; one whose job had not begun yet is put back."""
    rows: Any = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    for row in rows:
        if row.task_path == run_job.module_path and _waits(row.args_kwargs["args"][0]):
            row.status = TaskResultStatus.READY
            row.save(update_fields=["status"])
        else:
            row.set_failed(WorkerDiedError(_DIED))


def _waits(job_id: str) -> bool:
    return Job.objects.filter(id=UUID(job_id), state=Job.State.WAITING).exists()
