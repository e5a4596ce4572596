"""Is the port free; and when does the site answer? Used by ./run, with the standard library alone."""

from __future__ import annotations

import os
import socket
import sys
import time

_PATIENCE = 60.0


def _answers(host: str, port: int) -> bool:
    address = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # read, not bound
    try:
        with socket.create_connection((address, port), timeout=1):
            return True
    except OSError:
        return False


def _lives(pid: int) -> bool:
    """Whether the server still runs; 0: not asked."""
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def main(what: str, host: str, port_text: str, pid: str = "0") -> int:
    if not port_text.isdigit() or not 0 < int(port_text) < 65536:
        print(f'SASANDO_BIND: "{port_text}" bukan nomor port; contoh: 127.0.0.1:8000', file=sys.stderr)
        return 2
    port = int(port_text)
    shown = f"[{host}]" if ":" in host else host
    if what == "free":
        if not _answers(host, port):
            return 0
        print(
            f"{shown}:{port} sudah dipakai program lain; pilih yang lain: SASANDO_BIND={shown}:8001 ./run",
            file=sys.stderr,
        )
        return 2
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and _lives(int(pid)):
        if _answers(host, port):
            print(f"Sasando: http://{shown}:{port}/   (berhenti: Ctrl-C)", flush=True)
            return 0
        time.sleep(0.02)
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
