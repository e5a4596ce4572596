"""What is sent is taken in whole, or the program is told why it is not."""

from __future__ import annotations

import errno
import os
from io import BytesIO
from typing import Any

import pytest

from sasando.kernel.whole_bodies import NO_ROOM, ROOM, TROUBLE, whole_bodies

LARGE = 2 * 1024 * 1024
TIMES = ROOM + 1


def told_of(body: bytes) -> list[tuple[str, int]]:
    """What the program is told of such bodies, one after the other: the trouble, and how much it reads."""
    told = []

    def program(environ: dict[str, Any], _start: Any) -> list[bytes]:
        told.append((environ.get(TROUBLE, ""), len(environ["wsgi.input"].read())))
        return []

    called = whole_bodies(program)
    for _time in range(TIMES):
        called({"CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body)}, None)
    return told


def test_large_body_comes_whole() -> None:
    assert told_of(b"x" * LARGE) == [("", LARGE)] * TIMES


def test_disk_that_is_full_is_told_as_no_room_and_takes_none_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("tempfile.TemporaryFile", full)
    assert told_of(b"x" * LARGE) == [(NO_ROOM, 0)] * TIMES
    assert told_of(b"x" * 10) == [("", 10)] * TIMES
