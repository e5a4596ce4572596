"""One writer at a time on SQLite, in the order they came (docs/decisions/0016)."""

from __future__ import annotations

import fcntl
import os
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from django.db import connection


class Queue:
    """A lock that goes to whoever waits longest; `threading.Lock` goes to whoever comes by when it is free."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._held = False
        self._waiting: deque[threading.Lock] = deque()

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def __enter__(self) -> None:
        with self._guard:
            if not self._held:
                self._held = True
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        mine.acquire()

    def __exit__(
        self, _kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._held = False


_of_this_process = Queue()


@contextmanager
def writers_turn() -> Iterator[None]:
    """The turn of a writer, until the end of the `with`. PostgreSQL queues by itself."""
    if connection.vendor != "sqlite":
        yield
        return
    with _of_this_process:
        database = str(connection.settings_dict["NAME"])
        if database == ":memory:" or "mode=memory" in database:
            yield
            return
        with alone_with(Path(f"{database}-turn")):
            yield


@contextmanager
def alone_with(path: Path) -> Iterator[None]:
    """Hold the lock of a file, which is made where it is missing; it ends with the process at the latest."""
    held = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)
