"""Journal, doctor, tick, worker and grants from the shell. Backup and restore: tests/faults."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click import Command
from click.testing import CliRunner, Result
from django.db import connection

from sasando.cli import kernel_commands
from sasando.kernel.immutable import lifted
from sasando.kernel.models import Entry
from sasando.kernel.tests.acts import SCOPE, note

pytestmark = pytest.mark.django_db
COMMANDS = ["verify_journal", "doctor", "backup", "restore", "worker", "tick", "grants"]


def run(name: str, *arguments: str) -> Result:
    command: Command = getattr(kernel_commands, name)
    return CliRunner().invoke(command, list(arguments))


def answer(name: str, *arguments: str) -> Any:
    return json.loads(run(name, *arguments, "--json").stdout)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    done = run(name, "--help")
    assert (done.exit_code, "Usage:" in done.stdout) == (0, True)


def test_whole_journal_is_told_with_its_heads() -> None:
    note("satu")
    done = run("verify_journal", "--chain", SCOPE)
    assert done.exit_code == 0
    assert f"{SCOPE}: 1 butir utuh, kepala {Entry.objects.get(chain=SCOPE).hash}" in done.stdout
    assert answer("verify_journal", "--chain", SCOPE)["faults"] == []


@pytest.mark.usefixtures("free_writes")
def test_broken_journal_is_a_line_on_stderr_and_exit_1() -> None:
    note("satu")
    with lifted(connection):
        Entry.objects.filter(chain=SCOPE).update(actor="operator:cli")
    done = run("verify_journal")
    assert (done.exit_code, done.stderr) == (1, f"{SCOPE} 1: isinya berubah sejak ditulis\n")
    assert answer("verify_journal")["faults"] == [
        {"chain": SCOPE, "seq": 1, "what": "isinya berubah sejak ditulis"}
    ]


def test_chain_that_does_not_exist_is_bad_input() -> None:
    done = run("verify_journal", "--chain", "agency:tidak-ada")
    assert (done.exit_code, "tidak ada rantai agency:tidak-ada" in done.stderr) == (2, True)


def test_doctor_of_a_sound_installation_exits_0() -> None:
    assert run("doctor").exit_code == 0
    assert answer("doctor")["ok"] is True


def test_doctor_tells_each_fault_on_stderr_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sasando.kernel.doctor.SMALLEST_FREE", 2**62)
    done = run("doctor")
    assert done.exit_code == 1
    assert done.stderr.startswith("disk: ")
    assert done.stderr.endswith("beri ruang atau hak tulis pada folder data\n")


def test_tick_with_nothing_due_says_so() -> None:
    assert run("tick").stdout == "Tidak ada yang jatuh tempo\n"
    assert answer("tick", "--now", "2026-11-24T08:00:00+08:00") == {"ran": []}


@pytest.mark.parametrize("text", ["besok", "2026-13-01T00:00:00Z", "2026-11-24T08:00:00"])
def test_tick_at_a_time_that_is_none_is_bad_input(text: str) -> None:
    done = run("tick", "--now", text)
    assert (done.exit_code, "bukan waktu ISO 8601 dengan zona" in done.stderr) == (2, True)


def test_grants_are_printed_as_a_table_and_as_json() -> None:
    assert run("grants").stdout.splitlines()[0].split() == ["tindakan", "peran", "lingkup"]
    assert {"act": "kernel.create_job", "role": "operator", "scope": "agency"} in answer("grants")


def test_restore_from_a_folder_that_is_no_backup_is_bad_input(tmp_path: Path) -> None:
    done = run("restore", str(tmp_path))
    assert "tunjuk folder yang dibuat oleh sasando backup" in str(done.exception)
