"""Connections whose other end is gone without a word: a phone that lost its signal for good."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from sasando.kernel.whole_bodies import Application, Environ

IDLE, BETWEEN = 60, 15  # seconds of silence, and between questions
PROBES = 4  # questions without an answer
_OPEN = "/proc/self/fd"


def without_the_vanished(application: Application) -> Application:
    """The application; at its first request the system is told to ask after silent connections, and to end those that
    answer no more, two minutes later.

    The web server has no such setting, but its connections take it from the socket it listens on, which it opens when
    the program is loaded. Where the system does not tell what is open, nothing is done.
    """
    told = False

    def called(environ: Environ, start_response: Any) -> Iterable[bytes]:
        nonlocal told
        if not told:
            told = True
            _tell()
        return application(environ, start_response)

    return called


def _tell() -> None:
    with suppress(OSError):
        for name in os.listdir(_OPEN):
            with suppress(OSError):
                if stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                    _ask_after(int(name))


def _ask_after(descriptor: int) -> None:
    """Where the descriptor is that of a socket that listens."""
    with socket.socket(fileno=os.dup(descriptor)) as listening:
        if not listening.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            return
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, IDLE)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, BETWEEN)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, PROBES)
