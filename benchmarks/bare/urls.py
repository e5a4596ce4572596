"""A page of given bytes and a table of given cells by one plain template after one query, a ninja route with one, and
an address that inserts a row."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from sasando.kernel.models import ImportBatch
from sasando.organizations.models import Agency


def page(request: HttpRequest) -> HttpResponse:
    """Renders `page.html`, which holds the bytes of our page, after one query."""
    agency = Agency.objects.values("name").get(slug="kab-kupang")
    return render(request, "page.html", {"agency": agency})


@lru_cache(maxsize=1)
def _cells() -> list[list[str]]:
    """The cells of our table, read once."""
    text = (settings.DATA_DIR / "bare" / "cells.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.split("\n")]


def table(request: HttpRequest) -> HttpResponse:
    """Renders the rows and cells of our table by one plain loop, after one query."""
    agency = Agency.objects.values("name").get(slug="kab-kupang")
    return render(request, "table.html", {"agency": agency, "rows": _cells()})


@csrf_exempt
def insert(_request: HttpRequest) -> HttpResponse:
    """Inserts one row and commits."""
    with transaction.atomic():
        ImportBatch.objects.create(
            kind="benchmark", scope="national", file_sha256="0" * 64, rows=1, state=ImportBatch.State.APPLIED
        )
    return HttpResponse("ok")


def healthz(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


ninja = NinjaAPI(openapi_url=None)


@ninja.get("/index/{slug}")
def index(request: HttpRequest, slug: str) -> dict[str, str]:
    """The name of an agency, by one query."""
    return {"name": Agency.objects.values_list("name", flat=True).get(slug=slug)}


urlpatterns = [
    path("page/", page),
    path("table/", table),
    path("ninja/", ninja.urls),
    path("insert/", insert),
    path("healthz", healthz),
]
