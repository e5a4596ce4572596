"""A page of given bytes by one plain template after one query, and a plain ninja route with one query."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from ninja import NinjaAPI

from sasando.organizations.models import Agency


def page(request: HttpRequest) -> HttpResponse:
    """Renders `page.html`, which holds the bytes of our page, after one query."""
    agency = Agency.objects.values("name").get(slug="kab-kupang")
    return render(request, "page.html", {"agency": agency})


def healthz(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


ninja = NinjaAPI(openapi_url=None)


@ninja.get("/index/{slug}")
def index(request: HttpRequest, slug: str) -> dict[str, str]:
    """The name of an agency, by one query."""
    return {"name": Agency.objects.values_list("name", flat=True).get(slug=slug)}


urlpatterns = [path("page/", page), path("ninja/", ninja.urls), path("healthz", healthz)]
