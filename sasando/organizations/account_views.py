"""`/akun/`: who I am, and where I am signed in."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.internal.flows.logout import logout
from allauth.mfa.base.views import authenticate
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sasando.organizations.desk import desk_page
from sasando.organizations.people import person_of
from sasando.organizations.queries import clock_of
from sasando.organizations.second_step import has
from sasando.ui.clock import moment
from sasando.ui.sent_forms import takes_forms
from sasando.ui.words import in_one_language
from sasando.ui.words import text as _

_BROWSERS = (("Firefox/", "Firefox"), ("Edg/", "Edge"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _SessionLine:
    id: int
    device: str
    ip: str
    since: str
    current: bool


@require_safe
@login_required
@never_cache
@in_one_language
def account(request: HttpRequest) -> HttpResponse:
    """`/akun/`: name, second step, and the sessions that are open, each of which can be ended."""
    person = person_of(request)
    zone = clock_of(person)
    lines = [
        _SessionLine(
            one.id,
            device_name(one.user_agent),
            one.ip,
            moment(one.created_at, zone),
            one.session_key == request.session.session_key,
        )
        for one in UserSession.objects.purge_and_list(person)
    ]
    context = {"sessions": lines, "others": len(lines) > 1, "second_step": has(person)}
    return desk_page(request, "organizations/account.html", None, context)


def second_step_of_sign_in(request: HttpRequest) -> HttpResponse:
    """The library's page for the code. A form sent without that field counts as one with an empty code: the library
    would take it for a passkey, which are off, and have no form to show."""
    if request.method == "POST" and "code" not in request.POST:
        sent = request.POST.copy()
        sent["code"] = ""
        request.POST = sent  # type: ignore[assignment]
    answered: HttpResponse = authenticate(request)
    return answered


@takes_forms(of=3)
@login_required
@in_one_language
def end_session(request: HttpRequest, number: int) -> HttpResponse:
    """End one of my sessions.

    Raises:
        Http404: it is not mine.
    """
    found = UserSession.objects.filter(user=person_of(request), id=number).first()
    if found is None:
        raise Http404(number)
    if found.session_key == request.session.session_key:
        logout(request)
        return redirect("account_login")
    found.end()
    messages.success(request, _("Perangkat itu sudah dikeluarkan."))
    return redirect("account")


@takes_forms(of=2)
@login_required
@in_one_language
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all my sessions but this one."""
    for one in UserSession.objects.filter(user=person_of(request)):
        if one.session_key != request.session.session_key:
            one.end()
    messages.success(request, _("Semua perangkat lain sudah dikeluarkan."))
    return redirect("account")


def device_name(user_agent: str) -> str:
    """A browser and a system in words, as far as the browser says."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), _("Peramban"))
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return f"{browser}, {system}" if system else browser
