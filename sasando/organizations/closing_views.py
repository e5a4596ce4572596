"""`/akun/tutup/`: closing one's own account."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sasando.organizations.actions.closing import close_account
from sasando.organizations.desk import desk_page
from sasando.organizations.faults import RejectedError
from sasando.organizations.letters import addressed, closed_letter, post
from sasando.organizations.people import person_of
from sasando.organizations.queries import memberships_of
from sasando.ui.words import in_one_language
from sasando.ui.words import text as _


class CloseForm(forms.Form):
    """That the person has read what cannot be undone."""

    sure = forms.BooleanField(
        label=gettext_lazy("Saya mengerti bahwa ini tidak dapat dibatalkan"),
        error_messages={"required": gettext_lazy("Centang dahulu bila akun memang hendak ditutup.")},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_one_language
def close(request: HttpRequest) -> HttpResponse:
    """What closing does; POST closes the account and signs out."""
    if request.method != "POST":
        return _page(request, CloseForm())
    closed: HttpResponse = _closed(request)
    return closed


@reauthentication_required  # type: ignore[untyped-decorator]  # a phone left on a table closes no account
def _closed(request: HttpRequest) -> HttpResponse:
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    person = person_of(request)
    letter = addressed(person, lambda: closed_letter(person))
    try:
        close_account(person)
    except RejectedError as error:
        form.add_error(None, str(error))
        return _page(request, form, status=409)
    post(letter)
    logout(request)
    messages.success(request, _("Akun Anda sudah ditutup; nama dan email Anda sudah dihapus."))
    return redirect("account_login")


def _page(request: HttpRequest, form: CloseForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "held": memberships_of(person_of(request))}
    return desk_page(request, "organizations/close_account.html", None, context, status=status)
