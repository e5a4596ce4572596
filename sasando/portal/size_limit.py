"""Nobody sends more than any form takes: what is larger is refused before a byte of it is read.

Otherwise a file of any size would first be written whole into the machine's temporary folder, also from somebody who
has not signed in, and then be found too large.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse

from sasando.ui.pages import page
from sasando.ui.words import in_one_language
from sasando.ui.words import text as _

LARGEST = 16 * 1024 * 1024  # bytes; the largest file of a form is 5 MB, and told so by its page up to this
_API = "/api/"


def size_limit(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, before any that reads a body. Django reads no further than the length that is said."""

    def answered(request: HttpRequest) -> HttpResponse:
        said = str(request.META.get("CONTENT_LENGTH") or "0")
        if not said.isdecimal() or int(said[:20]) <= LARGEST:
            return get_response(request)
        return _refused(request)

    return answered


@in_one_language
def _refused(request: HttpRequest) -> HttpResponse:
    sentence = _("Kiriman ini lebih besar dari %(most)s MB; pilih berkas yang lebih kecil.") % {
        "most": LARGEST // 1024 // 1024
    }
    if request.path.startswith(_API):
        refused: HttpResponse = JsonResponse({"detail": sentence}, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return refused
    context = {"heading": _("Kiriman terlalu besar"), "sentence": sentence}
    return page(request, "portal/message.html", context, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
