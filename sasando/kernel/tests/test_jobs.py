"""The life of a job: created, run, watched, cancelled, failed, and begun again after its worker died."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event
from typing import Any
from uuid import UUID

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from sasando.kernel import job_progress, worker
from sasando.kernel.act import Context, Outcome, act
from sasando.kernel.actor import ANONYMOUS, OPERATOR_CLI, SYSTEM
from sasando.kernel.grant_table import RefusedError
from sasando.kernel.ids import new_id
from sasando.kernel.job_progress import JobRun, begin
from sasando.kernel.jobs import (
    JobKind,
    UnknownJobError,
    UnknownKindError,
    add_job,
    cancel_job,
    create_job,
    job_kinds,
)
from sasando.kernel.journal import verify
from sasando.kernel.models import Entry, Job
from sasando.kernel.recovery import recover
from sasando.kernel.tests.acts import NAME, SCOPE
from sasando.kernel.worker import run_worker

pytestmark = pytest.mark.django_db
Run = Callable[[JobRun], dict[str, Any]]
Declare = Callable[..., None]


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch) -> Declare:
    """Declares a kind of job for this test: `declare(run, starts=…)`."""

    def add(run: Run, starts: int = 1) -> None:
        monkeypatch.setitem(job_kinds(), "uji.hitung", JobKind("uji.hitung", run, starts))

    return add


@pytest.fixture(autouse=True)
def every_progress_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_progress, "SECONDS_BETWEEN_WRITES", 0)


@pytest.fixture(autouse=True)
def connection_of_the_test_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's own transaction is on it; `test_worker.py` runs workers with connections of their own."""
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)


def ask(**request: Any) -> UUID:
    return create_job(OPERATOR_CLI, "uji.hitung", scope=SCOPE, request=request)


def work(stop: Event | None = None) -> int:
    return run_worker(stop or Event(), until_idle=True)


def job(job_id: UUID) -> Job:
    return Job.objects.get(id=job_id)


def acts() -> list[str]:
    return list(Entry.objects.filter(chain=SCOPE).order_by("seq").values_list("act", flat=True))


def task_states() -> list[str]:
    return [
        str(state) for state in DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True)
    ]


def test_job_is_run_and_its_result_kept(declare: Declare) -> None:
    def run(running: JobRun) -> dict[str, Any]:
        for number in range(running.request["rows"]):
            running.progress(number + 1, running.request["rows"])
        return {"counted": running.request["rows"]}

    declare(run)
    asked = ask(rows=3)
    assert (job(asked).state, job(asked).owner) == ("waiting", "operator:cli")
    assert work() == 1
    done = job(asked)
    assert (done.state, done.done, done.total, done.result) == ("done", 3, 3, {"counted": 3})
    assert acts() == ["kernel.create_job", "kernel.finish_job"]
    assert not list(verify(SCOPE))


def test_progress_is_seen_while_the_job_runs(declare: Declare) -> None:
    seen: list[tuple[str, int, int]] = []

    def run(running: JobRun) -> dict[str, Any]:
        running.progress(2, 5)
        now = job(running.id)
        seen.append((now.state, now.done, now.total))
        return {}

    declare(run)
    ask()
    work()
    assert seen == [("running", 2, 5)]


def test_progress_is_written_once_in_a_while_however_often_it_is_told(
    declare: Declare, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr(job_progress, "SECONDS_BETWEEN_WRITES", 3600)

    def run(running: JobRun) -> dict[str, Any]:
        with django_assert_num_queries(1):
            for number in range(1000):
                running.progress(number, 1000)
        return {}

    declare(run)
    asked = ask()
    work()
    assert (job(asked).state, job(asked).done) == ("done", 999)


def test_waiting_job_that_is_cancelled_never_runs(declare: Declare) -> None:
    def run(running: JobRun) -> dict[str, Any]:
        raise AssertionError("the job was run")

    declare(run)
    asked = ask()
    assert cancel_job(OPERATOR_CLI, asked) == "cancelled"
    work()
    assert job(asked).state == "cancelled"
    assert acts() == ["kernel.create_job", "kernel.cancel_job"]


def test_running_job_stops_at_its_next_progress(declare: Declare) -> None:
    def run(running: JobRun) -> dict[str, Any]:
        running.progress(1, 3)
        assert cancel_job(OPERATOR_CLI, running.id) == "running"
        running.progress(2, 3)
        raise AssertionError("the job went on")

    declare(run)
    asked = ask()
    work()
    assert (job(asked).state, job(asked).done) == ("cancelled", 2)
    assert acts() == ["kernel.create_job", "kernel.cancel_job", "kernel.finish_job"]


def test_job_that_has_ended_cannot_be_cancelled_any_more(declare: Declare) -> None:
    declare(lambda running: {})
    asked = ask()
    work()
    assert cancel_job(OPERATOR_CLI, asked) == "done"
    assert acts() == ["kernel.create_job", "kernel.finish_job"]


def test_failing_job_says_why_and_the_next_one_runs(
    declare: Declare, caplog: pytest.LogCaptureFixture
) -> None:
    def run(running: JobRun) -> dict[str, Any]:
        if running.request["bad"]:
            raise ValueError("baris 7 rusak")
        return {}

    declare(run)
    bad, good = ask(bad=True), ask(bad=False)
    with caplog.at_level(logging.CRITICAL):
        assert work() == 2
    assert (job(bad).state, job(bad).result) == ("failed", {"error": "ValueError: baris 7 rusak"})
    assert job(good).state == "done"
    assert sorted(task_states()) == ["FAILED", "SUCCESSFUL"]


def test_job_whose_result_is_not_exact_fails(declare: Declare) -> None:
    declare(lambda running: {"index": 2.48})
    asked = ask()
    work()
    assert job(asked).state == "failed"


def test_job_of_an_act_comes_into_being_with_it_or_not_at_all(declare: Declare) -> None:
    declare(lambda running: {})

    def change(context: Context) -> Outcome:
        add_job(context, "uji.hitung", {})
        raise ValueError("gagal")

    with pytest.raises(ValueError, match="gagal"):
        act(SYSTEM, NAME, scope=SCOPE, request={}, change=change)
    assert not Job.objects.exists()
    assert task_states() == []


def test_kind_nobody_declares_is_refused() -> None:
    with pytest.raises(UnknownKindError, match="hitung"):
        ask()


def test_job_nobody_knows_cannot_be_cancelled() -> None:
    with pytest.raises(UnknownJobError):
        cancel_job(OPERATOR_CLI, new_id())


def test_job_of_a_kind_that_is_gone_fails_with_a_sentence(declare: Declare) -> None:
    declare(lambda running: {})
    asked = ask()
    del job_kinds()["uji.hitung"]
    work()
    assert job(asked).state == "failed"
    assert "tidak dikenal" in job(asked).result["error"]
    job_kinds()["uji.hitung"] = JobKind("uji.hitung", lambda running: {})


def test_actor_without_a_grant_creates_no_job(declare: Declare) -> None:
    declare(lambda running: {})
    with pytest.raises(RefusedError):
        create_job(ANONYMOUS, "uji.hitung", scope=SCOPE, request={})
    assert not Job.objects.exists()


class TestWorkerThatDied:
    """What it leaves: a job and a task that are marked as running, and nobody who runs them."""

    @staticmethod
    def left_running(asked: UUID, *, begun: bool = True) -> None:
        (row,) = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
        row.claim("gone")
        if begun:
            assert begin(asked)

    def test_job_that_may_be_begun_again_is_run_again(self, declare: Declare) -> None:
        declare(lambda running: {"again": True}, starts=2)
        asked = ask()
        self.left_running(asked)
        work()
        assert (job(asked).state, job(asked).tries) == ("done", 2)
        assert sorted(task_states()) == ["FAILED", "SUCCESSFUL"]

    def test_job_that_may_not_is_failed_with_the_reason(self, declare: Declare) -> None:
        declare(lambda running: {"again": True})
        asked = ask()
        self.left_running(asked)
        work()
        assert job(asked).state == "failed"
        assert "mendadak" in job(asked).result["error"]
        assert acts()[-1] == "kernel.finish_job"

    def test_job_that_keeps_killing_its_worker_is_given_up(self, declare: Declare) -> None:
        declare(lambda running: {}, starts=2)
        asked = ask()
        self.left_running(asked)
        recover()
        self.left_running(asked)
        recover()
        assert (job(asked).state, job(asked).tries) == ("failed", 2)

    def test_job_that_was_claimed_but_not_begun_is_run(self, declare: Declare) -> None:
        declare(lambda running: {})
        asked = ask()
        self.left_running(asked, begun=False)
        work()
        assert (job(asked).state, job(asked).tries) == ("done", 1)

    def test_job_that_was_being_cancelled_is_cancelled(self, declare: Declare) -> None:
        declare(lambda running: {}, starts=2)
        asked = ask()
        self.left_running(asked)
        cancel_job(OPERATOR_CLI, asked)
        work()
        assert job(asked).state == "cancelled"

    def test_recovery_with_nothing_to_recover_writes_nothing(self, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(2):
            assert recover() == 0


class TestWorkerThatIsToldToStop:
    def test_job_that_may_be_begun_again_is_handed_back(self, declare: Declare) -> None:
        stop = Event()

        def run(running: JobRun) -> dict[str, Any]:
            running.progress(1, 3)
            stop.set()
            running.progress(2, 3)
            raise AssertionError("the job went on")

        declare(run, starts=2)
        asked = ask()
        assert work(stop) == 1
        assert (job(asked).state, job(asked).tries) == ("waiting", 0)
        declare(lambda running: {"finished": True}, starts=2)
        work()
        assert (job(asked).state, job(asked).result) == ("done", {"finished": True})

    def test_job_that_may_not_be_begun_again_is_finished(self, declare: Declare) -> None:
        stop = Event()

        def run(running: JobRun) -> dict[str, Any]:
            stop.set()
            running.progress(1, 3)
            return {"finished": True}

        declare(run)
        first, second = ask(), ask()
        assert work(stop) == 1
        assert (job(first).state, job(second).state) == ("done", "waiting")
