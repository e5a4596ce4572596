"""The command `sasando`: registers the commands, and turns every failure into a sentence and an exit code.

Exit 0 fine; 2 the input is bad (a line on stderr for each fault); 1 the fault is ours.
"""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module
from typing import Any

import click

_COMMANDS = {
    "setup": "sasando.cli.setup_command:setup",
    "score": "sasando.cli.score_command:score",
    "import-results": "sasando.cli.import_commands:import_results",
    "targets": "sasando.cli.import_commands:targets",
    "infer": "sasando.cli.proof_commands:infer",
    "explain": "sasando.cli.proof_commands:explain",
    "reach": "sasando.cli.proof_commands:reach",
    "verify-journal": "sasando.cli.kernel_commands:verify_journal",
    "doctor": "sasando.cli.kernel_commands:doctor",
    "backup": "sasando.cli.kernel_commands:backup",
    "restore": "sasando.cli.kernel_commands:restore",
    "worker": "sasando.cli.kernel_commands:worker",
    "tick": "sasando.cli.kernel_commands:tick",
    "grants": "sasando.cli.kernel_commands:grants",
    "operator": "sasando.cli.people_commands:operator",
    "agency": "sasando.cli.people_commands:agency",
    "demo": "sasando.cli.demo_command:demo",
}


_MISSING = ("no such table", "does not exist", "no such column")
_BROKEN = ("database disk image is malformed", "file is not a database")
_REMEDIES = {
    "disk is full": "beri ruang pada cakram folder data; tidak ada yang tersimpan",
    "readonly database": "beri hak tulis pada folder data dan berkas di dalamnya",
    "locked": "proses lain sedang menulis; ulangi sebentar lagi",
    **dict.fromkeys(
        _BROKEN, "berkasnya rusak: simpan apa adanya, lalu pulihkan cadangan dengan sasando restore"
    ),
}


class Commands(click.Group):
    """Loads a command only when it is asked for, so that each starts as fast as it can."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.command(cls=Commands)
@click.version_option(package_name="sasando")
def commands() -> None:
    """Sasando dari baris perintah: semua yang dikerjakan operator."""


def main(args: list[str] | None = None) -> None:
    """Run one command and end the process with its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sasando.settings")
    sys.exit(run(args))


def run(args: list[str] | None) -> int:
    """Run one command; its exit code."""
    try:
        commands.main(args=args, prog_name="sasando", standalone_mode=False)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        return _closed_pipe()
    except Exception as error:
        lines = _bad_input(error)
        if lines is None:
            traceback.print_exc()
            click.echo("sasando: kesalahan di pihak kami; catatan di atas membantu memperbaikinya", err=True)
            return 1
        for line in lines:
            click.echo(line, err=True)
        return 2
    return 0


def _closed_pipe() -> int:
    """The reader of our output went away (`sasando … | head`): nothing to tell, nothing to flush."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _bad_input(error: Exception) -> list[str] | None:
    """The lines that tell what is wrong with the input; None where the fault is ours."""
    found: Any = getattr(error, "faults", None)
    if isinstance(found, list):
        lines = getattr(error, "lines", None)
        return lines() if callable(lines) else [str(fault) for fault in found]
    if isinstance(error, LookupError | ValueError) and type(error).__module__.startswith("sasando."):
        return [str(error)]
    said = str(error).strip()
    kind = type(error).__name__
    if kind in {"OperationalError", "ProgrammingError"} or (kind == "DatabaseError" and said in _BROKEN):
        if any(word in said for word in _MISSING):
            return ["basis data belum disiapkan; jalankan dahulu: sasando setup"]
        remedy = next((todo for word, todo in _REMEDIES.items() if word in said), "periksa DATABASE_URL")
        return [f"basis data tidak dapat dipakai ({said.splitlines()[0]}); {remedy}"]
    return None
