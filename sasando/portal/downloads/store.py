"""Made files, kept below SASANDO_DATA by the digest of what they say: made once, the oldest given up for room.

Nothing here is a record: whatever is lost is made again. So it needs no backup, and no act.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path

from django.conf import settings

MOST_BYTES = 200 * 1024 * 1024
_STRIPES = 16  # locks, so that few different files wait for each other


def folder() -> Path:
    """Where made files are kept."""
    return Path(settings.DATA_DIR) / "downloads"


def kept(name: str) -> bytes | None:
    """The file of that name (digest and suffix), or None."""
    try:
        return (folder() / "files" / name).read_bytes()
    except FileNotFoundError:
        return None


def once(name: str, make: Callable[[], bytes]) -> bytes:
    """The file of that name, made now if it is not kept; of several who ask at once, one makes it."""
    found = kept(name)
    if found is not None:
        return found
    with _locked(name):
        found = kept(name)
        if found is None:
            found = make()
            _keep(name, found)
    return found


def _keep(name: str, content: bytes) -> None:
    files = folder() / "files"
    files.mkdir(parents=True, exist_ok=True)
    handle, path = tempfile.mkstemp(dir=files, prefix="half-")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(path).replace(files / name)
    _make_room(files, name)


def _make_room(files: Path, newest: str) -> None:
    """Give up the oldest files until the rest has room. The newest stays, however large."""
    held = []
    for path in files.iterdir():
        try:
            state = path.stat()
        except FileNotFoundError:  # another process made room too
            continue
        held.append((state.st_mtime_ns, path.name, state.st_size, path))
    total = sum(size for _when, _name, size, _path in held)
    for _when, name, size, path in sorted(held):
        if total <= MOST_BYTES:
            return
        if name != newest:
            path.unlink(missing_ok=True)
            total -= size


@contextmanager
def _locked(name: str) -> Iterator[None]:
    """One maker at a time for a name, across threads and processes of this machine."""
    locks = folder() / "locks"
    locks.mkdir(parents=True, exist_ok=True)
    with (locks / str(int(name[:4], 16) % _STRIPES)).open("w") as file:
        flock(file, LOCK_EX)
        yield
