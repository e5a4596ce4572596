"""A page that is the same as the one a browser holds is answered by 304: its bytes need not travel again.

For pages that are made at every request; those kept by their facts (`kept_pages`) do as much on their own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, cast

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_cache_control

P = ParamSpec("P")


def tag_of(content: bytes) -> str:
    """The tag of a page by what it says."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def answer_tagged(request: HttpRequest, response: HttpResponse, tag: str) -> HttpResponse:
    """The response, or 304 where the browser holds it: kept by the browser, asked for again each time."""
    if tag in request.headers.get("If-None-Match", ""):
        unchanged = HttpResponseNotModified()
        for name in ("Content-Language", "Vary", "X-Robots-Tag"):
            if name in response:
                unchanged[name] = response[name]
        response = unchanged
    response["ETag"] = tag
    if "Cache-Control" in response:
        patch_cache_control(response, no_cache=True, public=True)
    else:
        response["Cache-Control"] = "no-cache, public"
    return response


def tagged(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """A view whose pages of status 200 carry a tag by what they say. For pages that are the same for everybody."""

    @wraps(view)
    def answered(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request = cast(HttpRequest, args[0])
        response = view(*args, **kwargs)
        if response.status_code != 200:
            return response
        return answer_tagged(request, response, tag_of(response.content))

    return answered
