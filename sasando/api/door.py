"""The two doors of the API: to what is public, reading only, where nothing is sent twice to who has it already;
and to the work of an agency, whose answers nobody keeps.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags
from django.views.decorators.csrf import csrf_exempt

from sasando.api.answers import problem

KEPT_SECONDS = 300  # publications change a few times a year; a correction may be five minutes late in a cache
_READING = ("GET", "HEAD")
View = Callable[..., HttpResponseBase]


def door(view: View) -> View:
    """`view` for GET and HEAD alone, its answer with `ETag` and `Cache-Control`, or 304 where it is known."""

    @wraps(view)
    def entered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        asked = request.method
        if asked not in _READING:
            return _reading_only()
        request.method = "GET"
        try:
            response = view(request, *args, **kwargs)
        finally:
            request.method = asked
        return _kept(request, response) if isinstance(response, HttpResponse) else response

    return csrf_exempt(entered)


def _reading_only() -> HttpResponse:
    response = problem(405, "API ini hanya dibaca; pakai GET atau HEAD.")
    response["Allow"] = ", ".join(_READING)
    response["Cache-Control"] = "no-store"
    return response


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if response.status_code != 200:
        response["Cache-Control"] = "no-store"
        return response
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if any(tag.removeprefix("W/") in (etag, "*") for tag in known):
        response = HttpResponseNotModified()
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response


def staff_door(view: View) -> View:
    """`view` for what belongs to an agency: whatever it is asked, its answer is kept nowhere.

    The CSRF token is asked for where somebody comes by their session (`people.BySession`).
    """

    @wraps(view)
    def entered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        asked = request.method
        if asked == "HEAD":
            request.method = "GET"
        try:
            response = view(request, *args, **kwargs)
        finally:
            request.method = asked
        if response.status_code == 405:
            response = _other_method(response)
        response["Cache-Control"] = "private, no-store"
        return response

    return csrf_exempt(entered)


def _other_method(refused: HttpResponseBase) -> HttpResponse:
    response = problem(405, f"Alamat ini hanya menerima {refused['Allow']}.")
    response["Allow"] = refused["Allow"]
    return response
