"""Twenty people saving at once on SQLite through the served site, under the server, workers and threads of `./run`."""

from __future__ import annotations

import http.client
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

from benchmarks.measure import REPETITIONS, Measured
from benchmarks.serving import OURS, ROOT, connected, environment_of, served

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
            return [_together(port, json.loads(made.stdout))]


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


def _check_nothing_lost(port: int, work: dict[str, Any], writers: list[_Writer]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", work["api"], headers={"Cookie": writers[0].cookies})
    answers = json.loads(connection.getresponse().read())["answers"]
    held = {one["indicator"]: one["revision"] for one in answers}
    told = {f"I{number}": one.revision for number, one in enumerate(writers, start=1)}
    if lost := {code: revision for code, revision in told.items() if held[code] != revision}:
        raise RuntimeError(f"writes were lost: {lost}, the site holds {held}")
