"""Long work (DESIGN.md rule 14): its kinds, and the acts that create, cancel and finish a job.

An app declares its kinds as `JOBS` in its `jobs.py`. A view creates a job by an act and shows the `Job` row
until it has ended; the worker runs it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django_tasks import task

from sasando.kernel.act import Context, NothingToDo, Outcome, act
from sasando.kernel.actor import SYSTEM, Actor
from sasando.kernel.canonical import canonical_json, sha256
from sasando.kernel.job_progress import JobCancelledError, JobHandedBackError, JobRun, begin, hand_back
from sasando.kernel.models import Job
from sasando.kernel.registry import declared

logger = logging.getLogger("sasando.jobs")


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of long work. `run` returns the result (JSON without floats).

    `starts`: how often a job may be begun in all. More than one means that beginning again from the start
    does no harm; then a job whose worker died or went down is run again.
    """

    name: str
    run: Callable[[JobRun], dict[str, Any]]
    starts: int = 1


class UnknownKindError(LookupError):
    """No app declares this kind of job."""


class UnknownJobError(LookupError):
    """There is no such job."""


@cache
def job_kinds() -> dict[str, JobKind]:
    """Every kind of job, by name."""
    return {kind.name: kind for kind in declared("jobs", "JOBS")}


def create_job(
    actor: Actor, kind: str, *, scope: str, request: dict[str, Any], key: str | None = None
) -> UUID:
    """Put a job into the queue, as an act of its own; its id.

    Raises:
        UnknownKindError: no app declares this kind.
        All that `act` raises.
    """

    def change(context: Context) -> Outcome:
        job = add_job(context, kind, request)
        context.record(f"job:{job}", {"kind": kind, "request_sha256": sha256(canonical_json(request))})
        return {"job": str(job)}

    asked = {"kind": kind, "request": request}
    return UUID(act(actor, "kernel.create_job", scope=scope, key=key, request=asked, change=change)["job"])


def add_job(context: Context, kind: str, request: dict[str, Any]) -> UUID:
    """Put a job into the queue as part of the act that runs here; its id.

    Raises:
        UnknownKindError: no app declares this kind.
    """
    if kind not in job_kinds():
        raise UnknownKindError(f"no app declares jobs of the kind {kind}")
    job = Job.objects.create(kind=kind, scope=context.scope, owner=context.actor.text, request=request)
    run_job.enqueue(str(job.id))
    return job.id


def cancel_job(actor: Actor, job_id: UUID) -> str:
    """Ask a job to stop; its state then. One that waits ends at once, one that runs at its next progress.

    Raises:
        UnknownJobError: there is no such job.
        All that `act` raises.
    """

    def change(context: Context) -> Outcome:
        job = Job.objects.select_for_update().get(id=job_id)
        if job.cancel or job.state in Job.ENDED:
            raise NothingToDo({"state": job.state})
        job.cancel = True
        job.state = Job.State.CANCELLED if job.state == Job.State.WAITING else job.state
        job.save(update_fields=["cancel", "state"])
        context.record(f"job:{job.id}", {"kind": job.kind, "state": job.state})
        return {"state": job.state}

    asked = {"job": str(job_id)}
    outcome = act(actor, "kernel.cancel_job", scope=_scope(job_id), request=asked, change=change)
    return str(outcome["state"])


def finish_job(job_id: UUID, state: Job.State, result: dict[str, Any], done: int | None = None) -> None:
    """Record how a running job ended; nothing where it has ended already."""

    def change(context: Context) -> Outcome:
        job = Job.objects.select_for_update().get(id=job_id)
        if job.state != Job.State.RUNNING:
            raise NothingToDo({"state": job.state})
        job.state, job.result = state, result
        job.done = job.done if done is None else done
        job.save(update_fields=["state", "result", "done"])
        digest = sha256(canonical_json(result))
        context.record(f"job:{job.id}", {"kind": job.kind, "state": state.value, "result_sha256": digest})
        return {"state": state.value}

    asked = {"job": str(job_id), "state": state.value}
    act(SYSTEM, "kernel.finish_job", scope=_scope(job_id), request=asked, change=change)


def _scope(job_id: UUID) -> str:
    scope = Job.objects.filter(id=job_id).values_list("scope", flat=True).first()
    if scope is None:
        raise UnknownJobError(f"there is no job {job_id}")
    return scope


@task()
def run_job(job_id: str) -> str:
    """Run one job in the worker; returns what became of it. Its error, if any, passes on to the task's record."""
    job = begin(UUID(job_id))
    if job is None:
        return "not waiting"
    kind = job_kinds().get(job.kind)
    if kind is None:
        finish_job(job.id, Job.State.FAILED, {"error": f"pekerjaan {job.kind} tidak dikenal oleh versi ini"})
        return Job.State.FAILED.value
    running = JobRun(job, can_begin_again=kind.starts > 1)
    try:
        finish_job(job.id, Job.State.DONE, kind.run(running), running.done)
    except JobCancelledError:
        finish_job(job.id, Job.State.CANCELLED, {}, running.done)
        return Job.State.CANCELLED.value
    except JobHandedBackError:
        hand_back(job.id, run_job, counts_as_try=False)
        return "handed back"
    except Exception as error:
        logger.exception("job %s (%s) failed", job.id, job.kind)
        finish_job(job.id, Job.State.FAILED, {"error": f"{type(error).__name__}: {error}"}, running.done)
        raise
    return Job.State.DONE.value
