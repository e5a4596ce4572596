"""Tables whose rows never change: triggers in the database refuse it, whoever asks (DESIGN.md rule 6).

SQLite drops triggers when a migration rebuilds a table, so they are made after every migration where they
are missing. REPLACE is refused by the delete trigger, which fires because every connection sets
`recursive_triggers` (settings).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from django.apps import AppConfig
from django.core import checks
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

M = TypeVar("M", bound=type[models.Model])
_FUNCTION = "sasando_refuse_change"
_REGISTERED: list[type[models.Model]] = []
_EVENTS = {"sqlite": ("update", "delete"), "postgresql": ("update", "delete", "truncate")}


def immutable(model: M) -> M:
    """Mark a model whose rows are only ever added."""
    _REGISTERED.append(model)
    return model


def immutable_models() -> list[type[models.Model]]:
    """Every model marked so, by table name."""
    return sorted(_REGISTERED, key=lambda model: model._meta.db_table)


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of triggers that are not there as they should be; tables that do not exist yet are left out.

    One of the right name that does something else counts as missing.
    """
    tables = set(connection.introspection.table_names())
    there = _present(connection)
    return [
        name
        for model in immutable_models()
        if model._meta.db_table in tables
        for name, statement in _triggers(connection, model._meta.db_table)
        if there.get(name) != _kept_as(connection, statement)
    ]


def ensure_triggers(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers that are missing."""
    missing = set(missing_triggers(connection))
    if not missing:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        for model in immutable_models():
            for name, statement in _triggers(connection, model._meta.db_table):
                if name in missing:
                    cursor.execute(_drop(connection, name, model._meta.db_table))
                    cursor.execute(statement)


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Without the triggers, for the one thing that may empty these tables: flushing a test database."""
    with connection.cursor() as cursor:
        for model in immutable_models():
            table = model._meta.db_table
            for name, _ in _triggers(connection, table):
                cursor.execute(_drop(connection, name, table))
    try:
        yield
    finally:
        ensure_triggers(connection)


def after_migration(sender: AppConfig, using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Receives `post_migrate`."""
    if sender.name.startswith("sasando."):
        ensure_triggers(connections[using])


@checks.register(checks.Tags.database)
def check_triggers(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **_: Any
) -> list[checks.CheckMessage]:
    """`check --database default`: every immutable table has its triggers."""
    return [
        checks.Error(f"trigger {name} is missing", hint="run: sasando setup", id="kernel.E001")
        for alias in databases or []
        for name in missing_triggers(connections[alias])
    ]


_REFUSE = """
BEGIN RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END
"""
_POSTGRESQL_FUNCTION = (
    f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $${_REFUSE}$$"
)


def _triggers(connection: BaseDatabaseWrapper, table: str) -> list[tuple[str, str]]:
    """Names and statements of the triggers of one table."""
    found = []
    for event in _EVENTS[connection.vendor]:
        name = f"{table}_refuses_{event}"
        if connection.vendor == "postgresql":
            body = f"FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}()"
        else:
            body = f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
        found.append((name, f'CREATE TRIGGER "{name}" BEFORE {event.upper()} ON "{table}" {body}'))
    return found


def _drop(connection: BaseDatabaseWrapper, name: str, table: str) -> str:
    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    return f'DROP TRIGGER IF EXISTS "{name}"{on}'


def _kept_as(connection: BaseDatabaseWrapper, statement: str) -> str:
    """What `_present` tells of a trigger that is as it should be."""
    return _REFUSE if connection.vendor == "postgresql" else statement


def _present(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """What the triggers that are there do, by name: their statement on SQLite, their function on PostgreSQL."""
    query = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": (
            "SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND tgqual IS NULL"
        ),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return dict(cursor.fetchall())
