"""Gathering the static files beside a server that may be running: what it points to stays where it is."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.management.commands.collectstatic import Command
from django.core.files.storage import storages
from django.core.management import call_command

_STAMP = ".digest"
_MANIFEST = "staticfiles.json"


def gather_static(root: Path) -> bool:
    """Gather and compress the static files where their bytes changed since last time; whether they had.

    Files are named by their content, and a running server goes on naming those it began with: nothing is removed or
    rewritten in place, and the list of names comes last. An old file is small; whoever wants them gone empties the
    folder while nothing runs.
    """
    here, digest = Path(settings.STATIC_ROOT), _digest(root)
    stamp = here / _STAMP
    if stamp.is_file() and stamp.read_text() == digest:
        return False
    here.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=here.parent, prefix="static-") as place:
        fresh = Path(place)
        command = Command()
        command.storage = storages.create_storage(
            {**settings.STORAGES["staticfiles"], "OPTIONS": {"location": place}}
        )
        call_command(command, interactive=False, verbosity=0)
        (fresh / _STAMP).write_text(digest)
        _bring(fresh, here)
    return True


def _bring(fresh: Path, here: Path) -> None:
    """Move what is new or different into its place, each file at once and whole."""
    last = (_MANIFEST, _STAMP)
    found = sorted(
        (path.relative_to(fresh) for path in fresh.rglob("*") if path.is_file()),
        key=lambda path: (path.name in last, last.index(path.name) if path.name in last else 0, path),
    )
    for path in found:
        target = here / path
        if target.is_file() and target.read_bytes() == (fresh / path).read_bytes():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(fresh / path, target)


def _digest(root: Path) -> str:
    files = sorted(path for path in (root / "sasando").glob("*/static/**/*") if path.is_file())
    parts = [str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() for path in files]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()
