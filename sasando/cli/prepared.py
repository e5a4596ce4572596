"""Whether `sasando setup` has anything to do, told without Django: `./run` asks it at every start.

The stamp says from which bytes the database was prepared, and which database file that was. Standard library
only. A database behind `DATABASE_URL` is always looked at by `sasando setup` itself.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DATABASE = "sasando.sqlite3"
STAMP = ".prepared"
_SHIPPED = (
    "instruments/*",
    "data/**/*",
    "sasando/*/migrations/*.py",
    "sasando/*/static/**/*",
    "sasando/locale/*/LC_MESSAGES/*.po",
    "pyproject.toml",
)


def stamp_of(data: Path) -> str:
    """What the stamp of a prepared folder reads; "" where it has no database of its own."""
    database = data / DATABASE
    if os.environ.get("DATABASE_URL") or not database.is_file() or not database.stat().st_size:
        return ""
    digest = hashlib.sha256(str(database.stat().st_ino).encode())
    for path in sorted(path for pattern in _SHIPPED for path in ROOT.glob(pattern) if path.is_file()):
        digest.update(b"\0" + str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_prepared(data: Path) -> bool:
    """Whether nothing has changed since the last `sasando setup`."""
    stamp = data / STAMP
    expected = stamp_of(data)
    return bool(expected) and stamp.is_file() and stamp.read_text(encoding="ascii") == expected


def mark_prepared(data: Path) -> None:
    """Write the stamp, unless it reads so already."""
    if not is_prepared(data) and (expected := stamp_of(data)):
        (data / STAMP).write_text(expected, encoding="ascii")


if __name__ == "__main__":
    sys.exit(0 if is_prepared(Path(os.environ["SASANDO_DATA"])) else 1)
