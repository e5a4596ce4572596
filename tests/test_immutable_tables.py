"""Every table of the project whose rows never change refuses each way of changing them, on both engines."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from sasando.kernel.immutable import immutable_models
from tests.immutable_rows import one_row_in_every_table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("free_writes")]
TABLES = sorted(model._meta.db_table for model in immutable_models())


def refused(statement: str) -> bool:
    """Whether the database refuses a statement in our own words, and not for some other reason."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return "are never changed" in str(error)
    return False


def column_of(table: str) -> str:
    with connection.cursor() as cursor:
        return str(connection.introspection.get_table_description(cursor, table)[-1].name)


def test_journal_is_among_the_immutable_tables() -> None:
    assert "kernel_entry" in TABLES


@pytest.fixture(autouse=True)
def a_row_in_every_table(db: None) -> None:
    """What is shipped was loaded, each load by an act; the rest comes from a stage that was sealed and opened."""
    one_row_in_every_table()
    connection.check_constraints()


@pytest.mark.parametrize("table", TABLES)
class TestAfterAllMigrations:
    def test_table_holds_a_row_that_could_be_changed(self, table: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            assert cursor.fetchone()[0] > 0

    def test_update_is_refused(self, table: str) -> None:
        column = column_of(table)
        assert refused(f'UPDATE "{table}" SET "{column}" = "{column}"')

    def test_delete_is_refused(self, table: str) -> None:
        assert refused(f'DELETE FROM "{table}"')

    def test_emptying_and_replacing_are_refused(self, table: str) -> None:
        if connection.vendor == "postgresql":
            assert refused(f'TRUNCATE "{table}" CASCADE')
        else:
            assert refused(f'REPLACE INTO "{table}" SELECT * FROM "{table}" LIMIT 1')
            assert refused(f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}" LIMIT 1')

    def test_upsert_is_refused(self, table: str) -> None:
        key, column = primary_key_of(table), column_of(table)
        assert refused(
            f'INSERT INTO "{table}" SELECT * FROM "{table}" WHERE true LIMIT 1'
            f' ON CONFLICT ("{key}") DO UPDATE SET "{column}" = excluded."{column}"'
        )


def primary_key_of(table: str) -> str:
    with connection.cursor() as cursor:
        return str(connection.introspection.get_primary_key_column(cursor, table))
