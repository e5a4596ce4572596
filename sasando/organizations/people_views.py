"""`/k/<agency>/orang/`: who works here as what; inviting."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from sasando.organizations.actions.invitations import Invited, invite, withdraw_invitation
from sasando.organizations.desk import desk_page
from sasando.organizations.faults import RejectedError
from sasando.organizations.finding import Search, first_lines
from sasando.organizations.forms import (
    InviteForm,
    reject,
)
from sasando.organizations.handover import held_work
from sasando.organizations.letters import invitation_letter, send
from sasando.organizations.links import invitation_link
from sasando.organizations.models import Invitation, Membership
from sasando.organizations.people import actor_of
from sasando.organizations.permits import may, staff_who_may
from sasando.organizations.queries import (
    LEAST_ADMINS,
    Staff,
    former_people_of,
    open_invitations,
    people_of,
)
from sasando.organizations.role_lines import invited_line, role_line
from sasando.organizations.roles import today_in
from sasando.ui.clock import moment
from sasando.ui.sent_forms import takes_forms
from sasando.ui.words import in_one_language
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class _PersonLine:
    id: UUID
    name: str
    email: str
    roles: list[str]


@require_safe
@in_one_language
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who works here; addresses and controls for the admin alone."""
    staff = staff_who_may(request, slug, "organizations.read_people")
    held, today = people_of(staff.agency), today_in(staff.agency.timezone)
    admins = {
        one.user_id for one in held if one.role == Membership.Role.AGENCY_ADMIN and one.valid_to is None
    }
    manages = may(staff, "organizations.invite")
    search = Search.of(request)
    lines = [
        _PersonLine(user.id, user.name, user.email, [role_line(one, today) for one in ones])
        for user, ones in groupby(held, key=lambda one: one.user)
    ]

    def found(name: str, email: str, roles: list[str]) -> bool:
        return search.finds(name, *roles, *([email] if manages else []))

    invited = [
        (one, invited_line(one), moment(one.expires_at, staff.agency.timezone))
        for one in (open_invitations(staff.agency) if manages else ())
    ]
    former = former_people_of(staff.agency) if manages else []
    serving = [one for one in lines if found(one.name, one.email, one.roles)]
    work = held_work(staff.agency) if former else {}
    gone = [(one, work.get(one.id, 0)) for one in former if found(one.name, one.email, [])]
    awaited = [line for line in invited if found(line[0].name, line[0].email, [line[1]])]
    context = {
        **search.said_of((serving, gone, awaited), len(lines) + len(former) + len(invited)),
        "people": first_lines(serving),
        "manages": manages,
        "few_admins": manages and len(admins) < LEAST_ADMINS,
        "former": first_lines(gone),
        "invitations": first_lines(awaited),
    }
    return desk_page(request, "organizations/people.html", staff, context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_one_language
def invite_person(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite somebody (`?peran=`: as what, where the page before knows); the link is sent, and shown once."""
    staff = staff_who_may(request, slug, "organizations.invite")
    form = InviteForm(staff.agency, request.POST or None, role=request.GET.get("peran", ""))
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            invited = Invited(asked["email"], asked["name"], asked["role"], asked["unit"])
            link = invitation_link(invite(actor_of(request), staff.agency, invited), request)
        except RejectedError as error:
            reject(form, error)
        else:
            sent = send(asked["email"], lambda: invitation_letter(staff.agency.name, staff.user.name, link))
            return invited_page(request, staff, asked["name"], link, sent)
    status = 422 if form.errors else 200
    return desk_page(request, "organizations/invite.html", staff, {"form": form}, status=status)


def invited_page(request: HttpRequest, staff: Staff | None, name: str, link: str, sent: bool) -> HttpResponse:
    """The link of an invitation, shown once to whoever invites."""
    context = {"invited_name": name, "link": link, "sent": sent}
    return desk_page(request, "organizations/invited.html", staff, context)


@takes_forms(of=3)
@in_one_language
def withdraw(request: HttpRequest, slug: str, invitation: UUID) -> HttpResponse:
    """Let a link work no longer."""
    staff = staff_who_may(request, slug, "organizations.withdraw_invitation")
    found = Invitation.objects.filter(id=invitation, agency=staff.agency).first()
    if found is None:
        raise Http404(invitation)
    try:
        withdraw_invitation(actor_of(request), staff.agency, found)
    except RejectedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Undangan dicabut."))
    return redirect("people", slug=slug)
