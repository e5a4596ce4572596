"""The work of an agency on SQLite through the served site, under the server, workers and threads of `./run`:
twenty people saving at once, and the tree of an evaluation by the API.

Beside the twenty who save stands what no order of work could go below: the processor time of their saves when nobody
meets another, shared out to all processors without a gap. And what twenty at once cost where next to nothing is done:
an address that answers two letters, and a bare insert. These lines have no bound; they tell what the bound of the
first one asks for.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

from benchmarks.api import INDEX
from benchmarks.measure import REPETITIONS, Measured
from benchmarks.processes import processor_time, processors
from benchmarks.serving import BARE, OURS, ROOT, bare, connected, environment_of, get, in_turn, served

SAVES = 12  # of each person in a repetition
_TOKEN = "b" * 32
_ALONE = "a single one's median"
Person = Callable[[], list[float]]  # does its part of a repetition, and tells how long each request took


class _Writer:
    """One person on a connection of their own, who changes one indicator again and again."""

    def __init__(self, port: int, work: dict[str, Any], session: str, number: int) -> None:
        self.connection = connected(port)
        self.path = f"{work['address']}isian/{number}/"
        self.cookies = f"sessionid={session}; csrftoken={_TOKEN}"
        self.revision: int = work["revisions"][f"I{number}"]
        self._levels = cycle((4, 1))

    def save_often(self) -> list[float]:
        """How long each save took."""
        return [self.save() for _ in range(SAVES)]

    def save(self) -> float:
        """How long it took.

        Raises:
            RuntimeError: it was refused, or its revision is not the next one.
        """
        sent = {"expected": self.revision, "nilai": next(self._levels), "tindakan": "simpan"}
        started = time.perf_counter()
        status, body = self._post(urlencode(sent))
        took = time.perf_counter() - started
        if status != 200 or json.loads(body)["revision"] != self.revision + 1:
            raise RuntimeError(f"{self.path}: {status} {body[:300]!r}")
        self.revision += 1
        return took

    def _post(self, body: str) -> tuple[int, bytes]:
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": self.cookies,
            "X-CSRFToken": _TOKEN,
        }
        self.connection.request("POST", self.path, body, headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read()


def measure() -> list[Measured]:
    with tempfile.TemporaryDirectory() as data:
        environment = environment_of(data) | {"DJANGO_SETTINGS_MODULE": "sasando.settings"}
        command = [sys.executable, "-m", "benchmarks.writers_data"]
        made = subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE)
        work = json.loads(made.stdout)
        with served(OURS, environment) as port:
            ours = [*_together(port, work), _tree(port, work)]
        with served(BARE, bare(environment)) as port:
            return ours + _nearly_nothing(port, len(work["sessions"]))


def _together(port: int, work: dict[str, Any]) -> list[Measured]:
    writers = [
        _Writer(port, work, session, number) for number, session in enumerate(work["sessions"], start=1)
    ]
    late, alone = _late_and_alone([writer.save_often for writer in writers])
    floor = _processor_time(writers) / processors()
    _check_nothing_lost(port, work, writers)
    what = f"served on SQLite: p95 of one save while {len(writers)} people save at once, no error, none lost"
    least = (
        f"for comparison: the processor time of one save by each of {len(writers)} people, one after the other,"
        f" shared out to {processors()} processors without a gap"
    )
    return [
        Measured(what, _ALONE, late, alone, late / alone, 10),
        Measured(least, _ALONE, floor, alone, floor / alone, None),
    ]


def _processor_time(writers: Sequence[_Writer]) -> float:
    """What one save by each of them uses, here and in the site below this process, in seconds: nobody meets another,
    and each writes after somebody else has written.
    """
    rounds = SAVES * REPETITIONS  # enough for the ticks of the system's clock
    before = processor_time(os.getpid())
    for _ in range(rounds):
        for writer in writers:
            writer.save()
    return (processor_time(os.getpid()) - before) / rounds


def _nearly_nothing(port: int, people: int) -> list[Measured]:
    """The same crowd at bare Django: each asks for two letters, then each inserts one row."""
    made = []
    for method, path, what in (("GET", "/healthz", "`ok`"), ("POST", "/insert/", "a bare insert-and-commit")):
        crowd = [partial(_ask_often, port, method, path) for _ in range(people)]
        late, alone = _late_and_alone(crowd)
        told = f"for comparison, bare Django on SQLite: p95 of {what} while {people} people ask at once"
        made.append(Measured(told, _ALONE, late, alone, late / alone, None))
    return made


def _ask_often(port: int, method: str, path: str) -> list[float]:
    """On a connection of its own.

    Raises:
        RuntimeError: one was not answered by 200.
    """
    connection, took = connected(port), []
    for _ in range(SAVES):
        started = time.perf_counter()
        connection.request(method, path)
        answer = connection.getresponse()
        answer.read()
        took.append(time.perf_counter() - started)
        if answer.status != 200:
            raise RuntimeError(f"{method} {path}: {answer.status}")
    return took


def _late_and_alone(people: Sequence[Person]) -> tuple[float, float]:
    """One alone and all together in turn: the p95 of all, and the median of the one, in seconds."""
    with ThreadPoolExecutor(len(people)) as crowd:
        _all_at_once(crowd, people)
        alone, late = [], []
        for _ in range(REPETITIONS):
            alone.append(statistics.median(people[0]()))
            late.append(statistics.quantiles(_all_at_once(crowd, people), n=20)[-1])
    return statistics.median(late), statistics.median(alone)


def _all_at_once(crowd: ThreadPoolExecutor, people: Sequence[Person]) -> list[float]:
    return [took for one in crowd.map(lambda person: person(), people) for took in one]


def _tree(port: int, work: dict[str, Any]) -> Measured:
    """Both asked by the same signed-in person; the tree is of 47 indicators with their texts."""
    cookies = f"sessionid={work['sessions'][0]}"
    ours, base = in_turn((port, work["api"]), (port, INDEX), REPETITIONS, cookies=cookies)
    what = "evaluation tree by API, 47 indicators, one request"
    return Measured(what, "index route of the API", ours, base, ours / base, 2.5)


def _check_nothing_lost(port: int, work: dict[str, Any], writers: list[_Writer]) -> None:
    answers = json.loads(get(connected(port), work["api"], writers[0].cookies))["answers"]
    held = {one["indicator"]: one["revision"] for one in answers}
    told = {f"I{number}": one.revision for number, one in enumerate(writers, start=1)}
    if lost := {code: revision for code, revision in told.items() if held[code] != revision}:
        raise RuntimeError(f"writes were lost: {lost}, the site holds {held}")
