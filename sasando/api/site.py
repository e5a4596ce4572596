"""The API as a whole: its routes, its document, and what it answers when something is wrong."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.log import log_response
from ninja import NinjaAPI
from ninja.errors import ValidationError

from sasando.api import (
    directory,
    evaluation_change,
    evaluation_changes,
    evaluation_copying,
    evaluation_notes,
    evaluation_reports,
    evaluation_tasks,
    evaluation_whole,
    evaluation_workbook,
    evaluations,
    national,
    offices,
    peers,
    proofs,
    publications,
    report_templates,
    standing,
)
from sasando.api.answers import JSON, Refused, problem
from sasando.api.parameters import EXPECTED
from sasando.api.trouble import tell_troubles

PREFIX = "/api/v1/"

api = NinjaAPI(
    title="Sasando",
    version="1",
    description=(
        "Posisi instansi Indonesia dalam SPBE/Pemdi dari hasil yang sudah diterbitkan: hanya dibaca, tanpa akun."
        " Evaluasi instansi sendiri: dengan token pribadi atau sesi, bagi yang berperan di sana."
        " Angka tercetak: dua desimal dengan titik. Angka eksak: pecahan tersederhana. Setiap jawaban menyebut"
        " terbitannya."
    ),
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
)
PUBLIC = (directory, standing, peers, proofs, publications, national)
STAFF = (
    offices,
    evaluations,
    evaluation_whole,
    evaluation_changes,
    evaluation_tasks,
    evaluation_notes,
    evaluation_copying,
    evaluation_workbook,
    evaluation_reports,
    evaluation_change,
    report_templates,
)
for module in (*PUBLIC, *STAFF):
    api.add_router("", module.router)
tell_troubles(api)


def staff_routes() -> set[str]:
    """The names of the routes of agencies' own work."""
    paths = [path for module in STAFF for path in module.router.path_operations.values()]
    return {operation.view_func.__name__ for path in paths for operation in path.operations}


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
        for operation in methods.values():
            for parameter in operation["parameters"]:
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
    wrong = dict.fromkeys(_place(fault["loc"]) for fault in error.errors)
    missing = {_place(fault["loc"]) for fault in error.errors if fault["type"] == "missing"}
    said = [
        f"{'Isian' if inside else 'Parameter'} {name}"
        f" {'wajib diisi' if (name, inside) in missing else 'tidak dapat dipakai'}:"
        f" tulis {EXPECTED.get(name.rpartition('.')[2], 'seperti di ' + PREFIX + 'openapi.json')}."
        for name, inside in wrong
    ]
    return problem(422, " ".join(said))


def _place(location: Sequence[str | int]) -> tuple[str, bool]:
    """The name of what is wrong, and whether it stands in the body: `judgements.1.value` for the second value."""
    if location[0] != "body":
        return str(location[-1]), False
    inside = [str(one + 1) if isinstance(one, int) else one for one in location[2:]]
    return ".".join(inside)[:120] or "JSON", True


@api.exception_handler(SuspiciousOperation)
def _suspicious(_request: HttpRequest, _error: SuspiciousOperation) -> HttpResponse:
    return problem(400, f"Permintaan tidak terbaca; lihat {PREFIX}openapi.json.")


@api.exception_handler(Exception)
def _our_fault(request: HttpRequest, error: Exception) -> HttpResponse:
    """Logged and signalled as Django does, answered in JSON."""
    if isinstance(error, OperationalError):  # locked for too long, read only, gone, or on a full disk
        response = problem(
            503, "Basis data sedang tidak dapat dipakai; coba lagi nanti, dengan Idempotency-Key yang sama."
        )
        response["Retry-After"] = "60"
    else:
        response = problem(500, "Ada yang salah di pihak kami; coba lagi sebentar lagi.")
    got_request_exception.send(sender=None, request=request)
    log_response(
        "Internal Server Error: %s", request.path, response=response, request=request, exception=error
    )
    return response
