"""The worker: one process that runs jobs and looks once a minute at what falls due.

The loop is our own since the one of django-tasks-db opens a write transaction each time it looks, which on
SQLite keeps every writer waiting. While there is nothing to do this one only reads.
"""

from __future__ import annotations

import logging
import time
from threading import Event
from typing import Any
from uuid import uuid4

from django.db import DatabaseError, InterfaceError, close_old_connections, connection, transaction
from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from sasando.kernel.job_progress import worker_stop
from sasando.kernel.recovery import recover
from sasando.kernel.tick import tick
from sasando.kernel.worker_lock import worker_lock

logger = logging.getLogger("sasando.worker")
SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_BETWEEN_TICKS = 60.0


def run_worker(stop: Event, *, interval: float = SECONDS_BETWEEN_LOOKS, until_idle: bool = False) -> int:
    """Run tasks until `stop` is set, or with `until_idle` until none is ready; how many were run.

    When `stop` is set while a job runs, the job is handed back where it may be begun again, else finished.

    Raises:
        WorkerRunningError: another worker is at work.
    """
    mark = worker_stop.set(stop)
    try:
        with worker_lock() as lock:
            recover()
            return _loop(stop, interval, until_idle, lock.still_held)
    finally:
        worker_stop.reset(mark)


def _loop(stop: Event, interval: float, until_idle: bool, still_ours: Any) -> int:
    runner = _runner()
    ran = 0
    next_tick = time.monotonic()
    while not stop.is_set():
        close_old_connections()
        found = False
        try:
            if still_ours():
                if time.monotonic() >= next_tick:
                    next_tick = time.monotonic() + SECONDS_BETWEEN_TICKS
                    tick(timezone.now())
                found = _run_next(runner)
        except (DatabaseError, InterfaceError):
            logger.exception("the database did not answer; trying again")
            connection.close()
        ran += found
        if until_idle and not found:
            break
        if not found:
            stop.wait(interval)
    return ran


def _run_next(runner: Worker) -> bool:
    """Run the task whose turn it is; False where none is ready."""
    ready: Any = DBTaskResult.objects.ready().filter(backend_name=DEFAULT_TASK_BACKEND_ALIAS)
    if not ready.exists():
        return False
    with transaction.atomic():
        row = ready.get_locked()
        if row is not None:
            row.claim(runner.worker_id)
    if row is None:
        return False
    runner.run_task(row)
    return True


def _runner() -> Worker:
    """The library's worker, of which only `run_task` is used: it calls the task and keeps its record."""
    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=False,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=uuid4().hex,
    )
