"""`/akun/token/`: a person's tokens, making one, and revoking one."""

from __future__ import annotations

from datetime import datetime

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sasando.kernel.ids import read_id
from sasando.organizations.desk import desk_page
from sasando.organizations.letters import tell_of_account
from sasando.organizations.people import person_of
from sasando.organizations.queries import clock_of
from sasando.tokens.actions import LONGEST_NAME, Made, TokenError, make_token, revoke_token
from sasando.tokens.models import PersonalToken
from sasando.tokens.queries import token_of, tokens_of
from sasando.ui.clock import moment
from sasando.ui.words import in_one_language
from sasando.ui.words import text as _

REVOKE = "cabut"


class TokenForm(forms.Form):
    """What a new token is for, how long it works, and whether it may change anything."""

    name = forms.CharField(label=gettext_lazy("Nama"), max_length=LONGEST_NAME)
    days = forms.TypedChoiceField(
        label=gettext_lazy("Berlaku"),
        coerce=int,
        choices=[(days, gettext_lazy("%s hari") % days) for days in (30, 90, 365)],
    )
    changes = forms.BooleanField(label=gettext_lazy("Boleh juga mengubah"), required=False)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_one_language
def tokens(request: HttpRequest) -> HttpResponse:
    """The list with its form; POST makes a token, or revokes the one that `cabut` names."""
    if request.method != "POST":
        return _page(request, TokenForm())
    if REVOKE in request.POST:
        return _revoked(request)
    made: HttpResponse = _made(request)
    return made


@reauthentication_required  # type: ignore[untyped-decorator]  # a token outlives the session it was made in
def _made(request: HttpRequest) -> HttpResponse:
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    person, asked = person_of(request), form.cleaned_data
    try:
        made = make_token(person, asked["name"], asked["days"], reads_only=not asked["changes"])
    except TokenError as error:
        form.add_error(error.field or None, str(error))
        return _page(request, form, status=422)
    tell_of_account(person, lambda: _("Token %(name)s dibuat untuk akun Anda.") % {"name": made.token.name})
    return _page(request, TokenForm(), made)


def _revoked(request: HttpRequest) -> HttpResponse:
    """Revoke one of one's own.

    Raises:
        Http404: there is none of that id, or it is somebody else's.
    """
    asked = read_id(request.POST[REVOKE])
    found = token_of(person_of(request), asked) if asked else None
    if found is None:
        raise Http404(REVOKE)
    revoke_token(person_of(request), found)
    messages.success(request, _("Token %(name)s sudah dicabut.") % {"name": found.name})
    return redirect("tokens")


def _page(request: HttpRequest, form: TokenForm, made: Made | None = None, status: int = 200) -> HttpResponse:
    person = person_of(request)
    clock, now = clock_of(person), timezone.now()
    tokens = [(one, _until(one, clock, now)) for one in tokens_of(person)]
    context = {"form": form, "made": made, "tokens": tokens}
    return desk_page(request, "tokens/tokens.html", None, context, status=status)


def _until(one: PersonalToken, clock: str, now: datetime) -> str:
    """Until when a token works, or since when no more."""
    said = _("sampai %(day)s") if one.is_valid(now) else _("berakhir %(day)s")
    return said % {"day": moment(one.expires_at, clock)}
