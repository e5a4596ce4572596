"""Nothing is written outside an act, with one list of exemptions (DESIGN.md rule 5).

`installed()` puts a watch on every connection of the process; the test suite runs under it. What it finds
is a mistake in the program, so it costs nothing where it is not installed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from sasando.kernel.act import running_act


@dataclass(frozen=True, slots=True)
class Exemption:
    """What may be written outside an act: why, which tables (`x*`: all that begin so), and in which files."""

    why: str
    tables: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    def covers(self, table: str) -> bool:
        return any(
            table == name or (name.endswith("*") and table.startswith(name[:-1])) for name in self.tables
        )


FRAMEWORK = "framework tables"
JOB_PROGRESS = "job progress"
BLOB_PIECES = "blob pieces"
TRIGGERS = "triggers"
KEPT_ANSWERS = "kept answers"

EXEMPTIONS = {
    FRAMEWORK: Exemption(
        "sessions, accounts, tasks and migrations are the libraries' own bookkeeping",
        ("django_*", "auth_*", "account_*", "mfa_*", "usersessions_*", "sqlite_sequence"),
        ("kernel/worker.py", "kernel/recovery.py"),
    ),
    JOB_PROGRESS: Exemption(
        "an entry a second on how far a job is would bury the entries that matter",
        ("kernel_job",),
        ("kernel/job_progress.py",),
    ),
    BLOB_PIECES: Exemption("a file arrives in many pieces; the act comes when it is whole", ("kernel_blob",)),
    KEPT_ANSWERS: Exemption(
        "what was answered to a request with a key; the act that it tells of has its entry",
        ("kernel_receipt",),
        ("kernel/kept_answers.py",),
    ),
    TRIGGERS: Exemption("they are part of the schema, made after migrations", (), ("kernel/immutable.py",)),
}

_exempted: ContextVar[frozenset[str]] = ContextVar("exempted", default=frozenset())
_unwatched: ContextVar[bool] = ContextVar("unwatched", default=False)
_FIRST_LETTERS = {"insert", "update", "delete", "replac", "trunca"}
_TABLE = re.compile(
    r"(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?)"
    r"\s+(?:ONLY\s+)?[\"`]?(?P<table>\w+)",
    re.IGNORECASE,
)


class WriteOutsideActError(RuntimeError):
    """A table was written outside an act; that is a mistake in the program."""


@contextmanager
def exempted(name: str) -> Iterator[None]:
    """Write outside an act, for a reason that stands in `EXEMPTIONS`.

    Raises:
        KeyError: the list holds no such exemption.
    """
    if name not in EXEMPTIONS:
        raise KeyError(f"{name} does not stand in the list of exemptions")
    mark = _exempted.set(_exempted.get() | {name})
    try:
        yield
    finally:
        _exempted.reset(mark)


@contextmanager
def unwatched() -> Iterator[None]:
    """For tests alone: prepare or break rows by hand."""
    mark = _unwatched.set(True)
    try:
        yield
    finally:
        _unwatched.reset(mark)


@contextmanager
def installed() -> Iterator[None]:
    """Watch every connection of this process, also those opened later, while the block runs."""
    connection_created.connect(_watch, dispatch_uid="kernel.guard")
    for connection in connections.all(initialized_only=True):
        _watch(connection)
    try:
        yield
    finally:
        connection_created.disconnect(dispatch_uid="kernel.guard")
        for connection in connections.all(initialized_only=True):
            if _refuse in connection.execute_wrappers:
                connection.execute_wrappers.remove(_refuse)


def _watch(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if _refuse not in connection.execute_wrappers:
        connection.execute_wrappers.append(_refuse)


def _refuse(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Django calls this around every statement."""
    if not running_act() and isinstance(sql, str):
        statement = sql.lstrip()
        if statement[:6].lower() in _FIRST_LETTERS and not _may_write(statement):
            raise WriteOutsideActError(f"written outside an act: {statement[:120]}")
    return execute(sql, params, many, context)


def _may_write(statement: str) -> bool:
    if _unwatched.get():
        return True
    found = _TABLE.match(statement)
    if found is None:
        return False
    reasons = {FRAMEWORK, *_exempted.get()}
    return any(EXEMPTIONS[name].covers(found["table"].lower()) for name in reasons)
