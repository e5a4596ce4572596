"""A PostgreSQL cluster of the tests' own: made in a temporary folder, reached by a socket, thrown away."""

from __future__ import annotations

import glob
import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

_ROOT = 0


@dataclass(frozen=True)
class Cluster:
    folder: Path
    binaries: Path

    def url(self, database: str) -> str:
        """The `DATABASE_URL` of a database in this cluster."""
        return f"postgresql://tester@{quote(str(self.folder), safe='')}/{database}"

    def stop(self) -> None:
        """Stop the server at once and remove every file of it."""
        try:
            _run(self.binaries / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)


def start_cluster() -> Cluster:
    """Make and start a cluster.

    Raises:
        RuntimeError: PostgreSQL's server programs are not on this machine.
    """
    folder = Path(tempfile.mkdtemp(prefix="sasando-pg-"))
    cluster = Cluster(folder, _binaries())
    if os.geteuid() == _ROOT:
        shutil.chown(folder, _unprivileged().pw_name)
    try:
        _begin(cluster)
    except BaseException:  # Ctrl-C too: nobody else knows of the folder yet
        with suppress(RuntimeError):  # the server may not run yet
            cluster.stop()
        raise
    return cluster


def _begin(cluster: Cluster) -> None:
    data = cluster.folder / "data"
    _run(
        cluster.binaries / "initdb",
        "-D",
        data,
        "-U",
        "tester",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
        "--locale=C",
    )
    options = f"-c listen_addresses='' -c unix_socket_directories='{cluster.folder}' -c max_connections=60"
    _run(cluster.binaries / "pg_ctl", "-D", data, "-l", cluster.folder / "log", "-o", options, "-w", "start")


def _binaries() -> Path:
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
    on_path = shutil.which("initdb")
    if found:
        return Path(found[-1]).parent
    if on_path:
        return Path(on_path).parent
    raise RuntimeError("PostgreSQL is missing; install it with: apt-get install postgresql")


def _unprivileged() -> pwd.struct_passwd:
    """The user that runs the server where the tests run as root: initdb refuses root."""
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("neither a user postgres nor a user nobody exists to run PostgreSQL as")


def _run(*command: str | Path) -> None:
    user = _unprivileged().pw_name if os.geteuid() == _ROOT else None
    result = subprocess.run(
        [str(part) for part in command], user=user, cwd="/", capture_output=True, text=True, check=False
    )
    if result.returncode != 0:
        raise RuntimeError(f"{command[0]}: {result.stderr or result.stdout}")
