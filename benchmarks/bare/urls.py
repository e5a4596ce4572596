"""A page of given bytes by one plain template after one query."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from sasando.organizations.models import Agency


def page(request: HttpRequest) -> HttpResponse:
    """Renders `page.html`, which holds the bytes of our page, after one query."""
    agency = Agency.objects.values("name").get(slug="kab-kupang")
    return render(request, "page.html", {"agency": agency})


def healthz(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [path("page/", page), path("healthz", healthz)]
