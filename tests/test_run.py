"""`./run` as an operator starts it: twice, stopped by Ctrl-C, on a port that is taken."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.browser.site import ROOT, free_port

PATIENCE = 90


@contextmanager
def running(data: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """`./run` in a process group of its own, from the moment its page answers."""
    process = start(data, port)
    try:
        wait_until_answering(port)
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(timeout=30)


def start(data: Path, port: int) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"SASANDO_DATA": str(data), "SASANDO_BIND": f"127.0.0.1:{port}"}
    return subprocess.Popen(
        [ROOT / "run"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def wait_until_answering(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except (URLError, ConnectionError, TimeoutError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def children_of(pid: int) -> list[int]:
    """Every process of the session that `pid` leads."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[3]) == pid and fields[0] != "Z":
                found.append(int(entry.name))
    return found


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that has been started once."""
    folder = tmp_path_factory.mktemp("run")
    with running(folder, free_port()) as process:
        assert len(children_of(process.pid)) >= 4  # the script, the web's main and its workers, the worker
    return folder


def test_second_start_installs_nothing_and_changes_not_one_byte(data: Path) -> None:
    before = (data / "sasando.sqlite3").read_bytes()
    stamps = {path: path.stat().st_mtime_ns for path in (ROOT / ".venv").glob(".made-from-*")}
    port = free_port()
    with running(data, port) as process:
        with urlopen(f"http://127.0.0.1:{port}/d/kab-kupang/", timeout=10) as answer:
            assert "2,48" in answer.read().decode()
        time.sleep(3)  # long enough for the worker to look for work more than once
        os.killpg(process.pid, signal.SIGINT)
        printed, _ = process.communicate(timeout=30)
    assert (data / "sasando.sqlite3").read_bytes() == before
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps
    assert "Menyiapkan" not in printed
    assert "Disiapkan" not in printed
    assert f"http://127.0.0.1:{port}/" in printed


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_signal_ends_everything_it_started(data: Path, ending: signal.Signals) -> None:
    port = free_port()
    with running(data, port) as process:
        process.send_signal(ending)  # to the script alone: it must end the others itself
        process.wait(timeout=30)
        until = time.monotonic() + 10
        while children_of(process.pid) and time.monotonic() < until:
            time.sleep(0.1)
        assert children_of(process.pid) == []


def test_taken_port_is_told_with_another_to_try(data: Path) -> None:
    port = free_port()
    with running(data, port):
        second = start(data, port)
        printed, _ = second.communicate(timeout=30)
        assert second.returncode == 2
        assert "sudah dipakai" in printed
        assert "SASANDO_BIND=" in printed


def test_unreadable_port_is_told() -> None:
    environment = os.environ | {"SASANDO_BIND": "127.0.0.1:delapan"}
    done = subprocess.run([ROOT / "run"], env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "bukan nomor port" in done.stderr
