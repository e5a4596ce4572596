"""One writer at a time on SQLite, in the order they came (docs/decisions/0016)."""

from __future__ import annotations

import fcntl
import os
import stat
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
        with alone_with(Path(f"{database}-turn"), Path(database)):
            yield


@contextmanager
def alone_with(path: Path, like: Path) -> Iterator[None]:
    """Hold the lock of a file, which is made where it is missing, with the owner and the rights of `like`.

    It ends with the process at the latest. Where there is no such file to be had (a full disk, another's file) the
    lock is done without: it is for the order of writers, and that two do not write at once is SQLite's own care.
    """
    held = _taken(path, like)
    try:
        yield
    finally:
        if held is not None:
            os.close(held)


def _taken(path: Path, like: Path) -> int | None:
    held = None
    try:
        held = _opened(path, like)
        fcntl.flock(held, fcntl.LOCK_EX)
    except OSError:
        if held is not None:
            os.close(held)
        return None
    return held


def _opened(path: Path, like: Path) -> int:
    """The file for reading, which is enough to lock it.

    One that root makes is given to whoever the database belongs to, as SQLite does with the files beside it.
    """
    try:
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        made = os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    known = like.stat()
    os.fchmod(made, stat.S_IMODE(known.st_mode))
    if os.geteuid() == 0:
        os.fchown(made, known.st_uid, known.st_gid)
    return made
