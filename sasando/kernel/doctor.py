"""What is wrong with this installation, and what to do about it. Looks only; writes nothing to the database.

An app adds what it looks at as `FINDINGS`, functions that return a `Finding`, in its `findings.py`.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from sasando.kernel.immutable import missing_triggers
from sasando.kernel.journal import heads, verify
from sasando.kernel.models import Job
from sasando.kernel.registry import declared
from sasando.kernel.worker_lock import worker_is_alive

SMALLEST_FREE = 500 * 1024 * 1024
OLDEST_POSTGRESQL = 15
_OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_SQLITE = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "recursive_triggers": "1"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `detail` says how it stands, `remedy` what to do where it is not fine."""

    check: str
    ok: bool
    detail: str
    remedy: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"remedy": "" if self.ok else self.remedy}


def examine() -> list[Finding]:
    """Look at everything; what rests on something that is not fine is left out."""
    found = [_secrets(), _folder(), _disk(), _database()]
    if found[-1].ok:
        found.append(_migrations())
    if found[-1].ok:
        looks: list[Callable[[], Finding]] = declared("findings", "FINDINGS")
        found += [_triggers(), *_journal(), _worker(), *(look() for look in looks)]
    return found


def unready() -> Finding | None:
    """What forbids serving people now: no room on the disk, no database, or one that is not as this program left it.

    Quick enough to be asked every few seconds; the journal and the seals are for `examine`.
    """
    found = (look() for look in (_disk, _database, _migrations, _triggers))
    return next((one for one in found if not one.ok), None)


def _secrets() -> Finding:
    path = Path(settings.SECRETS_PATH)
    if not path.exists():
        return Finding("secrets", True, "kunci datang dari lingkungan, bukan dari berkas")
    return _closed("secrets", path, 0o600)


def _folder() -> Finding:
    """Database and files lie in it, most of them with the mode that the system gives a new file."""
    return _closed("folder", Path(settings.DATA_DIR), 0o700)


def _closed(check: str, path: Path, wanted: int) -> Finding:
    """Whether nobody but its owner comes in; `wanted`: the mode to give where somebody does."""
    mode = stat.S_IMODE(path.stat().st_mode)
    return Finding(
        check, not mode & _OPEN_TO_OTHERS, f"{path} bermode {mode:04o}", f"chmod {wanted:04o} {path}"
    )


def _disk() -> Finding:
    data = Path(settings.DATA_DIR)
    free = shutil.disk_usage(data).free
    writable = os.access(data, os.W_OK | os.X_OK)
    detail = f"{data}: {free // 2**20} MB bebas" if writable else f"{data} tidak dapat ditulis"
    return Finding(
        "disk", writable and free >= SMALLEST_FREE, detail, "beri ruang atau hak tulis pada folder data"
    )


def _database() -> Finding:
    try:
        connection.ensure_connection()
        return _postgresql() if connection.vendor == "postgresql" else _sqlite()
    except DatabaseError as error:
        said = str(error).strip().splitlines()[0]
        return Finding("database", False, said, "periksa DATABASE_URL dan apakah basis data berjalan")


def _postgresql() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num'), current_setting('synchronous_commit')")
        number, commit = cursor.fetchone()
    fine = int(number) // 10_000 >= OLDEST_POSTGRESQL and commit != "off"
    detail = f"PostgreSQL {int(number) // 10_000}, synchronous_commit {commit}"
    return Finding(
        "database", fine, detail, f"pakai PostgreSQL {OLDEST_POSTGRESQL} ke atas, synchronous_commit on"
    )


def _sqlite() -> Finding:
    with connection.cursor() as cursor:
        stands = {name: str(cursor.execute(f"PRAGMA {name}").fetchone()[0]) for name in _SQLITE}
    wrong = [f"{name}={stands[name]}" for name in _SQLITE if stands[name] != _SQLITE[name]]
    detail = f"SQLite: {', '.join(wrong)}" if wrong else "SQLite, WAL, tiap transaksi sampai ke cakram"
    return Finding("database", not wrong, detail, "kembalikan DATABASES di settings seperti semula")


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    detail = f"{len(pending)} migrasi belum diterapkan" if pending else "semua migrasi diterapkan"
    return Finding("migrations", not pending, detail, "sasando setup")


def _triggers() -> Finding:
    missing = missing_triggers(connection)
    detail = f"hilang: {', '.join(missing)}" if missing else "semua tabel tetap terjaga"
    return Finding("triggers", not missing, detail, "sasando setup")


def _journal() -> Iterator[Finding]:
    broken = list(verify())
    for fault in broken:
        yield Finding("journal", False, str(fault), "bandingkan dengan cadangan; jangan hapus apa pun")
    if not broken:
        known = heads()
        yield Finding(
            "journal", True, f"{sum(head.seq for head in known)} butir dalam {len(known)} rantai utuh"
        )


def _worker() -> Finding:
    waiting = Job.objects.filter(state=Job.State.WAITING).count()
    alive = worker_is_alive()
    detail = f"pekerja {'berjalan' if alive else 'tidak berjalan'}, {waiting} pekerjaan menunggu"
    return Finding("worker", alive or not waiting, detail, "jalankan: sasando worker")
