"""Rows of immutable tables are only ever added, whoever asks and in whatever words."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, connection, transaction
from django.db.models.signals import post_migrate

from sasando.kernel.immutable import immutable_models, lifted, missing_triggers
from sasando.kernel.tests.acts import note

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


@pytest.mark.parametrize("table", TABLES)
class TestAfterAllMigrations:
    """The tables hold rows here: what is shipped was loaded, and each of those loads was an act."""

    @pytest.fixture(autouse=True)
    def journal_holds_a_row(self) -> None:
        note("satu")
        connection.check_constraints()

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


def drop(name: str, table: str) -> None:
    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"{on}')


def test_missing_trigger_is_named_by_the_system_check() -> None:
    drop("kernel_entry_refuses_delete", "kernel_entry")
    with pytest.raises(SystemCheckError, match="kernel_entry_refuses_delete"):
        call_command("check", databases=["default"])


def test_system_check_is_content_after_all_migrations() -> None:
    call_command("check", databases=["default"])


def test_migration_brings_back_a_trigger_that_went_missing() -> None:
    drop("kernel_entry_refuses_update", "kernel_entry")
    config = apps.get_app_config("kernel")
    post_migrate.send(sender=config, app_config=config, verbosity=0, interactive=False, using="default")
    assert missing_triggers(connection) == []


def test_switched_off_trigger_counts_as_missing() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE kernel_entry DISABLE TRIGGER kernel_entry_refuses_delete")
    else:
        drop("kernel_entry_refuses_delete", "kernel_entry")
    assert missing_triggers(connection) == ["kernel_entry_refuses_delete"]


def test_lifted_triggers_are_back_afterwards_even_after_a_failure() -> None:
    try:
        with lifted(connection):
            assert "kernel_entry_refuses_delete" in missing_triggers(connection)
            raise RuntimeError
    except RuntimeError:
        pass
    assert missing_triggers(connection) == []
