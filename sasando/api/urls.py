"""The addresses below `/api/v1/`; every one of them through one of the doors.

Those below an evaluation, which are most, have a list of their own, so that no other request is held against each.
"""

from __future__ import annotations

from django.urls import URLPattern, include, path, re_path

from sasando.api.door import door, staff_door
from sasando.api.site import api, document, staff_routes, unknown_address

_EVALUATION = "agencies/<slug>/evaluations/<evaluation>/"
_working = staff_routes()


def _entered(pattern: URLPattern, above: str = "") -> URLPattern:
    """The address of an operation, without what stands `above` it, through its door."""
    through = staff_door if pattern.name in _working else door
    return path(str(pattern.pattern).removeprefix(above), through(pattern.callback), name=pattern.name)


_operations = [one for one in api.urls[0] if isinstance(one, URLPattern)]
_below = [one for one in _operations if str(one.pattern).startswith(_EVALUATION)]
urlpatterns = [
    path("", door(unknown_address)),
    path("openapi.json", door(document), name="document"),
    path(_EVALUATION, include([_entered(one, _EVALUATION) for one in _below])),
    *(_entered(one) for one in _operations if one not in _below),
    re_path("", door(unknown_address)),
]
