"""Which address a request comes from."""

from __future__ import annotations

from django.http import HttpRequest

_LOOPBACK = ("127.0.0.1", "::1")


def address_of(request: HttpRequest) -> str:
    """Who asks. Behind a proxy on this machine, whom the proxy names last; nobody else is believed."""
    nearest = str(request.META.get("REMOTE_ADDR", ""))
    named = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rsplit(",", 1)[-1].strip()
    return named if nearest in _LOOPBACK and named else nearest


def is_local(request: HttpRequest) -> bool:
    """Whether it comes from this machine itself, and through no proxy."""
    return address_of(request) in _LOOPBACK
