"""The addresses below `/api/v1/`; every one of them through one of the doors."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from sasando.api.door import door, staff_door
from sasando.api.site import api, document, staff_routes, unknown_address

urlpatterns = [path("", unknown_address), path("openapi.json", document, name="document")]
urlpatterns += [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern)]
urlpatterns += [re_path("", unknown_address)]
_working = staff_routes()
for pattern in urlpatterns:
    through = staff_door if pattern.name in _working else door
    pattern.callback = through(pattern.callback)
