"""Addresses that take nothing but what a form sends: a way back leads to the page above, which a browser can open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_POST

View = Callable[..., HttpResponse]


def takes_forms(*, of: int = 1) -> Callable[[View], View]:
    """As `require_POST`; the page that the form stands on is the address without its last `of` parts."""

    def marked(view: View) -> View:
        guarded: Any = require_POST(view)
        guarded.parts_below_page = of
        return guarded  # type: ignore[no-any-return]

    return marked


def page_of(path: str) -> str:
    """The page of an address of this site: itself, or the page whose forms it takes."""
    try:
        below = getattr(resolve(path).func, "parts_below_page", 0)
    except Resolver404:
        return path
    return "/".join([*path.rstrip("/").split("/")[:-below], ""]) if below else path
