"""SQLite as the site speaks to it: statements are rewritten once, and mean what Django's own mean."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import SQLiteCursorWrapper

from sasando.kernel.sqlite import base

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the backend of SQLite"),
]


@pytest.fixture
def rewritten(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that Django rewrote, from an empty memory on."""
    found: list[str] = []
    django = SQLiteCursorWrapper.convert_query

    def watched(self: object, query: str, *, param_names: object = None) -> str:
        found.append(query)
        said: str = django(self, query, param_names=param_names)  # type: ignore[arg-type]
        return said

    monkeypatch.setattr(SQLiteCursorWrapper, "convert_query", watched)
    monkeypatch.setattr(base, "_rewritten", {})
    return found


def asked(statement: str, given: object) -> object:
    with connection.cursor() as cursor:
        return cursor.execute(statement, given).fetchone()[0]  # type: ignore[arg-type]


def test_a_statement_is_rewritten_once_and_takes_other_values(rewritten: list[str]) -> None:
    assert [asked("SELECT %s || '%%'", [text]) for text in ("satu", "dua")] == ["satu%", "dua%"]
    assert rewritten == ["SELECT %s || '%%'"]


def test_named_values_are_rewritten_each_time(rewritten: list[str]) -> None:
    assert asked("SELECT %(one)s", {"one": 1}) == 1
    assert asked("SELECT %(one)s", {"one": 2}) == 2
    assert len(rewritten) == 2


def test_a_long_statement_is_not_kept(rewritten: list[str]) -> None:
    long = f"SELECT %s{' ' * base.LONGEST_KEPT}"
    assert asked(long, [1]) == asked(long, [1]) == 1
    assert len(rewritten) == 2


def test_what_is_kept_has_an_end(rewritten: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "MOST_KEPT", 2)
    for number in range(5):
        assert asked(f"SELECT %s + {number}", [1]) == number + 1
        assert len(base._rewritten) <= 2
