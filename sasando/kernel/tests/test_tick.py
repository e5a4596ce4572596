"""What falls due is run, once, whatever became of the others; and looking writes nothing."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from sasando.kernel.tests.acts import note, noted
from sasando.kernel.tick import Tick, Ticked, tick, ticks
from sasando.kernel.ticks import TASK_RECORDS_KEPT

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def declare(monkeypatch: pytest.MonkeyPatch, *declared: Tick) -> None:
    for one in declared:
        monkeypatch.setitem(ticks(), one.name, one)


def write(now: datetime) -> None:
    note("baik")


def broken(now: datetime) -> None:
    raise ValueError("rusak")


def test_what_is_due_is_run_with_the_time_it_was_due_at(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[datetime] = []
    declare(monkeypatch, Tick("uji.due", lambda now: now >= NOW, lambda now: seen.append(now)))
    assert tick(NOW - timedelta(seconds=1)) == []
    assert tick(NOW) == [Ticked("uji.due")]
    assert seen == [NOW]


def test_failing_one_is_told_and_the_next_is_run(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    declare(
        monkeypatch,
        Tick("uji.broken", lambda now: True, broken),
        Tick("uji.good", lambda now: True, write),
    )
    with caplog.at_level(logging.CRITICAL):
        assert tick(NOW) == [Ticked("uji.broken", "ValueError: rusak"), Ticked("uji.good")]
    assert noted() == ["baik"]


def test_looking_when_nothing_is_due_only_reads(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2) as queries:
        assert tick(NOW) == []
    assert all(query["sql"].startswith("SELECT") for query in queries.captured_queries)


def test_records_of_tasks_that_ended_long_ago_are_forgotten() -> None:
    def record(status: str, finished: datetime | None) -> Any:
        return DBTaskResult.objects.create(
            args_kwargs={"args": [], "kwargs": {}}, task_path="x", backend_name="default", run_after=NOW,
            status=status, finished_at=finished, exception_class_path="", traceback="",
        ).id  # fmt: skip

    old = NOW - TASK_RECORDS_KEPT - timedelta(days=1)
    record(TaskResultStatus.SUCCESSFUL, old)
    kept = {record(TaskResultStatus.FAILED, NOW), record(TaskResultStatus.READY, None)}
    assert tick(NOW) == [Ticked("kernel.forget_old_task_records")]
    assert set(DBTaskResult.objects.values_list("id", flat=True)) == kept
