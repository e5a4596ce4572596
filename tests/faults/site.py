"""A whole site of a test's own (data folder, database), and processes that work on it.

Most processes are forks of the test run, since loading Django takes longer than what they do; `execute`
starts a fresh one, as an operator does.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.db import connections
from pytest_django import DjangoDbBlocker

from sasando.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
_HIGHEST_FILE = 4096
_inherited: list[Any] = []  # connections of the parent; a child that let go of them would close them for both


@dataclass(frozen=True)
class Done:
    """How a process ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Site:
    """`database` is the path of the file on SQLite, the name of the database on PostgreSQL."""

    data: Path
    database: str
    blocker: DjangoDbBlocker

    def run(self, *command: str) -> Done:
        """Run `sasando …` to its end."""
        return self.start(lambda: main(list(command))).finish()

    def ask(self, work: Callable[[], object]) -> str:
        """Run a function in a process of its own; what it printed."""
        done = self.start(work).finish()
        assert done.code == 0, done.err
        return done.out.strip()

    def start(self, work: Callable[[], object]) -> Process:
        """Start a process that calls `work` and leave it running."""
        to_child, from_child = os.pipe(), os.pipe()
        errors = tempfile.TemporaryFile("w+")  # noqa: SIM115  # closed when the process has ended
        pid = os.fork()
        if pid == 0:
            self._become(work, to_child[0], from_child[1], errors.fileno())
        os.close(to_child[0])
        os.close(from_child[1])
        return Process(pid, to_child[1], os.fdopen(from_child[0], encoding="utf-8"), errors)

    def _become(self, work: Callable[[], object], stdin: int, stdout: int, stderr: int) -> NoReturn:
        """In the child: stand on this site, do the work, and end without any of the parent's endings."""
        code = 1
        try:
            for number, stream in enumerate((stdin, stdout, stderr)):
                os.dup2(stream, number)
            os.closerange(3, _HIGHEST_FILE)  # above all the pipes of other children, which would never end
            sys.stdin, sys.stdout, sys.stderr = (
                os.fdopen(0, encoding="utf-8"),
                os.fdopen(1, "w", encoding="utf-8"),
                os.fdopen(2, "w", encoding="utf-8"),
            )
            self._settle()
            work()
            code = 0
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
        except BaseException:
            sys.excepthook(*sys.exc_info())
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def _settle(self) -> None:
        self.blocker.unblock()
        own = connections["default"].copy()
        _inherited.append(connections["default"])
        own.settings_dict["NAME"] = connections.settings["default"]["NAME"] = self.database
        connections["default"] = own
        settings.DATA_DIR = self.data
        settings.SECRETS_PATH = self.data / "secrets.env"
        settings.STATIC_ROOT = self.data / "static"
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)

    def execute(self, *command: str) -> Done:
        """Run `sasando …` in a fresh process, as from a shell."""
        own = {"SASANDO_DATA": str(self.data), "DATABASE_URL": _url(self.database)}
        done = subprocess.run(
            [sys.executable, "-m", "sasando", *command],
            cwd=ROOT,
            env={**os.environ, **own},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        return Done(done.returncode, done.stdout, done.stderr)


class Process:
    """A process that was started on a site."""

    def __init__(self, pid: int, stdin: int, stdout: Any, errors: Any) -> None:
        self.pid = pid
        self._stdin = stdin
        self._stdout = stdout
        self._errors = errors

    def line(self) -> str:
        """Wait for the next line it prints."""
        return str(self._stdout.readline()).strip()

    def send(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        """End it with -9, and see that this is how it ended."""
        self.send(signal.SIGKILL)
        assert self.finish().code == -signal.SIGKILL

    def finish(self) -> Done:
        """Close its input and wait for its end."""
        os.close(self._stdin)
        out = self._stdout.read()
        _, status = os.waitpid(self.pid, 0)
        self._stdout.close()
        self._errors.seek(0)
        err = self._errors.read()
        self._errors.close()
        return Done(os.waitstatus_to_exitcode(status), out, err)


def empty_site(folder: Path, name: str, blocker: DjangoDbBlocker) -> Site:
    """A site with nothing in it; on PostgreSQL with a new database in the cluster of this run."""
    return _new_site(folder, name, blocker, "template0")


def ready_site(folder: Path, name: str, blocker: DjangoDbBlocker) -> Site:
    """A site whose database is a copy of the tests' own: migrated, and with what is shipped."""
    with blocker.unblock():
        connections.close_all()
    tests_own = str(connections["default"].settings_dict["NAME"])
    site = _new_site(folder, name, blocker, tests_own)
    if not os.environ.get("DATABASE_URL"):
        with closing(sqlite3.connect(tests_own)) as old, closing(sqlite3.connect(site.database)) as new:
            old.backup(new)
    (folder / "secrets.env").write_text("SASANDO_SECRET_KEY=uji\n")
    (folder / "secrets.env").chmod(0o600)
    return site


def _new_site(folder: Path, name: str, blocker: DjangoDbBlocker, template: str) -> Site:
    folder.mkdir(mode=0o700)
    cluster = os.environ.get("DATABASE_URL", "")
    if not cluster:
        return Site(folder, str(folder / "sasando.sqlite3"), blocker)
    with psycopg.connect(cluster, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
    return Site(folder, name, blocker)


def _url(database: str) -> str:
    cluster = os.environ.get("DATABASE_URL", "")
    return urlunsplit(urlsplit(cluster)._replace(path=f"/{database}")) if cluster else ""
