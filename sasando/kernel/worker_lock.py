"""One worker at a time: a lock that ends with its holder, however it ends.

On SQLite it is a lock on a file of the data folder, on PostgreSQL one in the database, so that workers on
several machines know of each other.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from sasando.kernel.faults import BadInputError, Fault

LOCK_FILE = "worker.lock"
_ADVISORY = 0x5A5A4D0
_SECONDS_TO_TRY = 2.0  # a look by `doctor` may hold the file for an instant


class WorkerRunningError(RuntimeError):
    """Another worker is at work."""


class Held(Protocol):
    """The lock, once taken."""

    def still_held(self) -> bool:
        """Whether it is still ours; takes it again where that is possible."""


@contextmanager
def worker_lock() -> Iterator[Held]:
    """Hold the lock while the block runs.

    Raises:
        WorkerRunningError: another worker holds it.
    """
    lock: _FileLock | _DatabaseLock
    lock = _DatabaseLock(connection.copy()) if connection.vendor == "postgresql" else _FileLock(_path())
    try:
        if not lock.take():
            raise WorkerRunningError("pekerja lain sedang berjalan; hentikan dahulu yang itu")
        yield lock
    finally:
        lock.release()


def worker_is_alive() -> bool:
    """Whether some worker holds the lock. Writes nothing to the database."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = 0 AND objid = %s"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
                [_ADVISORY],
            )
            return bool(cursor.fetchone()[0])
    path = _path()
    if not path.exists():
        return False
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _path() -> Path:
    return Path(settings.DATA_DIR) / LOCK_FILE


class _FileLock:
    def __init__(self, path: Path) -> None:
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            problem = f"tidak dapat ditulis ({error.strerror}); beri hak tulis pada folder data"
            raise BadInputError([Fault(str(path), 0, problem)]) from error

    def take(self) -> bool:
        until = time.monotonic() + _SECONDS_TO_TRY
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    return False
                time.sleep(0.05)
            else:
                return True

    def still_held(self) -> bool:
        return True

    def release(self) -> None:
        os.close(self._file)


class _DatabaseLock:
    """Rests on a connection of its own: a lock of PostgreSQL lives as long as the session that took it."""

    def __init__(self, own: BaseDatabaseWrapper) -> None:
        self._own = own

    def take(self) -> bool:
        with self._own.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_ADVISORY])
            return bool(cursor.fetchone()[0])

    def still_held(self) -> bool:
        try:
            with self._own.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            self._own.close()
            return self._take_again()
        return True

    def _take_again(self) -> bool:
        try:
            return self.take()
        except DatabaseError:
            self._own.close()
            return False

    def release(self) -> None:
        """Given back before the session ends: the server ends a session in its own time."""
        try:
            with self._own.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_ADVISORY])
        except DatabaseError:
            pass  # the session is gone, and its lock with it
        finally:
            self._own.close()
