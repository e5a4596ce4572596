"""What a person sees after signing in: what waits, across agencies and in one of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from sasando.organizations.desk import desk_page, overviews_of, waiting_for
from sasando.organizations.models import Membership
from sasando.organizations.people import person_of
from sasando.organizations.permits import may
from sasando.organizations.queries import LEAST_ADMINS, admins_of, memberships_of, staff_of
from sasando.ui.words import in_one_language


@dataclass(frozen=True, slots=True)
class _AgencyLine:
    name: str
    address: str
    roles: str


@require_safe
@in_one_language
def desk(request: HttpRequest) -> HttpResponse:
    """`/k/`: what waits for me, across agencies, and where I belong."""
    person = person_of(request)
    memberships = memberships_of(person)
    lines = [
        _AgencyLine(agency.name, reverse("agency_desk", kwargs={"slug": agency.slug}), role_names(list(held)))
        for agency, held in groupby(memberships, key=lambda one: one.agency)
    ]
    context = {"waiting": waiting_for(person, memberships), "agencies": lines, "operator": person.is_operator}
    return desk_page(request, "organizations/desk.html", None, context)


@require_safe
@in_one_language
def agency_desk(request: HttpRequest, slug: str) -> HttpResponse:
    """`/k/<agency>/`: what waits for me in one agency, and what is going on there."""
    staff = staff_of(person_of(request), slug)
    context = {
        "waiting": [
            line for line in waiting_for(staff.user, staff.memberships) if line.agency == staff.agency.name
        ],
        "overviews": overviews_of(staff),
        "roles": role_names(list(staff.memberships)),
        "few_admins": may(staff, "organizations.invite") and admins_of(staff.agency) < LEAST_ADMINS,
    }
    return desk_page(request, "organizations/agency_desk.html", staff, context)


def role_names(held: list[Membership]) -> str:
    """Roles in words, each with its unit: "Koordinator, PIC OPD (Dinas Kesehatan)"."""
    names = [
        f"{one.get_role_display()} ({one.unit.name})" if one.unit else one.get_role_display() for one in held
    ]
    return ", ".join(dict.fromkeys(str(name) for name in names))
