"""How a route is declared: what it answers, also where it refuses, and what it says of itself in the document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from ninja import Router, Schema

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
