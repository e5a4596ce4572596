"""Writing many rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models


def insert_many(objects: Sequence[models.Model]) -> None:
    """Insert rows of one model by one statement, however many there are; called inside an act.

    `bulk_create` splits its rows by SQLite's limit of parameters, so that its queries grow with them.
    """
    if not objects:
        return
    meta = objects[0]._meta
    fields = [field for field in meta.concrete_fields if not isinstance(field, models.AutoField)]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({places})",  # noqa: S608  # names of our own models
            [_values(one, fields) for one in objects],
        )
    for one in objects:
        one._state.adding = False


def _values(one: models.Model, fields: Sequence[models.Field[Any, Any]]) -> list[Any]:
    return [field.get_db_prep_save(field.pre_save(one, add=True), connection) for field in fields]


def update_many(objects: Sequence[models.Model], names: Sequence[str]) -> None:
    """Write some fields of many rows of one model; called inside an act.

    `bulk_update` builds one statement whose size grows with rows times fields; this sends one small one per row.
    """
    if not objects:
        return
    meta = objects[0]._meta
    fields = [field for field in meta.concrete_fields if field.name in set(names)]
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    key = meta.pk
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(meta.db_table)} SET {columns} WHERE {quote(str(key.column))} = %s",  # noqa: S608
            [[*_values(one, fields), key.get_db_prep_save(one.pk, connection)] for one in objects],
        )
