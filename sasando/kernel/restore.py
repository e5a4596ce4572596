"""Restore: a backup back into a place that is empty, compared and verified on the way."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from sasando.kernel.backup import FILES, PREPARED_FILE, data_files
from sasando.kernel.database_copy import database_is_empty, file_of_a_copy, load_database
from sasando.kernel.faults import BadInputError, Fault
from sasando.kernel.immutable import ensure_triggers, missing_triggers
from sasando.kernel.journal import contradictions, heads, verify
from sasando.kernel.manifest import Manifest, read_manifest

BEFORE = ".before-restore"


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back. `faults` says what is not as it was; `missing_secrets` names a file to bring from elsewhere."""

    made_at: str
    files: int
    chains: int
    triggers_made: list[str]
    migrations_to_apply: int
    missing_secrets: str
    faults: list[str]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def restore(source: Path) -> Restored:
    """Put the backup in `source` into the configured database and data folder, both empty.

    Raises:
        BadInputError: it is no whole backup, of another engine or a later version, or there is something already.
    """
    source = source.expanduser().absolute()
    manifest = read_manifest(source)
    faults = [*_unfit(manifest), *_occupied()]
    if faults:
        raise BadInputError(faults)
    with _all_or_nothing() as undo:
        count = _bring_files(source / FILES, undo)
        load_database(source / manifest.database)  # last, and as a whole: a site is there once all of it is
    return _verified(manifest, count)


@contextmanager
def _all_or_nothing() -> Iterator[ExitStack]:
    """What the block puts down to be undone is undone where it fails.

    Raises:
        BadInputError: something could not be written.
    """
    with ExitStack() as undo:
        try:
            yield undo
        except OSError as error:
            problem = f"gagal ditulis: {error.strerror}; tidak ada yang dipulihkan"
            raise BadInputError([Fault(str(error.filename or ""), 0, problem)]) from error
        undo.pop_all()


def _unfit(manifest: Manifest) -> list[Fault]:
    faults = []
    if manifest.engine != connection.vendor:
        problem = f"cadangan ini dari {manifest.engine}, sedangkan DATABASE_URL menunjuk {connection.vendor}"
        faults.append(Fault(manifest.database, 0, problem))
    elif manifest.database != file_of_a_copy():
        faults.append(
            Fault(manifest.database, 0, f"bukan basis data cadangan; yang diminta: {file_of_a_copy()}")
        )
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("sasando.")}
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    unknown = [name for name in manifest.migrations if name.split(".")[0] in ours and name not in known]
    if unknown:
        problem = f"dibuat oleh Sasando {manifest.sasando} yang lebih baru ({unknown[-1]}); perbarui dahulu"
        faults.append(Fault(manifest.database, 0, problem))
    return faults


def _occupied() -> list[Fault]:
    faults = []
    if not database_is_empty():
        faults.append(
            Fault(
                str(connection.settings_dict["NAME"]),
                0,
                "basis data ini tidak kosong; pulihkan ke tempat yang baru",
            )
        )
    data = Path(settings.DATA_DIR)
    secrets = Path(settings.SECRETS_PATH)
    for path in data_files(data):
        if path not in {secrets, secrets.with_name(secrets.name + BEFORE)}:
            faults.append(Fault(str(path), 0, "sudah ada; pulihkan ke folder data yang kosong"))
    return faults


def _bring_files(folder: Path, undo: ExitStack) -> int:
    """Copy the files; the secrets made at this start are kept aside, since the restored ones take their place."""
    data = Path(settings.DATA_DIR)
    found = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []
    found = [path for path in found if path != folder / PREPARED_FILE]
    for path in found:
        place = data / path.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            aside = place.with_name(place.name + BEFORE)
            place.replace(aside)
            undo.callback(aside.replace, place)
        undo.callback(place.unlink, missing_ok=True)
        shutil.copyfile(path, place)
        place.chmod(0o600)
    return len(found)


def _verified(manifest: Manifest, files: int) -> Restored:
    missing = missing_triggers(connection)
    ensure_triggers(connection)
    now = heads()
    faults = [str(fault) for fault in (*verify(), *contradictions(manifest.journal))]
    if now != manifest.journal and not faults:
        faults.append("kepala jurnal tidak sama dengan yang dicatat manifes")
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return Restored(
        made_at=manifest.made_at,
        files=files,
        chains=len(now),
        triggers_made=missing,
        migrations_to_apply=len(pending),
        missing_secrets="" if manifest.secrets else manifest.secrets_file,
        faults=faults,
    )
