"""What a monitor is told of the kernel: version, journal, long work and its worker."""

from __future__ import annotations

from django.db.models import Count, Min, Sum
from django.utils import timezone

from sasando.kernel.manifest import running_version
from sasando.kernel.metric import Metric, metric
from sasando.kernel.models import Chain, Job
from sasando.kernel.worker_lock import worker_is_alive

_COUNTED = (Job.State.WAITING, Job.State.RUNNING, Job.State.FAILED)


def build() -> list[Metric]:
    """Which version runs."""
    return [Metric("build_info", "Version of the program.", {running_version(): 1}, label="version")]


def journal() -> list[Metric]:
    """How long the journal is, by the heads of its chains. One query."""
    entries = Chain.objects.aggregate(entries=Sum("seq"))["entries"] or 0
    return [metric("journal_entries", "Entries of the journal, all chains together.", entries)]


def jobs() -> list[Metric]:
    """What waits for the worker, and what failed; one query, on PostgreSQL one more for the worker."""
    found = Job.objects.filter(state__in=_COUNTED).values("state")
    rows = {row["state"]: row for row in found.annotate(jobs=Count("id"), first=Min("created_at")).order_by()}
    waiting = rows.get(Job.State.WAITING.value)
    oldest = int((timezone.now() - waiting["first"]).total_seconds()) if waiting else 0
    return [
        Metric(
            "jobs",
            "Long work by its state; failed: since the installation began.",
            {state.value: rows[state.value]["jobs"] if state.value in rows else 0 for state in _COUNTED},
            label="state",
        ),
        metric("oldest_waiting_job_seconds", "For how long the oldest waiting job waits.", max(oldest, 0)),
        metric("worker_up", "Whether a worker runs.", int(worker_is_alive())),
    ]


METRICS = [build, journal, jobs]
