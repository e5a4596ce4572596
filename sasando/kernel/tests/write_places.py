"""Finds, in the source, the places that write to the database."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_ALWAYS = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "create", "atomic", "cursor"}
_ALWAYS |= {
    "acreate",
    "abulk_create",
    "aupdate",
    "adelete",
    "asave",
    "executescript",
    "unwatched",
    "exempted",
}
_SAVE_WORDS = {"update_fields", "force_insert", "force_update", "using"}
_QUERY_WORDS = {"objects", "filter", "exclude", "all", "select_for_update", "order_by", "_default_manager"}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A call that writes, or that opens the door to writing."""

    file: str
    line: int
    call: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.call}"


def write_places(package: Path) -> list[Place]:
    """Every such place below `package`, tests and migrations aside; files are named relative to it."""
    return sorted(
        place
        for path in package.rglob("*.py")
        if not {"tests", "migrations"} & set(path.relative_to(package).parts)
        for place in places_in(path.read_text(encoding="utf-8"), str(path.relative_to(package)))
    )


def places_in(source: str, file: str) -> Iterator[Place]:
    """The places in one file."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = _name(node)
            if name in _ALWAYS or _saves(node, name) or _changes_rows(node, name):
                yield Place(file, node.lineno, name)


def _name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _saves(call: ast.Call, name: str) -> bool:
    """A row is saved with named options or none; a document or a picture is saved to a place."""
    return name == "save" and not call.args and {word.arg for word in call.keywords} <= _SAVE_WORDS


def _changes_rows(call: ast.Call, name: str) -> bool:
    """`update` and `delete` of a row or a query; a dict or a digest is updated with something, by position."""
    if not isinstance(call.func, ast.Attribute) or name not in {"update", "delete", "raw"}:
        return False
    if name == "delete" and not call.args:
        return True
    return any(
        (isinstance(part, ast.Attribute) and (part.attr in _QUERY_WORDS or part.attr.endswith("_set")))
        for part in ast.walk(call.func.value)
    )
