"""`/akun/undangan/<secret>/`: whoever holds the link makes an account, or takes a further role."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sasando.organizations.actions.invitations import accept_as_known, accept_as_new, open_invitation
from sasando.organizations.faults import RejectedError
from sasando.organizations.forms import AcceptForm, reject
from sasando.organizations.models import Invitation, Membership, User
from sasando.ui.pages import page
from sasando.ui.words import in_one_language
from sasando.ui.words import text as _


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password1", "password2")
@never_cache
@in_one_language
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Look at an invitation (GET spends nothing) and accept it (POST)."""
    found = open_invitation(secret)
    if found is None:
        return page(request, "organizations/invitation_over.html", {}, status=410)
    if User.objects.filter(email=found.email).exists():
        return _known(request, secret, found)
    return _new(request, secret, found)


def _new(request: HttpRequest, secret: str, found: Invitation) -> HttpResponse:
    form = AcceptForm(found.email, request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        try:
            user = accept_as_new(secret, form.cleaned_data["name"], form.cleaned_data["password1"])
        except RejectedError as error:
            reject(form, error)
        else:
            record_authentication(request, user, method="password")
            signed_in: HttpResponse = perform_login(request, Login(user=user, redirect_url=reverse("desk")))
            return signed_in
    context = {"form": form, "email": found.email, "invited": _invited(found)}
    return page(request, "organizations/invitation_new.html", context, status=422 if form.errors else 200)


def _known(request: HttpRequest, secret: str, found: Invitation) -> HttpResponse:
    person = request.user if isinstance(request.user, User) else None
    context = {
        "invited": _invited(found),
        "email": found.email,
        "mine": person is not None and person.email == found.email,
        "somebody_else": person is not None and person.email != found.email,
        "sign_in": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
    }
    if request.method == "POST" and person is not None:
        try:
            accept_as_known(secret, person)
        except RejectedError as error:
            messages.error(request, str(error))
            return redirect(request.path)
        messages.success(request, _("Peran baru Anda sudah berlaku."))
        return redirect("desk")
    return page(request, "organizations/invitation_known.html", context)


def _invited(found: Invitation) -> str:
    """As what a person is invited: "Koordinator, Kabupaten Kupang"."""
    if found.agency is None:
        return _("Operator situs ini")
    role = str(Membership.Role(found.role).label)
    where = f"{found.unit.name}, {found.agency.name}" if found.unit else found.agency.name
    return f"{role}, {where}"
