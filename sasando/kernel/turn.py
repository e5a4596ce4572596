"""One writer at a time on SQLite, in the order they came (docs/decisions/0016).

Nobody waits for the turn longer than `LONGEST_WAIT`: who holds it may hang (a process that was suspended, a folder
that went away). Then the writer goes on without it, and meets SQLite's own lock and its time limit.
"""

from __future__ import annotations

import fcntl
import os
import stat
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

LONGEST_WAIT = 10.0  # seconds
_PAUSE, _LONGER_PAUSE, _SOON = 0.0003, 0.005, 0.1  # seconds; the longer one after so many


class Queue:
    """A lock that goes to whoever waits longest; `threading.Lock` goes to whoever comes by when it is free."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._held = False
        self._waiting: deque[threading.Lock] = deque()

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def enter(self, seconds: float) -> bool:
        """Wait for the turn, so long at most; whether it is had, and has to be given back by `leave`."""
        with self._guard:
            if not self._held:
                self._held = True
                return True
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=max(seconds, 0)):
            return True
        with self._guard:
            if mine in self._waiting:
                self._waiting.remove(mine)
                return False
        return True  # it came in the moment the patience ended

    def leave(self) -> None:
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
    until = time.monotonic() + LONGEST_WAIT
    if not _of_this_process.enter(LONGEST_WAIT):
        yield
        return
    try:
        database = str(connection.settings_dict["NAME"])
        if database == ":memory:" or "mode=memory" in database:
            yield
            return
        with alone_with(Path(f"{database}-turn"), Path(database), until):
            yield
    finally:
        _of_this_process.leave()


@contextmanager
def alone_with(path: Path, like: Path, until: float) -> Iterator[None]:
    """Hold the lock of a file, which is made where it is missing, with the owner and the rights of `like`.

    It ends with the process at the latest. Where there is no such file to be had (a full disk, another's file), or
    another process holds it still at `until` (`time.monotonic`), the lock is done without: it is for the order of
    writers, and that two do not write at once is SQLite's own care.
    """
    held = _taken(path, like, until)
    try:
        yield
    finally:
        if held is not None:
            os.close(held)


def _taken(path: Path, like: Path, until: float) -> int | None:
    held = None
    try:
        held = _opened(path, like)
        if _locked(held, until):
            return held
    except OSError:
        pass
    if held is not None:
        os.close(held)
    return None


def _locked(held: int, until: float) -> bool:
    """Ask again and again: a lock of a file that is waited for cannot be given up."""
    soon = time.monotonic() + _SOON
    while True:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            now = time.monotonic()
            if now > until:
                return False
            time.sleep(_PAUSE if now < soon else _LONGER_PAUSE)
        else:
            return True


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
