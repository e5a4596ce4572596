"""Restore: a backup back into a place that is empty, compared and verified on the way."""

from __future__ import annotations

import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from sasando.kernel.backup import FILES, data_files
from sasando.kernel.database_copy import database_is_empty, load_database
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
    try:
        load_database(source / manifest.database)
        count = _bring_files(source / FILES)
    except OSError as error:
        raise BadInputError(
            [Fault(str(error.filename or ""), 0, f"gagal ditulis: {error.strerror}")]
        ) from error
    return _verified(manifest, count)


def _unfit(manifest: Manifest) -> list[Fault]:
    faults = []
    if manifest.engine != connection.vendor:
        problem = f"cadangan ini dari {manifest.engine}, sedangkan DATABASE_URL menunjuk {connection.vendor}"
        faults.append(Fault(manifest.database, 0, problem))
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


def _bring_files(folder: Path) -> int:
    """Copy the files; the secrets made at this start are kept aside, since the restored ones take their place."""
    data = Path(settings.DATA_DIR)
    found = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []
    for path in found:
        place = data / path.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            place.replace(place.with_name(place.name + BEFORE))
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
