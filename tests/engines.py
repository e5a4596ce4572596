"""Which database the tests stand on: SQLite, or a PostgreSQL cluster started for this run alone.

`SASANDO_TEST_ENGINE=postgresql` starts a throwaway cluster (socket only, no network) before Django reads
its settings, and keeps only the tests that touch a database. Loaded by `-p tests.engines` in pyproject.toml.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest

from tests.postgres import Cluster, start_cluster

_cluster: Cluster | None = None


def pytest_load_initial_conftests() -> None:
    """Point the settings at a fresh data folder (and cluster) before anything reads them."""
    global _cluster
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # who is ended tidies up as after Ctrl-C
    data = Path(tempfile.mkdtemp(prefix="sasando-test-"))
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    os.environ["SASANDO_DATA"] = str(data)
    os.environ.pop("DATABASE_URL", None)
    if os.environ.get("SASANDO_TEST_ENGINE") == "postgresql":
        _cluster = start_cluster()
        atexit.register(_cluster.stop)
        os.environ["DATABASE_URL"] = _cluster.url("postgres")


pytest_load_initial_conftests = pytest.hookimpl(tryfirst=True)(pytest_load_initial_conftests)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run what touches a database; the rest has run on SQLite already."""
    if _cluster is None:
        return
    kept = [
        item
        for item in items
        if item.get_closest_marker("django_db") and not item.get_closest_marker("browser")
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def pytest_report_header() -> str:
    return f"database: {'PostgreSQL, throwaway cluster' if _cluster else 'SQLite'}"
