"""Forms that somebody begins to send and never ends, on a site as `./run` serves it."""

from __future__ import annotations

import http.client
import select
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from sasando.kernel.whole_bodies import ROOM
from tests.browser.site import free_port
from tests.test_run import running

MANY, PROCESSES, PATIENCE = 40, 2, 20
FORM = (
    "POST /akun/masuk/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    "Cookie: csrftoken=abcdefghijklmnopqrstuvwxyzABCDEF\r\nContent-Length: {length}\r\n\r\nlogin=a"
)
KEEPALIVE = "02"  # the timer of a connection in /proc/net/tcp


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    number = free_port()
    with running(tmp_path_factory.mktemp("half-sent"), number):
        yield number


def begun(port: int, length: str) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall(FORM.format(length=length).encode())
    return connection


def answered(connections: list[socket.socket], expected: int) -> list[bytes]:
    """The first lines of what comes back, once so many have been answered."""
    found: dict[socket.socket, bytes] = {}
    until = time.monotonic() + PATIENCE
    while len(found) < expected and time.monotonic() < until:
        waiting = [one for one in connections if one not in found]
        for one in select.select(waiting, [], [], 1)[0]:
            found[one] = one.recv(100).partition(b"\r")[0]
    return list(found.values())


def asked(port: int, method: str, path: str, body: str = "") -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request(method, path, body or None)
        return connection.getresponse().status


@pytest.mark.parametrize("length", ["30", f"{0:030}30"])
def test_half_sent_forms_keep_nobody_from_reading_and_leave_room_again_when_they_end(
    port: int, length: str
) -> None:
    with ExitStack() as held:
        forms = [held.enter_context(begun(port, length)) for _ in range(MANY)]
        refused = answered(forms, MANY - PROCESSES * ROOM)
        assert refused == [b"HTTP/1.1 503 Service Unavailable"] * (MANY - PROCESSES * ROOM)
        assert {asked(port, "GET", path) for path in ("/", "/d/kab-kupang/", "/healthz") * 4} == {200}
    until, taken_in = time.monotonic() + PATIENCE, 0
    while taken_in < MANY and time.monotonic() < until:
        refused_for_its_token = asked(port, "POST", "/akun/masuk/", "login=a") == 403
        taken_in = taken_in + 1 if refused_for_its_token else 0
    assert taken_in == MANY


def test_connection_whose_other_end_is_gone_is_asked_after(port: int) -> None:
    for _ in range(20):  # both processes answer once
        asked(port, "GET", "/healthz")
    with socket.create_connection(("127.0.0.1", port)) as connection:
        ends = f":{port:04X}", f":{connection.getsockname()[1]:04X}"
        rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    (timer,) = {row[5][:2] for row in rows if (row[1][-5:], row[2][-5:]) == ends}
    assert timer == KEEPALIVE
