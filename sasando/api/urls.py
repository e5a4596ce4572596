"""The addresses below `/api/v1/`; every one of them through the door."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from sasando.api.door import door
from sasando.api.site import api, document, unknown_address

urlpatterns = [path("", unknown_address), path("openapi.json", document, name="document")]
urlpatterns += [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern)]
urlpatterns += [re_path("", unknown_address)]
for pattern in urlpatterns:
    pattern.callback = door(pattern.callback)
