"""Rows of immutable tables are only ever added, whoever asks and in whatever words."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.models.signals import post_migrate

from sasando.kernel.immutable import lifted, missing_triggers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("free_writes")]


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
