"""The language a reader chose: kept in a cookie for a year, Indonesian without one.

Not from `Accept-Language`: a browser's setting says little about who reads an official Indonesian page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import override
from django.views.decorators.http import require_safe

from sasando.ui.sent_forms import page_of

COOKIE = "bahasa"
A_YEAR = 365 * 24 * 60 * 60
FOR_MACHINES = "/api/"  # answers in one language, whoever asks


class OtherLanguage(NamedTuple):
    """The link to this page in the other language."""

    code: str
    name: str
    address: str

    @property
    def first(self) -> str:
        """What comes before the last word of its name, which a phone has no room for."""
        return self.name.removesuffix(self.last)

    @property
    def last(self) -> str:
        return self.name.rpartition(" ")[2]


def reader_language(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the language of the cookie is active while a request is answered, and no longer."""

    def answered(request: HttpRequest) -> HttpResponse:
        with override(_spoken(request)):
            return get_response(request)

    return answered


def _spoken(request: HttpRequest) -> str:
    chosen = "" if request.path.startswith(FOR_MACHINES) else chosen_language(request)
    return chosen or settings.LANGUAGE_CODE


def chosen_language(request: HttpRequest) -> str:
    """The language that this browser was told to read; "" where nobody chose."""
    code = request.COOKIES.get(COOKIE, "")
    return code if code in dict(settings.LANGUAGES) else ""


def other_language(request: HttpRequest, language: str) -> OtherLanguage:
    """The first language that is not the page's. Its address holds no query: pages are kept by what they say. What
    answers a form leads to the page of that form."""
    code, name = next(one for one in settings.LANGUAGES if one[0] != language)
    here = page_of(request.path) if request.method == "POST" else request.path
    return OtherLanguage(code, str(name), f"/bahasa/{code}/?next={quote(here)}")


def say_language(response: HttpResponse, language: str) -> None:
    """Mark an answer that reads differently in another language."""
    response["Content-Language"] = language
    if "Vary" in response:
        patch_vary_headers(response, ["Cookie"])
    else:
        response["Vary"] = "Cookie"


@require_safe
def switch(request: HttpRequest, language: str) -> HttpResponse:
    """`/bahasa/<code>/?next=`: remember the language and go back to the page, with its query where that is known.

    Raises:
        Http404: a language the site does not speak.
    """
    if language not in dict(settings.LANGUAGES):
        raise Http404(language)
    response = HttpResponseRedirect(_way_back(request))
    response.set_cookie(
        COOKIE, language, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
    )
    response["Cache-Control"] = "no-store"
    return response


def _way_back(request: HttpRequest) -> str:
    """The page the reader came from; `/` for an address that is not of this site."""
    asked = request.GET.get("next", "")
    if not asked.startswith("/") or not url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return "/"
    came = urlsplit(request.headers.get("Referer", ""))
    if came.query and came.netloc == request.get_host() and came.path == asked:
        return f"{asked}?{came.query}"
    return asked
