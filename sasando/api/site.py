"""The API as a whole: its routes, its document, and what it answers when something is wrong."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse
from django.utils.log import log_response
from ninja import NinjaAPI
from ninja.errors import ValidationError

from sasando.api import directory, national, peers, proofs, publications, standing
from sasando.api.answers import JSON, Refused, problem
from sasando.api.parameters import EXPECTED

PREFIX = "/api/v1/"

api = NinjaAPI(
    title="Sasando",
    version="1",
    description=(
        "Posisi instansi Indonesia dalam SPBE/Pemdi dari hasil yang sudah diterbitkan. Hanya dibaca, tanpa akun."
        " Angka tercetak: dua desimal dengan titik. Angka eksak: pecahan tersederhana. Setiap jawaban menyebut"
        " terbitannya."
    ),
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
)
for module in (directory, standing, peers, proofs, publications, national):
    api.add_router("", module.router)


def document(_request: HttpRequest) -> HttpResponse:
    """`/openapi.json`."""
    return HttpResponse(_document(), content_type=JSON)


def unknown_address(_request: HttpRequest, **_: str) -> HttpResponse:
    """Whatever else is asked below the API's address."""
    return problem(
        404,
        f"Alamat ini tidak ada di API; semua alamatnya tertulis di {PREFIX}openapi.json (tanpa / di akhir).",
    )


@lru_cache(maxsize=1)
def _document() -> str:
    made: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=PREFIX))
    for schema in made["components"]["schemas"].values():
        schema.pop("description", None)  # a docstring, written for whoever reads the code
    for methods in made["paths"].values():
        for parameter in methods["get"]["parameters"]:
            parameter["description"] = EXPECTED[parameter["name"]]
            parameter["schema"] = _never_null(parameter["schema"])
    return json.dumps(made, ensure_ascii=False)


def _never_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter may be left out; null cannot be written in an address."""
    kinds = [one for one in schema.pop("anyOf", []) if one != {"type": "null"}]
    return schema | kinds[0] if kinds else schema


@api.exception_handler(Refused)
def _refused(_request: HttpRequest, error: Refused) -> HttpResponse:
    return problem(error.status, error.sentence)


@api.exception_handler(ValidationError)
def _not_valid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """One sentence for each parameter that cannot be used."""
    wrong = dict.fromkeys(str(fault["loc"][-1]) for fault in error.errors)
    missing = {str(fault["loc"][-1]) for fault in error.errors if fault["type"] == "missing"}
    said = [
        f"Parameter {name} {'wajib diisi' if name in missing else 'tidak dapat dipakai'}:"
        f" tulis {EXPECTED.get(name, 'lain')}."
        for name in wrong
    ]
    return problem(422, " ".join(said))


@api.exception_handler(SuspiciousOperation)
def _suspicious(_request: HttpRequest, _error: SuspiciousOperation) -> HttpResponse:
    return problem(400, f"Permintaan tidak terbaca; lihat {PREFIX}openapi.json.")


@api.exception_handler(Exception)
def _our_fault(request: HttpRequest, error: Exception) -> HttpResponse:
    """Logged and signalled as Django does, answered in JSON."""
    response = problem(500, "Ada yang salah di pihak kami; coba lagi sebentar lagi.")
    got_request_exception.send(sender=None, request=request)
    log_response(
        "Internal Server Error: %s", request.path, response=response, request=request, exception=error
    )
    return response
