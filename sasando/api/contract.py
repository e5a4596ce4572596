"""How a route is declared: what it answers, also where it refuses, and what it says of itself in the document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

from django.http import HttpResponse
from ninja import Router, Schema

from sasando.api.conflict_schemas import Conflict
from sasando.api.people import BY_PERSON
from sasando.api.repeating import repeatable
from sasando.api.schemas import Problem

Route = Callable[..., HttpResponse]
_TABLE = {"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}}


def reading(
    router: Router, path: str, answer: type[Schema], says: str, *, table: bool = False
) -> Callable[[Route], Route]:
    """Declare a GET that answers `answer`, or a `Problem`; `says` is for its readers, `table`: CSV too."""

    def declare(view: Route) -> Route:
        extra: dict[str, Any] = _TABLE if table else {}
        declared: Callable[[Route], Route] = router.get(
            path,
            response={200: answer, 404: Problem, 422: Problem},
            by_alias=True,
            operation_id=view.__name__,
            summary=says,
            description=says,
            openapi_extra=extra,
        )
        return declared(view)

    return declare


_CHANGED = {400: Problem, 409: Conflict, 422: Problem}


def working(
    router: Router,
    method: Literal["GET", "POST", "PUT", "DELETE"],
    path: str,
    answer: type[Schema] | None,
    says: str,
    *,
    status: int = 200,
    files: Sequence[str] = (),
) -> Callable[[Route], Route]:
    """Declare a route of an agency's own work, for people with a role there; `status` where it succeeds.

    What changes something takes an `Idempotency-Key`. `files`: the types of the file it answers instead of JSON.
    """

    def declare(view: Route) -> Route:
        refused = {401: Problem, 403: Problem, 404: Problem, **({409: Problem} if files else {})}
        declared: Callable[[Route], Route] = router.api_operation(
            [method],
            path,
            auth=BY_PERSON,
            response={status: answer, **refused, **({422: Problem} if method == "GET" else _CHANGED)},
            by_alias=True,
            operation_id=view.__name__,
            summary=says,
            description=says,
            openapi_extra=_of_files(files) if files else {},
        )
        return declared(view if method == "GET" else repeatable(view))

    return declare


def _of_files(types: Sequence[str]) -> dict[str, Any]:
    held = {"schema": {"type": "string", "format": "binary"}}
    return {"responses": {200: {"content": dict.fromkeys(types, held)}}}
