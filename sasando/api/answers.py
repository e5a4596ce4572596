"""How the API answers: JSON, CSV, or a problem told in one sentence."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

JSON = "application/json; charset=utf-8"
CSV = "text/csv; charset=utf-8"
PAGE_ROWS = 100
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


class Refused(Exception):  # noqa: N818  # it is an answer, not a mistake of the program
    """The request cannot be met: a status of 4xx, and a sentence that says why and what to do."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status = status
        self.sentence = sentence
        super().__init__(sentence)


def as_json(value: Any, status: int = 200) -> HttpResponse:
    """`value` as one JSON document in UTF-8, its keys in the order they were built."""
    return HttpResponse(written(value), status=status, content_type=JSON)


def written(value: Any) -> str:
    """`value` as the text of a JSON document."""
    return _JSON.encode(value)


def as_json_with(value: dict[str, Any], further: dict[str, str]) -> HttpResponse:
    """As `as_json`, with further members at its end that are written already."""
    members = ",".join(f'"{name}":{text}' for name, text in further.items())
    return HttpResponse(f"{written(value)[:-1]},{members}}}", content_type=JSON)


def as_csv(name: str, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A table in UTF-8 with a heading, comma between cells and point in figures; `name` is the file's.

    True and false are written as JSON writes them.
    """
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    response = HttpResponse(table.getvalue(), content_type=CSV)
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _cell(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def problem(status: int, sentence: str) -> HttpResponse:
    """`{"detail": sentence}`."""
    return as_json({"detail": sentence}, status)


def paged(count: int, page: int, items: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One page of a list of `count` rows, with where it stands in the whole."""
    return {"count": count, "page": page, "pages": last_page(count), "items": items}


def last_page(count: int) -> int:
    """The number of the last page; an empty list has one page."""
    return max(1, -(-count // PAGE_ROWS))


def window(count: int, page: int) -> slice:
    """The rows of a page.

    Raises:
        Refused: the list has no such page (404).
    """
    if page > last_page(count):
        raise Refused(404, f"Halaman {page} tidak ada; halaman terakhir {last_page(count)}.")
    return slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS)
