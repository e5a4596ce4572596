"""Files made from what is stored, kept below SASANDO_DATA by the digest of what they say.

Made once, forgotten after a while or for room, made again on demand. Nothing here is a record: it needs no backup
and no act. How long each sort of file took is remembered, so that slow ones are left to the worker.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path

from django.conf import settings

LONGEST_IN_A_REQUEST = 1.0  # seconds
_STRIPES = 16  # locks, so that few different files wait for each other


@dataclass(frozen=True, slots=True)
class MadeFiles:
    """A folder of made files. `most_bytes`, `most_seconds`: what it holds at most, and how long a file stays."""

    name: str
    most_bytes: int
    most_seconds: float

    @property
    def folder(self) -> Path:
        return Path(settings.DATA_DIR) / self.name

    def kept(self, name: str) -> bytes | None:
        """The file of that name (digest and suffix), or None."""
        try:
            return (self.folder / "files" / name).read_bytes()
        except FileNotFoundError:
            return None

    def once(self, name: str, sort: str, make: Callable[[], bytes]) -> bytes:
        """The file of that name, made now if it is not kept; of several who ask at once, one makes it."""
        found = self.kept(name)
        if found is not None:
            return found
        with self._locked(name):
            found = self.kept(name)
            if found is None:
                started = time.thread_time()
                found = make()
                self.remember(sort, time.thread_time() - started)
                with suppress(OSError):  # a full disk keeps nothing; whoever asks has the file all the same
                    self._keep(name, found)
        return found

    def is_slow(self, sort: str) -> bool:
        """Whether a file of this sort last took longer than a page may."""
        try:
            text = (self.folder / "pace" / sort).read_text(encoding="ascii")
        except FileNotFoundError:
            return False
        return text.isdigit() and int(text) > LONGEST_IN_A_REQUEST * 1000

    def remember(self, sort: str, seconds: float) -> None:
        """Note how long a sort of file took, on the clock of the process's own work."""
        place = self.folder / "pace"
        place.mkdir(parents=True, exist_ok=True)
        (place / sort).write_text(str(round(seconds * 1000)), encoding="ascii")

    def outdated(self, now: float) -> list[Path]:
        """The files that have stayed long enough, at a moment in seconds since 1970."""
        return [path for when, _size, path in self._held() if when < now - self.most_seconds]

    def forget(self, now: float) -> None:
        """Let go of the files that have stayed long enough."""
        for path in self.outdated(now):
            path.unlink(missing_ok=True)

    def _keep(self, name: str, content: bytes) -> None:
        files = self.folder / "files"
        files.mkdir(parents=True, exist_ok=True)
        handle, path = tempfile.mkstemp(dir=files, prefix="half-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(path).replace(files / name)
        except OSError:
            Path(path).unlink(missing_ok=True)
            raise
        self._make_room(name)

    def _make_room(self, newest: str) -> None:
        """Give up the oldest files until the rest has room. The newest stays, however large."""
        held = self._held()
        total = sum(size for _when, size, _path in held)
        for _when, size, path in held:
            if total <= self.most_bytes:
                return
            if path.name != newest:
                path.unlink(missing_ok=True)
                total -= size

    def _held(self) -> list[tuple[float, int, Path]]:
        """Every file with its time and size, the oldest first."""
        files = self.folder / "files"
        found = []
        for path in files.iterdir() if files.is_dir() else ():
            try:
                state = path.stat()
            except FileNotFoundError:  # another process made room too
                continue
            found.append((state.st_mtime, state.st_size, path))
        return sorted(found)

    @contextmanager
    def _locked(self, name: str) -> Iterator[None]:
        """One maker at a time for a name, across threads and processes of this machine."""
        locks = self.folder / "locks"
        locks.mkdir(parents=True, exist_ok=True)
        with (locks / str(int(name[:4], 16) % _STRIPES)).open("w") as file:
            flock(file, LOCK_EX)
            yield
