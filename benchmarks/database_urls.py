"""One view that inserts a row as an act, the same view that inserts it bare, and the whole site."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from sasando.kernel.act import Context, act
from sasando.kernel.actor import SYSTEM
from sasando.kernel.models import ImportBatch


def _insert(key: str) -> None:
    ImportBatch.objects.create(
        kind="benchmark", scope="national", file_sha256=key, rows=1, state=ImportBatch.State.APPLIED
    )


@csrf_exempt
def as_act(_request: HttpRequest, key: str) -> HttpResponse:
    def change(context: Context) -> dict[str, Any]:
        _insert(key)
        context.record("benchmark", {"key": key})
        return {"key": key}

    act(SYSTEM, "results.load_measures", scope="national", request={"key": key}, key=key, change=change)
    return HttpResponse("ok")


@csrf_exempt
def bare(_request: HttpRequest, key: str) -> HttpResponse:
    with transaction.atomic():
        _insert(key)
    return HttpResponse("ok")


urlpatterns = [
    path("act/<str:key>/", as_act),
    path("bare/<str:key>/", bare),
    path("", include("sasando.urls")),
]
