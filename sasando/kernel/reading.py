"""Reading by plain SQL, for the few pages where building a query by the ORM costs more than running it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection


def rows(statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """All rows of one SELECT; `%s` stands for a parameter on both engines."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def rows_of_each(questions: Sequence[tuple[str, Sequence[Any]]]) -> list[tuple[tuple[Any, ...], ...]]:
    """The rows of several SELECTs, each with its parameters, one after the other."""
    with connection.cursor() as cursor:
        found = []
        for statement, parameters in questions:
            cursor.execute(statement, parameters)
            found.append(tuple(cursor.fetchall()))
        return found


def uuid_text(value: UUID | str) -> str:
    """An id as text with hyphens, however the engine gives it (SQLite keeps 32 digits)."""
    if isinstance(value, UUID):
        return str(value)
    return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"
