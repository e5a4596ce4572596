"""The page, the start and the memory of the served site, against bare Django under the same server."""

from __future__ import annotations

import http.client
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measure import REPETITIONS, Measured
from tests.browser.site import free_port

ROOT = Path(__file__).resolve().parent.parent
BINARIES = Path(sys.executable).parent
REQUESTS = 60
PAGE = "/d/kab-kupang/"
Command = Callable[[int], list[str]]


def measure() -> list[Measured]:
    with tempfile.TemporaryDirectory() as data:
        environment = _environment(data)
        subprocess.run([BINARIES / "sasando", "setup", "--quiet"], env=environment, cwd=ROOT, check=True)
        anew = environment | {"SASANDO_KEEP_PAGES": "false"}
        return [
            _page(environment, "one request", 2),
            _page(anew, "one request, every page made anew", None),
            *_start_and_memory(environment),
        ]


def _environment(data: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | {"SASANDO_DATA": data, "PYTHONPATH": str(ROOT)}


@contextmanager
def _served(application: str, environment: dict[str, str]) -> Iterator[int]:
    """A site under the server, workers and threads of `./run`; yields its port."""
    port = free_port()
    process = subprocess.Popen(
        _granian(application, port), env=environment, cwd=ROOT, stderr=subprocess.DEVNULL
    )
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _granian(application: str, port: int) -> list[str]:
    command = [str(BINARIES / "granian"), "--interface", "wsgi", "--no-ws", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", "2", "--blocking-threads", "8", "--log-level", "warning"]
    return [*command, application]


def _wait(port: int, patience: float = 60) -> None:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            if _get(http.client.HTTPConnection("127.0.0.1", port, timeout=5), "/healthz"):
                return
        except OSError:
            time.sleep(0.01)
    raise RuntimeError(f"nothing answers on port {port}")


def _get(connection: http.client.HTTPConnection, path: str) -> bytes:
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return body


def _page(environment: dict[str, str], what: str, bound: float | None) -> Measured:
    """Requests in turn on kept connections; the ratio of medians is the inverse ratio of rates."""
    bare = environment | {"DJANGO_SETTINGS_MODULE": "benchmarks.bare.settings"}
    with _served("sasando.wsgi:application", environment) as port:
        ours = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        body = _get(ours, PAGE)
        folder = Path(environment["SASANDO_DATA"]) / "bare"
        folder.mkdir(exist_ok=True)
        (folder / "page.html").write_bytes(body)
        with _served("benchmarks.bare.wsgi:application", bare) as other:
            base = http.client.HTTPConnection("127.0.0.1", other, timeout=30)
            if _get(base, "/page/") != body:
                raise RuntimeError("the bare page does not render the same bytes")
            for _ in range(20):
                _get(ours, PAGE)
                _get(base, "/page/")
            pairs = [(_seconds(ours, PAGE), _seconds(base, "/page/")) for _ in range(REPETITIONS)]
    mine, theirs = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    return Measured(
        f"{PAGE}, {what}",
        "bare Django page: same bytes, middleware, one query",
        mine,
        theirs,
        mine / theirs,
        bound,
    )


def _seconds(connection: http.client.HTTPConnection, path: str) -> float:
    """The median of a run of requests on one connection."""
    took = []
    for _ in range(REQUESTS):
        started = time.perf_counter()
        _get(connection, path)
        took.append(time.perf_counter() - started)
    return statistics.median(took)


def _start_and_memory(environment: dict[str, str]) -> list[Measured]:
    """The second start of `./run` (nothing to install or load) until it answers, and what it holds then."""
    starts, bare_starts, memory, bare_memory = [], [], [], []
    for _ in range(REPETITIONS):
        took, held = _started(_run_command(environment), environment)
        starts.append(took)
        memory.append(held)
        took, held = _started(
            lambda port: _granian("benchmarks.bare.empty_wsgi:application", port), environment
        )
        bare_starts.append(took)
        bare_memory.append(held)
    start, bare_start = statistics.median(starts), statistics.median(bare_starts)
    held, bare_held = statistics.median(memory), statistics.median(bare_memory)
    against = "bare Django under the same server and workers"
    added = held - bare_held
    return [
        Measured("second start of ./run", against, start, bare_start, start / bare_start, 3),
        Measured("memory (PSS) of web and worker", against, held, bare_held, added, 120, "MB"),
    ]


def _run_command(environment: dict[str, str]) -> Command:
    def command(port: int) -> list[str]:
        environment["SASANDO_BIND"] = f"127.0.0.1:{port}"
        return [str(ROOT / "run")]

    return command


def _started(command: Command, environment: dict[str, str]) -> tuple[float, float]:
    """Seconds until `/healthz` answers, and MB of the process tree after one page."""
    port = free_port()
    started = time.perf_counter()
    process = subprocess.Popen(
        command(port),
        env=environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait(port)
        took = time.perf_counter() - started
        time.sleep(1.5)  # the worker is up too
        return took, _held(process.pid)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def _held(pid: int) -> float:
    """The PSS of a process and all below it, in MB."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(entry.name))
    tree, held = [pid], 0
    while tree:
        one = tree.pop()
        tree += children.get(one, [])
        try:
            lines = (Path("/proc") / str(one) / "smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        held += next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return held / 1024
