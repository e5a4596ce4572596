"""Files are made once, kept by what they say, given up for room, and limited; nothing of it is journaled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from sasando.kernel.actor import OPERATOR_CLI
from sasando.kernel.models import Entry, Job
from sasando.portal.downloads import kinds, limit
from sasando.portal.downloads.files import FILES
from sasando.portal.downloads.kinds import KINDS, Kind
from sasando.portal.downloads.tests.conftest import Fetch, brief_of
from sasando.results.actions.targets import import_targets
from sasando.results.target_file import read_target_file


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were made from here on."""
    real: Callable[..., bytes] = Kind.make
    found: list[str] = []

    def make(self: Kind, brief: Any) -> bytes:
        found.append(self.file)
        return real(self, brief)

    monkeypatch.setattr(Kind, "make", make)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("file", list(KINDS))
def test_second_request_makes_nothing_and_gives_the_same_bytes(
    fetch: Fetch, made: list[str], file: str
) -> None:
    first, second = fetch("kab-kupang", file), fetch("kab-kupang", file)
    assert first.content == second.content
    assert made == [file]


@pytest.mark.django_db
def test_a_reader_who_has_the_file_is_told_so_without_it(client: Client, made: list[str]) -> None:
    address = "/d/kab-kupang/bawa/angka.csv"
    tag = client.get(address)["ETag"]
    answer = client.get(address, headers={"if-none-match": tag})
    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.django_db
def test_another_figure_source_or_target_is_another_file() -> None:
    kind, brief = KINDS["angka.csv"], brief_of("kab-kupang")
    assert kind.digest(brief) == kind.digest(brief_of("kab-kupang"))
    others = [
        replace(brief, figure="2,49"),
        replace(brief, printed=(replace(brief.printed[0], source="Lain"), *brief.printed[1:])),
        replace(brief, reachable=None),
    ]
    assert len({kind.digest(one) for one in (brief, *others)}) == 4


@pytest.mark.django_db
def test_other_code_or_libraries_make_another_file(monkeypatch: pytest.MonkeyPatch) -> None:
    kind, brief = KINDS["angka.csv"], brief_of("kab-kupang")
    before = kind.digest(brief)
    monkeypatch.setattr(kinds, "_how", lambda: "lain")
    assert kind.digest(brief) != before


@pytest.mark.django_db
def test_taking_files_along_is_no_act(fetch: Fetch) -> None:
    before = Entry.objects.count()
    for file in KINDS:
        assert fetch("kab-kupang", file).status_code == 200
    assert (Entry.objects.count(), Job.objects.count()) == (before, 0)


@pytest.mark.django_db
def test_a_kept_file_costs_two_queries(
    fetch: Fetch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    fetch("kab-kupang", "angka.csv")
    with django_assert_num_queries(2):
        fetch("kab-kupang", "angka.csv")


@pytest.mark.django_db
def test_a_figure_that_an_act_has_changed_is_in_the_next_file(fetch: Fetch, tmp_path: Path) -> None:
    before = fetch("kota-kupang", "angka.csv")
    path = tmp_path / "target.csv"
    path.write_text(
        "agency,measure,year,value,source,reason\nkota-kupang,spbe,2024,3.50,RPJMD,\n", encoding="utf-8"
    )
    import_targets(OPERATOR_CLI, read_target_file(path))
    after = fetch("kota-kupang", "angka.csv")
    assert (b",target,3.50," in before.content, b",target,3.50," in after.content) == (False, True)
    assert before["ETag"] != after["ETag"]


@pytest.mark.django_db
def test_one_address_that_takes_too_many_is_told_when_to_come_back(
    fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limit, "MOST_IN_A_WINDOW", 2)
    monkeypatch.setattr(limit, "time", _StoppedClock())
    answers = [fetch("kota-kupang", "angka.csv") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "20"
    assert "Coba lagi dalam 20 detik." in answers[2].content.decode()


@pytest.mark.django_db
def test_another_address_is_not_held_up(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limit, "MOST_IN_A_WINDOW", 1)
    monkeypatch.setattr(limit, "time", _StoppedClock())
    address = "/d/kota-kupang/bawa/angka.csv"
    statuses = [
        client.get(address, REMOTE_ADDR=one).status_code for one in ("10.0.0.1", "10.0.0.2", "10.0.0.1")
    ]
    assert statuses == [200, 200, 429]


def test_the_next_window_begins_anew_and_forgets_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = _StoppedClock()
    monkeypatch.setattr(limit, "MOST_IN_A_WINDOW", 1)
    monkeypatch.setattr(limit, "time", clock)
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1")
    assert [limit.too_many(request), limit.too_many(request)] == [False, True]
    clock.now += limit.WINDOW
    assert not limit.too_many(request)
    assert len(list((FILES.folder / "rate").iterdir())) == 1


def test_no_address_is_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    limit.too_many(RequestFactory().get("/", REMOTE_ADDR="10.20.30.40"))
    names = [str(path) for path in FILES.folder.rglob("*")]
    assert not any("10.20.30.40" in name for name in names)


class _StoppedClock:
    """A clock that stands 20 seconds before the end of a window."""

    def __init__(self) -> None:
        self.now = 1000 * limit.WINDOW + limit.WINDOW - 20

    def time(self) -> float:
        return float(self.now)
