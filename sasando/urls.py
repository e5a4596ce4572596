"""Every address of the site; each app keeps its own list."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("sasando.portal.urls")),
    path("", include("sasando.portal.downloads.urls")),
]

handler400 = "sasando.portal.views.bad_request"
handler404 = "sasando.portal.views.not_found"
handler500 = "sasando.portal.views.server_error"
