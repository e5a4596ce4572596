"""What somebody typed, given back when it could not be saved because they are not signed in any more."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from sasando.ui.pages import page
from sasando.ui.scripted import by_script, refused
from sasando.ui.words import text as _

_NEVER_SHOWN = ("csrfmiddlewaretoken", "password", "sandi", "code", "kode")


@dataclass(frozen=True, slots=True)
class Typed:
    name: str
    text: str


def typed_in(request: HttpRequest) -> list[Typed]:
    """The words of a form, without secrets."""
    return [
        Typed(name, text)
        for name, texts in request.POST.lists()
        if not any(secret in name.lower() for secret in _NEVER_SHOWN)
        for text in texts
        if text.strip()
    ]


def not_saved(request: HttpRequest, sign_in: str, status: int = HTTPStatus.UNAUTHORIZED) -> HttpResponse:
    """The page that says so, with the words to copy and the way back in; `sign_in` is its address.

    A script still has the words, and is told which refusal this is.
    """
    if by_script(request):
        return refused(_("Sesi Anda berakhir."), status, "signed-out")
    context = {"typed": typed_in(request), "sign_in": sign_in}
    return page(request, "ui/not_saved.html", context, status=status)
