"""Every address of the site; each app keeps its own list."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern

# Not by include(), which imports at once: the libraries of API and accounts would be loaded before the first
# page can be served.
_API = URLResolver(RoutePattern("api/v1/"), "sasando.api.urls", app_name="api", namespace="api")
_ACCOUNT = URLResolver(RoutePattern("akun/"), "sasando.organizations.account_urls")
_TOKENS = URLResolver(RoutePattern("akun/token/"), "sasando.tokens.urls")
_STAFF = URLResolver(RoutePattern("k/"), "sasando.organizations.urls")
_WORK = URLResolver(RoutePattern("k/"), "sasando.evaluations.urls")

urlpatterns: list[URLPattern | URLResolver] = [
    _API,
    _TOKENS,
    _ACCOUNT,
    _WORK,
    _STAFF,
    path("", include("sasando.portal.urls")),
    path("", include("sasando.portal.downloads.urls")),
]

handler400 = "sasando.portal.views.bad_request"
handler404 = "sasando.portal.views.not_found"
handler500 = "sasando.portal.views.server_error"
