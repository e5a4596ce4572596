"""Django's own backend; only the rewriting of `%s` to SQLite's `?` is done once for each statement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.backends.sqlite3 import base

LONGEST_KEPT = 4096  # characters: longer ones insert many rows at once, and hardly come again
MOST_KEPT = 1024
_rewritten: dict[str, str] = {}


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that remembers the statements it has rewritten."""

    def convert_query(self, query: str, *, param_names: Iterable[str] | None = None) -> str:
        known = _rewritten.get(query) if param_names is None else None
        if known is not None:
            return known
        found: str = super().convert_query(query, param_names=param_names)
        if param_names is None and len(query) <= LONGEST_KEPT:
            if len(_rewritten) >= MOST_KEPT:
                _rewritten.clear()
            _rewritten[query] = found
        return found


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose cursors are these."""

    def create_cursor(self, name: Any = None) -> Any:
        return self.connection.cursor(factory=Cursor)
