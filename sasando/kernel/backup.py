"""Backup: a folder with a consistent copy of the database, the files and secrets, and a manifest."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from sasando.kernel.database_copy import copy_database
from sasando.kernel.faults import BadInputError, Fault
from sasando.kernel.manifest import FORMAT, MANIFEST_FILE, KeptFile, Manifest, kept_file, running_version
from sasando.kernel.worker_lock import LOCK_FILE

FILES = "files"
"""The folder inside a backup that holds what lay in the data folder."""
PREPARED_FILE = ".prepared"
"""The stamp of `sasando setup`: true of the folder it was made in, where static files lie too, and of no copy."""


def backup(target: Path, *, secrets: bool = True) -> Manifest:
    """Write a backup into `target`, which must not exist yet or be empty; whole, or not there at all.

    With `secrets=False` the secrets file is only named, to be kept elsewhere.

    Raises:
        BadInputError: `target` holds something, lies in the data folder, or cannot be written.
    """
    target = target.expanduser().resolve()  # by its real place: a link or ".." may lead into the data folder
    _refuse_place(target)
    partial = target.with_name(f".{target.name}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(mode=0o700)
        manifest = _fill(partial, secrets)
        partial.replace(target)
    except OSError as error:
        raise BadInputError(
            [Fault(str(error.filename or target), 0, f"gagal ditulis: {error.strerror}")]
        ) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return manifest


def _refuse_place(target: Path) -> None:
    if target.is_relative_to(Path(settings.DATA_DIR)):
        problem = "berada di dalam folder data; pilih tempat lain, sebaiknya di media lain"
        raise BadInputError([Fault(str(target), 0, problem)])
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BadInputError([Fault(str(target), 0, "sudah berisi; beri nama folder yang baru")])


def _fill(folder: Path, secrets: bool) -> Manifest:
    """The database first: files only ever come to a running site, so that none it names is missing."""
    copied = copy_database(folder)
    secrets_path = Path(settings.SECRETS_PATH)
    for path in data_files(Path(settings.DATA_DIR)):
        if secrets or path != secrets_path:
            place = folder / FILES / path.relative_to(settings.DATA_DIR)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
    manifest = Manifest(
        format=FORMAT,
        sasando=running_version(),
        made_at=timezone.now().isoformat(),
        engine=connection.vendor,
        database=copied.file,
        secrets=secrets and secrets_path.exists(),
        secrets_file=secrets_path.name,
        journal=copied.heads,
        migrations=copied.migrations,
        files=_closed(folder),
    )
    with (folder / MANIFEST_FILE).open("x", encoding="utf-8") as file:
        json.dump(manifest.to_json(), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    (folder / MANIFEST_FILE).chmod(0o600)
    return manifest


def _closed(folder: Path) -> list[KeptFile]:
    """Every file so far, readable by its owner alone and on the disk for certain."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in found:
        path.chmod(0o600)
        with path.open("rb") as file:
            os.fsync(file.fileno())
    return [kept_file(folder, path) for path in found]


def data_files(data: Path) -> Iterator[Path]:
    """What lies in the data folder and can be made from nothing else, the database aside."""
    made_again = {data / LOCK_FILE, data / PREPARED_FILE, *_database_files()}
    for top in sorted(data.iterdir()):
        if top.name in settings.MADE_AGAIN:
            continue
        for path in [top, *sorted(top.rglob("*"))]:
            if path.is_file() and not path.is_symlink() and path not in made_again:
                yield path


def _database_files() -> list[Path]:
    if connection.vendor != "sqlite":
        return []
    name = str(connection.settings_dict["NAME"])
    return [Path(name + ending) for ending in ("", "-wal", "-shm", "-journal", "-turn", ".partial")]
