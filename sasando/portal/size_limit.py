"""What was sent is answered in words where it is too large, or did not arrive whole (`whole_bodies`).

What is larger than any form takes is refused before a byte of it is read. Otherwise a file of any size would first be
written whole into the machine's temporary folder, also from somebody who has not signed in, and then be found too
large.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse

from sasando.kernel.whole_bodies import LARGEST, NO_ROOM, TROUBLE, length_said
from sasando.ui.pages import page
from sasando.ui.words import in_one_language
from sasando.ui.words import text as _

_API = "/api/"


def size_limit(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, before any that reads a body. Django reads no further than the length that is said."""

    def answered(request: HttpRequest) -> HttpResponse:
        trouble = request.META.get(TROUBLE)
        if trouble:
            return _not_whole(request, str(trouble))
        if length_said(request.META) > LARGEST:
            return _too_large(request)
        return get_response(request)

    return answered


@in_one_language
def _too_large(request: HttpRequest) -> HttpResponse:
    sentence = _("Kiriman ini lebih besar dari %(most)s MB; pilih berkas yang lebih kecil.") % {
        "most": LARGEST // 1024 // 1024
    }
    return _refused(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("Kiriman terlalu besar"), sentence)


@in_one_language
def _not_whole(request: HttpRequest, trouble: str) -> HttpResponse:
    if trouble == NO_ROOM:
        sentence = _("Tidak ada yang disimpan dari permintaan ini. Kembali, lalu coba lagi sebentar lagi.")
        answer = _refused(request, HTTPStatus.SERVICE_UNAVAILABLE, _("Situs sedang sibuk"), sentence)
        answer["Retry-After"] = "60"
        return answer
    sentence = _("Sambungan terputus di tengah, jadi tidak ada yang disimpan. Kembali, lalu kirim lagi.")
    return _refused(request, HTTPStatus.BAD_REQUEST, _("Kiriman tidak sampai utuh"), sentence)


def _refused(request: HttpRequest, status: HTTPStatus, heading: str, sentence: str) -> HttpResponse:
    if request.path.startswith(_API):
        refused: HttpResponse = JsonResponse({"detail": sentence}, status=status)
        return refused
    return page(request, "portal/message.html", {"heading": heading, "sentence": sentence}, status=status)
