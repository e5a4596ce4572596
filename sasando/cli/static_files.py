"""Gathering the static files beside a server that may be running: what it points to stays where it is."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.management.commands.collectstatic import Command
from django.core.files.storage import storages
from django.core.management import call_command

_STAMP = ".digest"
_MANIFEST = "staticfiles.json"
_PACKED = ("", ".gz", ".br")
KEPT = 7 * 24 * 60 * 60  # seconds for which a page of an earlier version may still be open


def gather_static(root: Path) -> bool:
    """Gather and compress the static files where their bytes changed since last time; whether they had.

    Files are named by their content, and a running server goes on naming those it began with: nothing is rewritten in
    place, the list of names comes last, and what it no longer names goes by a later set-up, a week after at the
    earliest.
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
        before, now = _named(here), _files(fresh)
        _retire(here, before - now)
        _bring(fresh, here)
    if before:  # without the list nobody knows what a running server names
        _sweep(here, now)
    return True


def _files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def _named(here: Path) -> set[Path]:
    """What the list of names that stands now leads to."""
    try:
        paths = json.loads((here / _MANIFEST).read_text())["paths"]
    except (OSError, ValueError, KeyError):  # the first time, or broken off
        return set()
    return {Path(name + packed) for pair in paths.items() for name in pair for packed in _PACKED}


def _retire(here: Path, paths: set[Path]) -> None:
    """Let what is named no longer say since when, by its time: that of its making says nothing."""
    for path in paths:
        with suppress(FileNotFoundError):
            os.utime(here / path)


def _sweep(here: Path, named: set[Path]) -> None:
    """Remove what nobody has named for a week."""
    for path in _files(here) - named:
        with suppress(FileNotFoundError):  # another set-up may sweep too
            if time.time() - (here / path).stat().st_mtime > KEPT:
                (here / path).unlink()


def _bring(fresh: Path, here: Path) -> None:
    """Move what is new or different into its place, each file at once and whole."""
    last = (_MANIFEST, _STAMP)
    found = sorted(
        _files(fresh),
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
