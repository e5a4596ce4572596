"""The start and the memory of the served site, against bare Django under the same server."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable

from benchmarks.measure import REPETITIONS, Measured
from benchmarks.processes import memory
from benchmarks.serving import ROOT, environment_of, granian, wait
from tests.browser.site import free_port

Command = Callable[[int], list[str]]


def measure() -> list[Measured]:
    with tempfile.TemporaryDirectory() as data:
        return _start_and_memory(environment_of(data))


def _start_and_memory(environment: dict[str, str]) -> list[Measured]:
    """The second start of `./run` (nothing to install or load) until it answers, and what it holds then."""
    starts, bare_starts, ours, bare = [], [], [], []
    for _ in range(REPETITIONS):
        took, held = _started(_run_command(environment), environment)
        starts.append(took)
        ours.append(held)
        took, held = _started(
            lambda port: granian("benchmarks.bare.empty_wsgi:application", port), environment
        )
        bare_starts.append(took)
        bare.append(held)
    start, bare_start = statistics.median(starts), statistics.median(bare_starts)
    held, bare_held = statistics.median(ours), statistics.median(bare)
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
        wait(port)
        took = time.perf_counter() - started
        time.sleep(1.5)  # the worker is up too
        return took, memory(process.pid)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)
