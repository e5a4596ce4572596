"""Uploaded workbooks between preview and saving: on disk by person and digest, so that any web process finds them."""

from __future__ import annotations

import hashlib
import re
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from sasando.organizations.models import User

FOLDER = "workbooks"  # of DATA_DIR; no backup holds it
KEPT_SECONDS = 24 * 60 * 60
MOST_HELD = 20  # of one person
_DIGEST = re.compile(r"[0-9a-f]{64}")


def hold(by: User, raw: bytes) -> str:
    """Keep a file for a day; its digest. A tick removes it then (`forget`)."""
    digest = hashlib.sha256(raw).hexdigest()
    place = _place(by, digest)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = place.with_suffix(f".{time.monotonic_ns()}")
    fresh.write_bytes(raw)
    fresh.replace(place)
    _leave_the_latest(place.parent)
    return digest


def _leave_the_latest(folder: Path) -> None:
    """Remove all but the latest files of a person: whoever sends one after the other fills no disk."""
    dated = []
    for path in folder.iterdir():
        with suppress(OSError):  # another process was faster
            dated.append((path.stat().st_mtime_ns, path))
    for _when, path in sorted(dated)[:-MOST_HELD]:
        path.unlink(missing_ok=True)


def held(by: User, digest: str) -> bytes | None:
    """The file that this person handed in less than a day ago, or None."""
    if not _DIGEST.fullmatch(digest):
        return None
    place = _place(by, digest)
    try:
        old = time.time() - place.stat().st_mtime > KEPT_SECONDS
        return None if old else place.read_bytes()
    except OSError:
        return None


def outdated(now: float) -> list[Path]:
    """Files handed in more than a day before `now` (seconds since 1970)."""
    found = []
    for path in (Path(settings.DATA_DIR) / FOLDER).glob("*/*"):
        try:
            if now - path.stat().st_mtime > KEPT_SECONDS:
                found.append(path)
        except OSError:  # another process was faster
            continue
    return found


def forget(now: float) -> None:
    """Remove what is outdated."""
    for path in outdated(now):
        path.unlink(missing_ok=True)


def _place(by: User, digest: str) -> Path:
    return Path(settings.DATA_DIR) / FOLDER / str(by.id) / f"{digest}.xlsx"
