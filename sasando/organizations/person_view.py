"""`/k/<agency>/orang/<id>/`: one person's roles; giving, ending and handing them over, and a second step set anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from sasando.kernel.act import Context
from sasando.organizations.actions import memberships as roles
from sasando.organizations.desk import desk_page
from sasando.organizations.faults import RejectedError
from sasando.organizations.forms import EndForm, HandOverForm, ReasonForm, RoleForm, reject
from sasando.organizations.handover import Handover, moved_sentence
from sasando.organizations.letter_jobs import tell
from sasando.organizations.letters import Letter, account_letter
from sasando.organizations.models import Agency, Membership, User
from sasando.organizations.people import actor_of
from sasando.organizations.permits import staff_who_may
from sasando.organizations.queries import Staff, roles_in
from sasando.organizations.role_letters import (
    given_away_letter,
    given_letter,
    last_day_letter,
    taken_over_letter,
)
from sasando.organizations.role_lines import role_line
from sasando.organizations.roles import today_in
from sasando.ui.sent_forms import takes_forms
from sasando.ui.words import in_one_language
from sasando.ui.words import text as _


@require_safe
@in_one_language
def one_person(request: HttpRequest, slug: str, user: UUID) -> HttpResponse:
    """One person's roles, and what an admin may do about them."""
    staff = staff_who_may(request, slug, "organizations.add_membership")
    return _person_page(request, staff, _person(staff, user))


@takes_forms()
@in_one_language
def add_role(request: HttpRequest, slug: str, user: UUID) -> HttpResponse:
    """Give a further role."""
    staff = staff_who_may(request, slug, "organizations.add_membership")
    person = _person(staff, user)
    form = RoleForm(staff.agency, request.POST)

    def change(asked: dict[str, Any]) -> None:
        new = roles.NewRole(asked["role"], asked["unit"], asked["valid_from"], asked["valid_to"])
        roles.add_membership(
            actor_of(request), staff.agency, person, new,
            then=lambda context, given: tell(context, person, lambda: given_letter(given)),
        )  # fmt: skip

    return _changed(request, staff, person, "role", form, change, _("Peran ditambahkan."))


@takes_forms(of=3)
@in_one_language
def end_role(request: HttpRequest, slug: str, user: UUID, membership: UUID) -> HttpResponse:
    """End a role on a day."""
    staff = staff_who_may(request, slug, "organizations.end_membership")
    person = _person(staff, user)
    found = Membership.objects.filter(id=membership, agency=staff.agency, user=person).first()
    if found is None:
        raise Http404(membership)
    form = _end_form(staff.agency, found, request.POST)

    def change(asked: dict[str, Any]) -> None:
        roles.end_membership(
            actor_of(request), staff.agency, found, asked["last_day"],
            then=lambda context, before: tell(context, person, lambda: last_day_letter(found, before)),
        )  # fmt: skip

    return _changed(
        request, staff, person, _ending(found), form, change, _("Hari terakhir peran itu dicatat.")
    )


@takes_forms()
@in_one_language
def hand_over_person(request: HttpRequest, slug: str, user: UUID) -> HttpResponse:
    """*Serah terima*: every role and all open work go to somebody else."""
    staff = staff_who_may(request, slug, "organizations.hand_over")
    person = _person(staff, user)
    form = HandOverForm(staff.agency, person, request.POST)

    def change(asked: dict[str, Any]) -> str:
        agency, taker = staff.agency, asked["taker"]
        handover = Handover(agency, person, taker, asked["note"])

        def told(context: Context) -> None:
            tell(context, person, lambda: given_away_letter(agency, taker, roles_in(agency, person)), taker)
            tell(context, taker, lambda: taken_over_letter(agency, person, roles_in(agency, taker)), person)

        return moved_sentence(handover, roles.hand_over(actor_of(request), handover, then=told))

    return _changed(request, staff, person, "hand_over", form, change)


@takes_forms()
@in_one_language
def reset_step(request: HttpRequest, slug: str, user: UUID) -> HttpResponse:
    """Take the second step off somebody whose phone is lost."""
    staff = staff_who_may(request, slug, "organizations.reset_second_step")
    person = _person(staff, user)
    form = ReasonForm(request.POST)

    def change(asked: dict[str, Any]) -> None:
        def letter() -> Letter:
            said = _("Langkah kedua akun Anda diatur ulang oleh admin.")
            return account_letter(said, person, by_another=True)

        roles.reset_second_step(
            actor_of(request),
            staff.agency,
            person,
            asked["reason"],
            then=lambda context: tell(context, person, letter),
        )

    return _changed(request, staff, person, "reset", form, change, _("Langkah kedua diatur ulang."))


def _person(staff: Staff, user: UUID) -> User:
    """Somebody who has, or had, a role in the agency.

    Raises:
        Http404: nobody of that id does.
    """
    found = User.objects.filter(id=user, memberships__agency=staff.agency).distinct().first()
    if found is None:
        raise Http404(user)
    return found


def _changed(
    request: HttpRequest,
    staff: Staff,
    person: User,
    name: str,
    form: forms.Form,
    change: Callable[[dict[str, Any]], str | None],
    said: str = "",
) -> HttpResponse:
    """Carry a change out and go back, or show the person's page with what is wrong.

    `said`: what is told of it, unless the change itself says what it did.
    """
    if form.is_valid():
        try:
            done = change(form.cleaned_data)
        except RejectedError as error:
            reject(form, error)
        else:
            messages.success(request, done or said)
            return redirect("people", slug=staff.agency.slug)
    return _person_page(request, staff, person, {name: form}, status=422)


def _person_page(
    request: HttpRequest,
    staff: Staff,
    person: User,
    filled: dict[str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    agency, today = staff.agency, today_in(staff.agency.timezone)
    given: dict[str, Any] = filled or {}
    context = {
        "whose": person,
        "held": [
            (one, role_line(one, today), given.get(_ending(one)) or _end_form(agency, one))
            for one in roles_in(agency, person)
        ],
        "role_form": given.get("role") or RoleForm(agency),
        "hand_over_form": given.get("hand_over") or HandOverForm(agency, person),
        "reset_form": given.get("reset") or ReasonForm(),
        "oneself": person.id == staff.user.id,
        "wrong": next(iter(given.values()), None),
    }
    return desk_page(request, "organizations/person.html", staff, context, status=status)


def _ending(membership: Membership) -> str:
    """The name of the form by which one role of a person's page is ended."""
    return f"end-{membership.id}"


def _end_form(agency: Agency, membership: Membership, data: Any = None) -> EndForm:
    """That form: its field has an id of its own, since the page holds one for each role."""
    today = today_in(agency.timezone)
    return EndForm(data, initial={"last_day": today}, auto_id=f"{_ending(membership)}-%s")
