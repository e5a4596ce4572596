"""A process is killed with -9 in the middle of its work: nothing is left half done, and nothing stays locked.

One that is suspended holds what it holds, and nobody waits for it without end.
"""

from __future__ import annotations

import signal

import pytest
from django.db import connection
from django_tasks_db.management.commands.db_worker import Worker

from sasando.cli.main import main
from sasando.kernel import worker
from tests.faults.site import Site
from tests.faults.work import (
    add_job,
    count_rows,
    print_newest_job,
    work,
    write_a_row,
    write_a_row_without_patience,
)

pytestmark = pytest.mark.django_db


def test_killed_inside_an_act_leaves_nothing_and_the_same_request_can_be_made_again(site: Site) -> None:
    process = site.start(lambda: write_a_row("k1", held=True))
    assert process.line() == "inside"
    process.kill()
    assert site.ask(lambda: count_rows("k1")) == "0 0"
    assert "agency:uji" not in site.run("verify-journal").out
    site.ask(lambda: write_a_row("k1"))
    assert site.ask(lambda: count_rows("k1")) == "1 1"
    assert "agency:uji: 1 butir utuh" in site.run("verify-journal").out


def test_nobody_waits_without_end_for_a_process_that_was_suspended_inside_an_act(site: Site) -> None:
    """On SQLite the writer is refused after a while, with nothing saved; PostgreSQL lets both write."""
    queues = connection.vendor == "sqlite"
    process = site.start(lambda: write_a_row("henti", held=True))
    assert process.line() == "inside"
    process.send(signal.SIGSTOP)
    try:
        said = site.ask(lambda: write_a_row_without_patience("lain"))
    finally:
        process.send(signal.SIGCONT)
    assert said == ("database is locked" if queues else "written")
    assert process.finish().code == 0
    assert site.ask(lambda: write_a_row_without_patience("lain")) == "written"
    assert site.run("verify-journal").code == 0


def test_job_whose_worker_was_killed_is_run_again_by_the_next_one(site: Site) -> None:
    site.ask(add_job)
    process = site.start(lambda: work(held=True))
    assert process.line() == "inside"
    process.kill()
    assert site.ask(print_newest_job) == "running 1 {}"
    site.ask(work)
    assert site.ask(print_newest_job) == "done 2 {'counted': 2}"
    assert site.run("verify-journal").code == 0


def test_second_worker_is_refused_while_one_is_at_work_and_the_doctor_knows(site: Site) -> None:
    site.ask(add_job)
    first = site.start(lambda: work(held=True))
    assert first.line() == "inside"
    second = site.run("worker", "--until-idle")
    assert (second.code, "pekerja lain sedang berjalan" in second.err) == (2, True)
    assert "pekerja berjalan" in site.run("doctor").out
    assert first.finish().code == 0
    assert "pekerja tidak berjalan" in site.run("doctor").out


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_worker_that_is_told_to_stop_ends_well(site: Site, told: signal.Signals) -> None:
    process = site.start(run_worker_that_says_when_it_looks)
    assert process.line() == "looking"
    process.send(told)
    assert process.finish().code == 0


def run_worker_that_says_when_it_looks() -> None:
    look = worker._run_next

    def look_and_say(runner: Worker) -> bool:
        found = look(runner)
        print("looking", flush=True)
        return found

    worker._run_next = look_and_say
    main(["worker"])
