"""What actions refuse, as answers: which status, and the sentence that the action gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError

from sasando.api.answers import as_json, problem
from sasando.discussions.actions import DiscussionError, NotReadableError
from sasando.evaluations.faults import (
    ConflictError,
    EvaluationError,
    GapsError,
    NotYoursError,
    OutOfOrderError,
    StageClosedError,
)
from sasando.evaluations.reports.own_templates import LostTemplateError
from sasando.instruments.queries import UnknownInstrumentError
from sasando.kernel.faults import BadInputError
from sasando.kernel.grant_table import RefusedError
from sasando.kernel.receipts import OtherRequestError
from sasando.ui.words import as_sentence

_SEND_JSON = "Isi permintaan tidak terbaca; kirim JSON seperti di /api/v1/openapi.json."
_STATUS: dict[type[Exception], int] = {
    NotYoursError: 403,
    StageClosedError: 409,
    OutOfOrderError: 409,
    OtherRequestError: 409,
    EvaluationError: 422,
    NotReadableError: 404,
    DiscussionError: 422,
    UnknownInstrumentError: 422,
}


def tell_troubles(api: NinjaAPI) -> None:
    """Let the API answer what actions raise."""
    for kind in _STATUS:
        api.exception_handler(kind)(_told)
    api.exception_handler(ConflictError)(_conflict)
    api.exception_handler(GapsError)(_gaps)
    api.exception_handler(BadInputError)(_bad_input)
    api.exception_handler(RefusedError)(_not_granted)
    api.exception_handler(LostTemplateError)(_lost)
    api.exception_handler(AuthenticationError)(_nobody)
    api.exception_handler(HttpError)(_unreadable)
    api.exception_handler(Http404)(_not_there)
    for broken in (MultiPartParserError, UnreadablePostError):
        api.exception_handler(broken)(_broken_off)
    api.exception_handler(RawPostDataException)(_a_form)


def conflict(error: ConflictError, yours: Mapping[str, dict[str, str | None]]) -> HttpResponse:
    """409 with both texts: what stands, and what was sent, by indicator."""
    listed = [
        {
            "indicator": one.node,
            "number": one.number,
            "expected": one.expected,
            "revision": one.revision,
            "theirs": {
                "value": one.value,
                "fact": one.fact,
                "analysis": one.analysis,
                "justification": one.justification,
                "by": one.by,
                "at": one.at.isoformat() if one.at else None,
            },
            "yours": yours.get(one.node),
        }
        for one in error.stale
    ]
    return refusal(str(error), conflicts=listed)


def refusal(said: str, *, conflicts: list[Any] | None = None, gaps: Any = None) -> HttpResponse:
    """409: nothing was saved, and why."""
    return as_json({"detail": as_sentence(said), "conflicts": conflicts or [], "gaps": gaps or {}}, 409)


def _told(_request: HttpRequest, error: Exception) -> HttpResponse:
    status = next(_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS)
    return refusal(str(error)) if status == 409 else problem(status, as_sentence(str(error)))


def _bad_input(_request: HttpRequest, error: BadInputError) -> HttpResponse:
    """Each fault on a line of its own."""
    return problem(422, "\n".join(map(as_sentence, error.spoken())))


def _conflict(_request: HttpRequest, error: ConflictError) -> HttpResponse:
    return conflict(error, {})


def _gaps(_request: HttpRequest, error: GapsError) -> HttpResponse:
    return refusal(str(error), gaps=error.gaps)


def _lost(request: HttpRequest, error: LostTemplateError) -> HttpResponse:
    return problem(409, str(error)) if request.method == "GET" else refusal(str(error))


def _not_granted(_request: HttpRequest, _error: RefusedError) -> HttpResponse:
    return problem(403, "Peran Anda di instansi ini tidak boleh melakukan itu; mintalah kepada koordinator.")


def _nobody(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    response = problem(
        401,
        "Masuk dahulu: kirim token pribadi (Authorization: Bearer …) dari /akun/token/, atau sesi halaman.",
    )
    response["WWW-Authenticate"] = "Bearer"
    return response


def _unreadable(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, _SEND_JSON)


def _a_form(_request: HttpRequest, _error: RawPostDataException) -> HttpResponse:
    """JSON that calls itself a form: by a session it was read as one, for the CSRF token."""
    return problem(400, _SEND_JSON)


def _not_there(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem(404, "Tidak ada, atau bukan untuk Anda.")


def _broken_off(_request: HttpRequest, _error: Exception) -> HttpResponse:
    """A form that is no form, or that ends before its end since the line was cut."""
    return problem(400, "Formulir tidak terbaca; kirim multipart/form-data yang utuh.")
