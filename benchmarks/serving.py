"""A site under the server, workers and threads of `./run`, and how long its pages take."""

from __future__ import annotations

import http.client
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.site import free_port

ROOT = Path(__file__).resolve().parent.parent
BINARIES = Path(sys.executable).parent
REQUESTS = 60
WORKERS = 2  # as in `./run`
OURS = "sasando.wsgi:application"
BARE = "benchmarks.bare.wsgi:application"


def environment_of(data: str) -> dict[str, str]:
    """A set-up site's environment, on SQLite in `data`."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment = kept | {
        "SASANDO_DATA": data,
        "PYTHONPATH": str(ROOT),
        "MALLOC_ARENA_MAX": "1",
    }  # as `./run`
    subprocess.run([BINARIES / "sasando", "setup", "--quiet"], env=environment, cwd=ROOT, check=True)
    return environment


def bare(environment: dict[str, str]) -> dict[str, str]:
    """The same for bare Django: our settings and middleware, addresses of its own."""
    return environment | {"DJANGO_SETTINGS_MODULE": "benchmarks.bare.settings"}


def bare_folder(environment: dict[str, str]) -> Path:
    """Where bare Django looks for what it renders."""
    folder = Path(environment["SASANDO_DATA"]) / "bare"
    folder.mkdir(exist_ok=True)
    return folder


@contextmanager
def served(application: str, environment: dict[str, str]) -> Iterator[int]:
    """Yields the port of a site whose processes all answer: who comes sooner meets the first alone."""
    port = free_port()
    process = subprocess.Popen(
        granian(application, port), env=environment, cwd=ROOT, stderr=subprocess.DEVNULL
    )
    try:
        wait(port)
        _wait_for_all(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def granian(application: str, port: int) -> list[str]:
    command = [str(BINARIES / "granian"), "--interface", "wsgi", "--no-ws", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", str(WORKERS), "--blocking-threads", "8"]
    command += ["--log-level", "warning"]
    return [*command, application]


def wait(port: int, patience: float = 60) -> None:
    """Until something answers on a port."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            if get(http.client.HTTPConnection("127.0.0.1", port, timeout=5), "/healthz"):
                return
        except OSError:
            time.sleep(0.01)
    raise RuntimeError(f"nothing answers on port {port}")


def _wait_for_all(port: int, patience: float = 60) -> None:
    """Until every process listens: each has a socket of its own, between which the system shares out who comes."""
    until = time.monotonic() + patience
    while _listening(port) < WORKERS:
        if time.monotonic() > until:
            raise RuntimeError(f"fewer than {WORKERS} processes listen on port {port}")
        time.sleep(0.01)


def _listening(port: int) -> int:
    """How many sockets listen on a port, by the system's table."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(row[1].endswith(f":{port:04X}") and row[3] == "0A" for row in rows)


def get(connection: http.client.HTTPConnection, path: str, cookies: str = "") -> bytes:
    connection.request("GET", path, headers={"Cookie": cookies} if cookies else {})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return body


def connected(port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", port, timeout=30)


def in_turn(
    ours: tuple[int, str],
    base: tuple[int, str],
    repetitions: int,
    requests: int = REQUESTS,
    cookies: str = "",
) -> tuple[float, float]:
    """The medians of two pages, each (port, path), asked in turn on kept connections; their ratio is the inverse
    ratio of rates. With `cookies` both are asked by the person whose session they carry."""
    mine, theirs = connected(ours[0]), connected(base[0])
    for _ in range(20):
        get(mine, ours[1], cookies)
        get(theirs, base[1], cookies)
    pairs = [
        (_seconds(mine, ours[1], requests, cookies), _seconds(theirs, base[1], requests, cookies))
        for _ in range(repetitions)
    ]
    return statistics.median(one for one, _ in pairs), statistics.median(other for _, other in pairs)


def _seconds(connection: http.client.HTTPConnection, path: str, requests: int, cookies: str) -> float:
    """The median of a run of requests on one connection."""
    took = []
    for _ in range(requests):
        started = time.perf_counter()
        get(connection, path, cookies)
        took.append(time.perf_counter() - started)
    return statistics.median(took)
