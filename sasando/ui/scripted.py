"""Answers to a script that sends a form in the place of the browser, so that what was typed stays on the page."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse


def by_script(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def onward(request: HttpRequest, address: str) -> HttpResponse:
    """It is done: where to go now. A script cannot see where a redirect leads."""
    return JsonResponse({"next": address}) if by_script(request) else HttpResponseRedirect(address)


def refused(said: str, status: int = HTTPStatus.CONFLICT, kind: str = "refused") -> JsonResponse:
    """It was not done, and why."""
    return JsonResponse({"kind": kind, "error": said}, status=status)
