"""What the test suite needs of the kernel: a watch on writes, and the one switch for flushing.

A plugin of the root `conftest.py`. Django empties every table after a transactional test; the triggers of
immutable tables refuse that, so they are lifted for that statement and for nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(autouse=True, scope="session")
def flush_without_triggers() -> Iterator[None]:
    """The switch: flushing a test database, and nothing else, may empty immutable tables."""
    from django.db import transaction
    from django.db.backends.base.operations import BaseDatabaseOperations

    from sasando.kernel.guard import unwatched
    from sasando.kernel.immutable import lifted

    flush = BaseDatabaseOperations.execute_sql_flush

    def flush_with_lifted_triggers(self: Any, sql_list: list[str]) -> None:
        with unwatched(), transaction.atomic(using=self.connection.alias), lifted(self.connection):
            flush(self, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush_with_lifted_triggers)
        yield


@pytest.fixture(autouse=True)
def writes_are_watched() -> Iterator[None]:
    """Every test runs under the guard: a write outside an act fails it."""
    from sasando.kernel.guard import installed

    with installed():
        yield


@pytest.fixture
def free_writes(writes_are_watched: None) -> Iterator[None]:
    """For a test that prepares rows by hand, or breaks them to show what the program does then."""
    from sasando.kernel.guard import unwatched

    with unwatched():
        yield
