"""The site as people meet it: its own data folder, set up by the command, served by the web server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = "/usr/bin/chromium"
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_PATIENCE = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(data: Path) -> Iterator[str]:
    """A site over `data`, set up and serving on a free port; yields its address without the last slash."""
    port = free_port()
    binaries = Path(sys.executable).parent
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"SASANDO_DATA": str(data), "DJANGO_SETTINGS_MODULE": "sasando.settings"}
    subprocess.run([binaries / "sasando", "setup", "--quiet"], env=environment, cwd=ROOT, check=True)
    command = [
        str(binaries / "granian"),
        "--interface",
        "wsgi",
        "--no-ws",
        "--port",
        str(port),
        "--workers",
        "1",
    ]
    command += ["--blocking-threads", "8", "--log-level", "warning", "sasando.wsgi:application"]
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(address: str) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            with urlopen(address, timeout=2):
                return
        except (URLError, ConnectionError, TimeoutError):
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's browser, without its background traffic."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()
