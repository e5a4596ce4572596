"""A consistent copy of the whole database, taken while others write; and the way back."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, connections, transaction

from sasando.kernel.faults import BadInputError, Fault
from sasando.kernel.journal import Head
from sasando.kernel.postgres_tools import run_tool

SQLITE_FILE = "database.sqlite3"
POSTGRESQL_FILE = "database.dump"
_HEADS = "SELECT key, seq, hash FROM kernel_chain ORDER BY key"
_MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY id"


@dataclass(frozen=True, slots=True)
class DatabaseCopy:
    """`file` lies in the folder of the copy; heads and migrations are those of the very state it holds."""

    file: str
    heads: list[Head]
    migrations: list[str]


def copy_database(folder: Path) -> DatabaseCopy:
    """Write a copy into `folder`; nobody is kept waiting meanwhile.

    Raises:
        BadInputError: the database cannot be copied, or PostgreSQL's `pg_dump` is missing or failed.
    """
    return _dump(folder) if connection.vendor == "postgresql" else _copy_file(folder)


def load_database(file: Path) -> None:
    """Put a copy in the place of the configured database, which must be empty.

    Raises:
        BadInputError: PostgreSQL's `pg_restore` is missing or failed.
    """
    if connection.vendor == "postgresql":
        run_tool(connection, "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner",
                 "--no-privileges", str(file))  # fmt: skip
        return
    place = Path(connection.settings_dict["NAME"])
    connections.close_all()
    partial = place.with_name(f"{place.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        partial.touch(mode=0o600)
        shutil.copyfile(file, partial)
        for leftover in ("-wal", "-shm"):
            place.with_name(place.name + leftover).unlink(missing_ok=True)
        partial.replace(place)
    finally:
        partial.unlink(missing_ok=True)


def file_of_a_copy() -> str:
    """What the copy of a database of this engine is called."""
    return POSTGRESQL_FILE if connection.vendor == "postgresql" else SQLITE_FILE


def database_is_empty() -> bool:
    """Whether the configured database has no table yet."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return True
    return not connection.introspection.table_names()


def _copy_file(folder: Path) -> DatabaseCopy:
    source = Path(connection.settings_dict["NAME"])
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(folder / SQLITE_FILE)) as new,
        ):
            old.backup(new)
            new.execute(
                "PRAGMA journal_mode=DELETE"
            )  # one file, without companions that could be left behind
            return _described(SQLITE_FILE, lambda query: new.execute(query).fetchall())
    except sqlite3.Error as error:
        problem = f"tidak dapat disalin ({error}); periksa dengan: sasando doctor"
        raise BadInputError([Fault(str(source), 0, problem)]) from error


def _dump(folder: Path) -> DatabaseCopy:
    """`pg_dump` on a snapshot that we hold, so that the heads are those of the dump."""

    def rows(query: str) -> list[Any]:
        cursor.execute(query)
        return list(cursor.fetchall())

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        ((snapshot,),) = rows("SELECT pg_export_snapshot()")
        described = _described(POSTGRESQL_FILE, rows)
        run_tool(connection, "pg_dump", "--format=custom", "--no-owner", "--no-privileges",
                 f"--snapshot={snapshot}", f"--file={folder / POSTGRESQL_FILE}")  # fmt: skip
    return described


def _described(file: str, rows: Callable[[str], list[Any]]) -> DatabaseCopy:
    heads = [Head(*row) for row in rows(_HEADS)]
    return DatabaseCopy(file, heads, [f"{app}.{name}" for app, name in rows(_MIGRATIONS)])
