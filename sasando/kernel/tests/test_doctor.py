"""The doctor finds what is wrong, says where, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from sasando.kernel import doctor
from sasando.kernel.doctor import Finding, examine
from sasando.kernel.immutable import lifted, missing_triggers
from sasando.kernel.models import Entry, Job
from sasando.kernel.tests.acts import SCOPE, note

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("free_writes")]


def wrong() -> dict[str, Finding]:
    return {finding.check: finding for finding in examine() if not finding.ok}


def test_sound_installation_has_no_findings_and_everything_was_looked_at() -> None:
    found = examine()
    assert [finding for finding in found if not finding.ok] == []
    checks = [
        "secrets",
        "folder",
        "disk",
        "database",
        "migrations",
        "triggers",
        "journal",
        "worker",
        "seals",
        "templates",
    ]
    assert [finding.check for finding in found] == checks


def test_secrets_that_others_can_read_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secrets.env"
    path.touch(mode=0o644)
    path.chmod(0o644)
    monkeypatch.setattr(settings, "SECRETS_PATH", path)
    assert wrong()["secrets"].remedy == f"chmod 0600 {path}"


@pytest.mark.parametrize("mode", [0o755, 0o711, 0o750])
def test_data_folder_that_others_can_enter_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    tmp_path.chmod(mode)
    found = wrong()["folder"]
    assert (found.detail, found.remedy) == (f"{tmp_path} bermode {mode:04o}", f"chmod 0700 {tmp_path}")
    tmp_path.chmod(0o700)
    assert "folder" not in wrong()


def test_full_disk_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "SMALLEST_FREE", 2**62)
    assert "MB bebas" in wrong()["disk"].detail


def test_missing_trigger_is_found() -> None:
    with lifted(connection):
        assert "kernel_entry_refuses_delete" in wrong()["triggers"].detail
    assert "triggers" not in wrong()


def test_trigger_that_no_longer_refuses_is_found_and_made_again() -> None:
    name = "kernel_entry_refuses_update"
    with lifted(connection), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                f'CREATE TRIGGER "{name}" BEFORE UPDATE ON kernel_entry WHEN 0 BEGIN SELECT 1; END'
            )
        else:
            cursor.execute(
                "CREATE FUNCTION lets_pass() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
            )
            cursor.execute(
                f'CREATE TRIGGER "{name}" BEFORE UPDATE ON kernel_entry FOR EACH STATEMENT EXECUTE FUNCTION lets_pass()'
            )
        told = missing_triggers(connection)
    assert name in told
    assert "triggers" not in wrong()


def test_broken_journal_is_found() -> None:
    note("satu")
    with lifted(connection):
        Entry.objects.filter(chain=SCOPE).update(body="{}")
    assert f"{SCOPE} 1" in wrong()["journal"].detail


def test_migration_that_is_not_applied_is_found_and_what_rests_on_it_left_out() -> None:
    MigrationRecorder(connection).record_unapplied("kernel", "0003_receipts_by_time")
    found = examine()
    assert (found[-1].check, found[-1].ok, found[-1].remedy) == ("migrations", False, "sasando setup")


def test_job_that_waits_for_a_worker_that_is_not_there_is_found() -> None:
    Job.objects.create(kind="uji", scope=SCOPE, owner="system")
    assert wrong()["worker"].detail == "pekerja tidak berjalan, 1 pekerjaan menunggu"


def test_connection_that_lost_its_settings_is_found() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA recursive_triggers = OFF")
        else:
            cursor.execute("SET synchronous_commit = off")
    try:
        assert ("recursive_triggers=0" in wrong()["database"].detail) == (connection.vendor == "sqlite")
    finally:
        with connection.cursor() as cursor:
            restore = (
                "PRAGMA recursive_triggers = ON"
                if connection.vendor == "sqlite"
                else "RESET synchronous_commit"
            )
            cursor.execute(restore)
