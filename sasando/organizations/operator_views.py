"""`/k/operator/`: which agencies are hosted here, a further one, and its first admin."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from sasando.organizations.actions.hosting import host_agency
from sasando.organizations.actions.invitations import invite_admin, invite_operator
from sasando.organizations.desk import desk_page
from sasando.organizations.directory import search_agencies
from sasando.organizations.faults import RejectedError
from sasando.organizations.finding import LONGEST_SEARCH
from sasando.organizations.forms import AdminForm, reject
from sasando.organizations.letters import invitation_letter, send
from sasando.organizations.links import invitation_link
from sasando.organizations.models import Agency
from sasando.organizations.people import actor_of
from sasando.organizations.people_views import invited_page
from sasando.organizations.permits import operator_of
from sasando.organizations.queries import LEAST_ADMINS, hosted_agencies
from sasando.ui.sent_forms import takes_forms
from sasando.ui.words import in_one_language
from sasando.ui.words import text as _


@require_safe
@in_one_language
def operator_desk(request: HttpRequest) -> HttpResponse:
    """The first page of a new installation: choose your agency in the directory (`?q=`)."""
    operator_of(request, "organizations.host_agency")
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    hosted = hosted_agencies()
    known = {row.slug for row in hosted}
    found = [row for row in search_agencies(typed) if row.has_government] if typed else []
    context = {
        "hosted": hosted,
        "typed": typed,
        "found": [(row, row.slug in known) for row in found],
        "least": LEAST_ADMINS,
    }
    return desk_page(request, "organizations/operator.html", None, context)


@takes_forms(of=2)
@in_one_language
def host(request: HttpRequest, slug: str) -> HttpResponse:
    """Host an agency, and go on to its first admin."""
    operator_of(request, "organizations.host_agency")
    agency = _agency(slug)
    if not agency.has_government:
        raise Http404(slug)
    host_agency(actor_of(request), agency)
    return redirect("invite_admin", slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
@in_one_language
def invite_first_admin(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite an admin of a hosted agency."""
    person = operator_of(request, "organizations.host_agency")
    agency = _agency(slug)
    if not agency.hosted:
        raise Http404(slug)
    form = AdminForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, email = form.cleaned_data["name"], form.cleaned_data["email"]
        try:
            link = invitation_link(invite_admin(actor_of(request), agency, email, name), request)
        except RejectedError as error:
            reject(form, error)
        else:
            sent = send(email, lambda: invitation_letter(agency.name, person.name, link))
            return invited_page(request, None, name, link, sent)
    context = {
        "form": form,
        "heading": _("Undang admin"),
        "for_whom": agency.name,
        "note": _("Undang dua orang, satu demi satu: bila seorang kehilangan ponsel, yang lain menolong."),
    }
    status = 422 if form.errors else 200
    return desk_page(request, "organizations/invite_admin.html", None, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@in_one_language
def invite_further_operator(request: HttpRequest) -> HttpResponse:
    """Invite a further operator."""
    person = operator_of(request, "organizations.invite_operator")
    form = AdminForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, email = form.cleaned_data["name"], form.cleaned_data["email"]
        try:
            link = invitation_link(invite_operator(actor_of(request), email, name), request)
        except RejectedError as error:
            reject(form, error)
        else:
            sent = send(email, lambda: invitation_letter("Sasando", person.name, link))
            return invited_page(request, None, name, link, sent)
    context = {"form": form, "heading": _("Undang operator"), "for_whom": "", "note": ""}
    status = 422 if form.errors else 200
    return desk_page(request, "organizations/invite_admin.html", None, context, status=status)


def _agency(slug: str) -> Agency:
    found = Agency.objects.filter(slug=slug).first()
    if found is None:
        raise Http404(slug)
    return found
