"""Asking the table of grants before a page is shown, without a further query."""

from __future__ import annotations

from functools import cache

from django.http import HttpRequest

from sasando.kernel.grant_table import AGENCY, NATIONAL, RefusedError, all_grants
from sasando.organizations.models import User
from sasando.organizations.people import person_of
from sasando.organizations.queries import Staff, staff_of
from sasando.organizations.roles import OPERATOR


@cache
def roles_for(act: str, scope: str = AGENCY) -> frozenset[str]:
    """The roles that may do an act in a kind of scope."""
    return frozenset(grant.role for grant in all_grants() if grant.act == act and grant.scope == scope)


def may(staff: Staff, act: str) -> bool:
    """Whether a person's roles in an agency allow an act there."""
    return bool(staff.roles & roles_for(act))


def staff_who_may(request: HttpRequest, slug: str, act: str) -> Staff:
    """The person in the agency of an address, if they may do an act there. One query.

    Raises:
        ForeignAgencyError: the person has no role there (404).
        RefusedError: they have, but none that may do this (403).
    """
    staff = staff_of(person_of(request), slug)
    if not may(staff, act):
        raise RefusedError(f"{act} in {slug}")
    return staff


def operator_of(request: HttpRequest, act: str) -> User:
    """The person, if they are an operator.

    Raises:
        RefusedError: they are not (403).
    """
    person = person_of(request)
    if not (person.is_operator and OPERATOR in roles_for(act, NATIONAL)):
        raise RefusedError(act)
    return person
