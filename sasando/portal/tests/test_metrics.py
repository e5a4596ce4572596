"""What a monitor on this machine reads, and nobody else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from sasando.evaluations.models import Stage
from sasando.evaluations.testing import opened, team
from sasando.kernel.manifest import running_version
from sasando.kernel.models import Entry, Job
from sasando.organizations.models import Agency
from sasando.organizations.testing import hosted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("free_writes")]
_SAMPLE = re.compile(r'sasando_([a-z_]+)(?:\{[a-z]+="([^"]*)"\})? (\d+)')


def figures(client: Client) -> dict[tuple[str, str], int]:
    """Every figure by its name and its label; each line must be one, or a comment on the one that follows."""
    answer = client.get("/metrics")
    assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    found, said = {}, {}
    for line in answer.content.decode().removesuffix("\n").split("\n"):
        if line.startswith("# "):
            what, name, text = line.removeprefix("# ").split(" ", 2)
            said[what, name] = text
            continue
        sample = _SAMPLE.fullmatch(line)
        assert sample is not None, line
        assert said["HELP", f"sasando_{sample[1]}"]
        assert said["TYPE", f"sasando_{sample[1]}"] == "gauge"
        found[sample[1], sample[2] or ""] = int(sample[3])
    return found


def test_monitor_reads_what_there_is_by_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = team()
    first = opened(people, kind="resmi")
    opened(people, kind="simulasi")
    Stage.objects.filter(id=first.id).update(state="sealed")
    sample = hosted("kab-alor")
    Agency.objects.filter(id=sample.id).update(sample=True)
    for state in ("waiting", "waiting", "failed", "done"):
        Job.objects.create(kind="uji", scope="national", owner="system", state=state)
    Job.objects.filter(state="waiting").update(created_at=timezone.now() - timedelta(minutes=7))
    with django_assert_num_queries(4 if connection.vendor == "sqlite" else 5):
        found = figures(client)
    assert 420 <= found.pop(("oldest_waiting_job_seconds", "")) < 480
    assert found == {
        ("build_info", running_version()): 1,
        ("journal_entries", ""): Entry.objects.count(),
        ("jobs", "waiting"): 2,
        ("jobs", "running"): 0,
        ("jobs", "failed"): 1,
        ("worker_up", ""): 0,
        ("hosted_agencies", ""): 1,
        ("open_evaluations", ""): 1,
    }
    Agency.objects.filter(id=people.agency.id).update(sample=True)
    found = figures(client)
    assert found["hosted_agencies", ""] == found["open_evaluations", ""] == 0


def test_nothing_waits_in_a_new_installation(client: Client) -> None:
    found = figures(client)
    assert found["oldest_waiting_job_seconds", ""] == found["jobs", "waiting"] == 0


@pytest.mark.parametrize("named", ["203.0.113.9", "127.0.0.1, 203.0.113.9", "nonsense"])
def test_metrics_are_not_told_to_others(client: Client, named: str) -> None:
    assert client.get("/metrics", headers={"X-Forwarded-For": named}).status_code == 404
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 404
