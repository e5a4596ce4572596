"""A file that takes long is made by the worker while its reader waits on a page that loads itself again."""

from __future__ import annotations

from threading import Event
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from sasando.kernel import worker
from sasando.kernel.models import Job
from sasando.kernel.worker import run_worker
from sasando.portal.downloads.files import FILES
from sasando.portal.downloads.kinds import Kind

pytestmark = pytest.mark.django_db
ADDRESS = "/d/kota-kupang/bawa/angka.csv"


@pytest.fixture(autouse=True)
def _csv_is_slow_and_the_connection_of_the_test_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    FILES.remember("angka.csv", 2.5)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)


def work() -> None:
    run_worker(Event(), until_idle=True)


def waiting(client: Client, **asked: str) -> str:
    """The address a reader is sent to."""
    answer: Any = client.get(ADDRESS, asked)
    assert answer.status_code == 302
    return str(answer["Location"])


def test_reader_waits_on_a_page_that_loads_itself_again_without_a_script(client: Client) -> None:
    body = client.get(waiting(client)).content.decode()
    assert '<meta http-equiv="refresh" content="2">' in body
    assert "Berkas menunggu giliran dibuat." in body
    assert "<progress" in body
    assert "<script" not in body


def test_when_the_worker_is_done_the_same_address_gives_the_file(client: Client) -> None:
    address = waiting(client)
    work()
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert answer.content.startswith(b"year,measure,node,value,unit,source")


def test_what_was_asked_for_reaches_the_worker(client: Client) -> None:
    address = waiting(client, target="3,5", dari="2023", pada="2025")
    work()
    (job,) = Job.objects.all()
    assert (job.state, job.request["target"], job.request["start"], job.request["by"]) == (
        "done",
        "7/2",
        2023,
        2025,
    )
    assert client.get(address).status_code == 200
    assert parse_qs(urlsplit(address).query)["target"] == ["3,5"]


def test_two_who_wait_for_the_same_file_wait_for_one_job(client: Client) -> None:
    assert waiting(client) == waiting(client)
    assert Job.objects.count() == 1


def test_a_file_that_has_become_fast_is_made_at_once_again(client: Client) -> None:
    waiting(client)
    work()
    assert not FILES.is_slow("angka.csv")


def test_a_kept_file_is_given_at_once_however_long_it_took(client: Client) -> None:
    client.get(waiting(client))
    work()
    FILES.remember("angka.csv", 2.5)
    assert client.get(ADDRESS).status_code == 200


def test_a_job_that_failed_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_self: Kind, _brief: Any) -> bytes:
        raise ValueError("rusak")

    address = waiting(client)
    monkeypatch.setattr(Kind, "make", broken)
    work()
    answer = client.get(address)
    assert answer.status_code == 503
    assert "Berkas ini gagal dibuat." in answer.content.decode()


@pytest.mark.parametrize("job", ["x", "00000000-0000-7000-8000-000000000000"])
def test_a_job_that_is_not_there_begins_the_wait_anew(client: Client, job: str) -> None:
    assert waiting(client, job=job).count("job=") == 1


def test_nobody_can_watch_another_agencys_job(client: Client) -> None:
    given = parse_qs(urlsplit(waiting(client)).query)["job"][0]
    answer = client.get("/d/kab-kupang/bawa/angka.csv", {"job": given})
    assert parse_qs(urlsplit(answer["Location"]).query)["job"] != [given]
