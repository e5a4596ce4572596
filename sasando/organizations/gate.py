"""The gate of the staff's pages: whoever comes to `/k/` has signed in, and done the second step where it is owed.

It looks at no other page: a public page asks for nobody's session, so that it reads and costs the same for
everybody.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.csrf import csrf_failure

from sasando.kernel.grant_table import RefusedError
from sasando.organizations.second_step import is_owed
from sasando.ui.language import other_language, say_language
from sasando.ui.not_saved import not_saved, typed_in
from sasando.ui.pages import page
from sasando.ui.scripted import by_script, refused
from sasando.ui.sent_forms import page_of
from sasando.ui.words import text as _

STAFF = "/k/"
_PRIVATE = (STAFF, "/akun/")  # also a TOTP secret and recovery codes: kept in no browser and no proxy


class StaffGate:
    """Middleware, after Django's and allauth's own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
            response = _form_address(request, response)
        if request.path.startswith(_PRIVATE):
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(
        self, request: HttpRequest, _view: Any, _args: list[Any], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Send a stranger to the sign-in page, and a person who owes the second step to its set-up."""
        if not request.path.startswith(STAFF):
            return None
        if not request.user.is_authenticated:
            if typed_in(request):
                return not_saved(request, _sign_in_again(request))
            return redirect_to_login(_wanted(request), reverse("account_login"))
        if is_owed(request):
            query = urlencode({"next": _wanted(request)})
            return HttpResponseRedirect(f"{reverse('mfa_activate_totp')}?{query}")
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """An act that the table of grants refuses is a page that says so, not a fault of ours."""
        if not isinstance(exception, RefusedError):
            return None
        if by_script(request):
            said = _("Peran Anda tidak mencakup tindakan ini, jadi tidak ada yang berubah.")
            return refused(said, HTTPStatus.FORBIDDEN)
        return page(request, "organizations/refused.html", {}, status=HTTPStatus.FORBIDDEN)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """The library's pages know their language as ours do."""
        language = get_language() or "id"
        context = dict(response.context_data or {})
        response.context_data = {
            "language": language,
            "other": other_language(request, language),
            "person": request.user,
            **context,
        }
        say_language(response, language)
        return response


def _form_address(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Of an address that takes forms alone, which a browser shows beside a refused one: the way to its page."""
    there = page_of(request.path)
    if there == request.path:
        return response
    told = page(request, "organizations/form_address.html", {"address": there}, status=response.status_code)
    told["Allow"] = response["Allow"]
    return told


def _wanted(request: HttpRequest) -> str:
    """Where to go once the way is open: what was asked for, or the page of the form that was sent."""
    page_there = page_of(request.path)
    return request.get_full_path() if page_there == request.path else page_there


def _sign_in_again(request: HttpRequest) -> str:
    """The sign-in page that leads back to where a form was sent from, or to the desk."""
    came = urlsplit(request.headers.get("Referer", ""))
    there = came.path if came.netloc == request.get_host() and came.path.startswith(STAFF) else STAFF
    return f"{reverse('account_login')}?{urlencode({'next': page_of(there)})}"


def form_of_another_session(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is not this session's (`CSRF_FAILURE_VIEW`): nothing is done, the words are given back."""
    if not request.path.startswith(STAFF) or not typed_in(request):
        return csrf_failure(request, reason)
    return not_saved(request, _sign_in_again(request), HTTPStatus.FORBIDDEN)
