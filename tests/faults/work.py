"""What processes of these tests do on a site: an act and a job that can be held in the middle, and a vandal."""

from __future__ import annotations

import json
import sys
from threading import Event
from typing import Any

from django.db import DatabaseError, OperationalError, connection, transaction

from sasando.kernel import act as act_module
from sasando.kernel import turn
from sasando.kernel.act import Context, Outcome, act
from sasando.kernel.actor import OPERATOR_CLI
from sasando.kernel.guard import unwatched
from sasando.kernel.immutable import immutable_models
from sasando.kernel.job_progress import JobRun
from sasando.kernel.jobs import JobKind, create_job, job_kinds
from sasando.kernel.models import ImportBatch, Job, Receipt
from sasando.kernel.worker import run_worker

SCOPE = "agency:uji"
KIND = "uji.hitung"


def hold() -> None:
    """Say that the middle is reached, and stand still until the input is closed."""
    print("inside", flush=True)
    sys.stdin.read()


def write_a_row(key: str, *, held: bool = False) -> None:
    """One act with a key that writes one row."""

    def change(context: Context) -> Outcome:
        made = ImportBatch.objects.create(
            kind="uji", scope=SCOPE, file_sha256="0" * 64, rows=1, state="applied"
        )
        context.record(f"batch:{made.id}", {"rows": 1})
        if held:
            hold()
        return {"batch": str(made.id)}

    act(OPERATOR_CLI, "kernel.create_job", scope=SCOPE, key=key, request={}, change=change)


def write_a_row_without_patience(key: str) -> None:
    """The same, by somebody who waits a moment for the turn and for the database; prints what the database says."""
    turn.LONGEST_WAIT = 0.05
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 50")
    act_module.PATIENCE = 0
    try:
        write_a_row(key)
    except OperationalError as error:
        print(error)
    else:
        print("written")


def count_rows(key: str) -> None:
    """Print how many rows those acts wrote, and how many receipts there are for the key."""
    print(ImportBatch.objects.filter(kind="uji").count(), Receipt.objects.filter(key=key).count())


def add_job() -> None:
    """Put a job into the queue that may be begun twice."""
    _declare(held=False)
    create_job(OPERATOR_CLI, KIND, scope=SCOPE, request={})


def work(*, held: bool = False) -> None:
    """Work until nothing is ready; with `held`, stand still inside the job."""
    _declare(held=held)
    run_worker(Event(), until_idle=True)


def print_newest_job() -> None:
    job = Job.objects.latest("created_at")
    print(job.state, job.tries, job.result)


def _declare(*, held: bool) -> None:
    def run(running: JobRun) -> dict[str, Any]:
        running.progress(1, 2)
        if held:
            hold()
        return {"counted": 2}

    job_kinds()[KIND] = JobKind(KIND, run, starts=2)


def try_to_change_what_is_immutable() -> None:
    """Print, as JSON, each statement that was tried and whether it was refused in our own words."""
    tried = [one for model in immutable_models() for one in _statements(model._meta.db_table)]
    print(json.dumps({statement: _is_refused(statement) for statement in tried}))


def _statements(table: str) -> list[str]:
    with connection.cursor() as cursor:
        column = connection.introspection.get_table_description(cursor, table)[-1].name
    found = [f'UPDATE "{table}" SET "{column}" = "{column}"', f'DELETE FROM "{table}"']
    if connection.vendor == "postgresql":
        return [*found, f'TRUNCATE "{table}" CASCADE']
    return [*found, f'REPLACE INTO "{table}" SELECT * FROM "{table}" LIMIT 1']


def _is_refused(statement: str) -> bool:
    try:
        with unwatched(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return "are never changed" in str(error)
    return False
