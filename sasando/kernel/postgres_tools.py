"""PostgreSQL's own programs: found, and run against the configured database."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.client import DatabaseClient

from sasando.kernel.faults import BadInputError, Fault

_FOLDERS = Path("/usr/lib/postgresql")


def run_tool(connection: BaseDatabaseWrapper, program: str, *arguments: str) -> None:
    """Run `pg_dump` or `pg_restore` with the address, user and password of the settings.

    Raises:
        BadInputError: the program is not on this machine, or it failed; in its own words.
    """
    command, environment = _address(connection.settings_dict)
    result = subprocess.run(  # noqa: S603  # a program found by us, arguments without a shell
        [str(_find(program, _major(connection))), *command, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        said = result.stderr.strip().splitlines() or [f"berakhir dengan kode {result.returncode}"]
        raise BadInputError([Fault(program, 0, line) for line in said])


def _address(settings: dict[str, Any]) -> tuple[list[str], dict[str, str]]:
    """Options and environment; the password never stands on the command line."""
    command, environment = DatabaseClient.settings_to_cmd_args_env(settings, [])
    return [*command[1:-1], "--dbname", command[-1]], environment or {}


def _major(connection: BaseDatabaseWrapper) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


def _find(program: str, major: int) -> Path:
    """The program of the server's version; else a newer one, which reads older servers; else any."""
    versions = sorted(
        (int(path.parent.parent.name), path)
        for path in _FOLDERS.glob(f"*/bin/{program}")
        if path.parent.parent.name.isdigit()
    )
    for version, path in versions:
        if version >= major:
            return path
    found = shutil.which(program)
    if found:
        return Path(found)
    raise BadInputError(
        [Fault(program, 0, "tidak ada di mesin ini; pasang dengan: apt-get install postgresql-client")]
    )
