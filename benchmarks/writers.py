"""The work of an agency on SQLite through the served site, under the server, workers and threads of `./run`:
twenty people saving at once, and the tree of an evaluation by the API."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

from benchmarks.api import INDEX
from benchmarks.measure import REPETITIONS, Measured
from benchmarks.serving import OURS, ROOT, connected, environment_of, get, in_turn, served

SAVES = 12  # of each person in a repetition
_TOKEN = "b" * 32


class _Writer:
    """One person on a connection of their own, who changes one indicator again and again."""

    def __init__(self, port: int, work: dict[str, Any], session: str, number: int) -> None:
        self.connection = connected(port)
        self.path = f"{work['address']}isian/{number}/"
        self.cookies = f"sessionid={session}; csrftoken={_TOKEN}"
        self.revision: int = work["revisions"][f"I{number}"]
        self._levels = cycle((4, 1))

    def save_often(self) -> list[float]:
        """How long each save took.

        Raises:
            RuntimeError: one was refused, or its revision is not the next one.
        """
        took = []
        for _ in range(SAVES):
            sent = {"expected": self.revision, "nilai": next(self._levels), "tindakan": "simpan"}
            started = time.perf_counter()
            status, body = self._post(urlencode(sent))
            took.append(time.perf_counter() - started)
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
        with served(OURS, environment) as port:
            work = json.loads(made.stdout)
            return [_together(port, work), _tree(port, work)]


def _together(port: int, work: dict[str, Any]) -> Measured:
    """One alone and all together in turn; p95 over the median of one alone."""
    writers = [
        _Writer(port, work, session, number) for number, session in enumerate(work["sessions"], start=1)
    ]
    with ThreadPoolExecutor(len(writers)) as crowd:
        list(crowd.map(_Writer.save_often, writers))
        alone, late = [], []
        for _ in range(REPETITIONS):
            alone.append(statistics.median(writers[0].save_often()))
            took = [one for person in crowd.map(_Writer.save_often, writers) for one in person]
            late.append(statistics.quantiles(took, n=20)[-1])
    _check_nothing_lost(port, work, writers)
    ours, base = statistics.median(late), statistics.median(alone)
    what = f"served on SQLite: p95 of one save while {len(writers)} people save at once, no error, none lost"
    return Measured(what, "a single writer's median", ours, base, ours / base, 10)


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
