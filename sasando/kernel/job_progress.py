"""How far a job is: written while it runs, outside any act, and seldom (DESIGN.md rules 5 and 14)."""

from __future__ import annotations

import time
from contextvars import ContextVar
from threading import Event
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django_tasks.base import Task

from sasando.kernel.guard import JOB_PROGRESS, exempted
from sasando.kernel.models import Job

SECONDS_BETWEEN_WRITES = 1.0

worker_stop: ContextVar[Event | None] = ContextVar("worker_stop", default=None)


class JobCancelledError(Exception):
    """Somebody asked the job to stop."""


class JobHandedBackError(Exception):
    """The worker is going down; the job will be begun again by the next one."""


class JobRun:
    """A job while it runs: what was asked for, and where to say how far it is.

    `done` and `total` are counts of whatever the job works through.
    """

    def __init__(self, job: Job, *, can_begin_again: bool) -> None:
        self.id: UUID = job.id
        self.scope = job.scope
        self.request: dict[str, Any] = job.request
        self.done = 0
        self.total = 0
        self._can_begin_again = can_begin_again
        self._written_at = float("-inf")

    def progress(self, done: int, total: int | None = None) -> None:
        """Say how far the job is; call it as often as you like, it writes once a second at most.

        Raises:
            JobCancelledError: the job was cancelled. Let it pass.
            JobHandedBackError: the worker is going down. Let it pass.
        """
        self.done = done
        self.total = self.total if total is None else total
        stop = worker_stop.get()
        if self._can_begin_again and stop is not None and stop.is_set():
            raise JobHandedBackError
        now = time.monotonic()
        if now - self._written_at < SECONDS_BETWEEN_WRITES:
            return
        self._written_at = now
        if self._write():
            raise JobCancelledError

    def _write(self) -> bool:
        """Write the counts; returns whether the job was cancelled. One statement."""
        with exempted(JOB_PROGRESS), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE kernel_job SET done = %s, total = %s, seen_at = %s WHERE id = %s RETURNING cancel",
                [
                    self.done,
                    self.total,
                    connection.ops.adapt_datetimefield_value(timezone.now()),
                    Job._meta.pk.get_db_prep_value(self.id, connection),
                ],
            )
            row = cursor.fetchone()
        return row is None or bool(row[0])


def begin(job_id: UUID) -> Job | None:
    """Take a waiting job into work; None where it is not waiting (any more)."""
    with exempted(JOB_PROGRESS):
        begun = Job.objects.filter(id=job_id, state=Job.State.WAITING).update(
            state=Job.State.RUNNING, tries=F("tries") + 1, seen_at=timezone.now()
        )
    return Job.objects.get(id=job_id) if begun else None


def hand_back(job_id: UUID, task: Task[Any, Any], *, counts_as_try: bool) -> None:
    """Put a running job back into the queue, to be begun again from the start."""
    with exempted(JOB_PROGRESS), transaction.atomic():
        Job.objects.filter(id=job_id, state=Job.State.RUNNING).update(
            state=Job.State.WAITING, tries=F("tries") if counts_as_try else F("tries") - 1, done=0
        )
        task.enqueue(str(job_id))
