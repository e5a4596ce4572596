"""`/agencies/{slug}/units`, `/people`: the offices and people of an agency, whom work is assigned to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from sasando.api import work_schemas as schemas
from sasando.api.answers import as_json
from sasando.api.contract import working
from sasando.api.parameters import Slug
from sasando.api.people import staff_here
from sasando.kernel.grant_table import RefusedError
from sasando.organizations.permits import may
from sasando.organizations.queries import people_of, units_of

router = Router(tags=["kantor dan orang"])


@working(
    router, "GET", "/agencies/{slug}/units", schemas.Units,
    "Perangkat daerah instansi Anda yang berlaku hari ini, menurut kodenya.",
)  # fmt: skip
def units(request: HttpRequest, slug: Slug) -> HttpResponse:
    """One query beside those that say who asks."""
    staff = staff_here(request, slug)
    listed = [
        {
            "id": str(one.id),
            "code": one.code,
            "name": one.name,
            "kind": one.kind,
            "parent": str(one.parent_id) if one.parent_id else None,
        }
        for one in units_of(staff.agency)
    ]
    return as_json({"units": listed})


@working(
    router, "GET", "/agencies/{slug}/people", schemas.People,
    "Orang yang berperan di instansi Anda, menurut namanya, dengan peran masing-masing.",
)  # fmt: skip
def people(request: HttpRequest, slug: Slug) -> HttpResponse:
    """One query beside those that say who asks. Addresses of people are not told.

    Raises:
        RefusedError: a unit's contact, or somebody from outside.
    """
    staff = staff_here(request, slug)
    if not may(staff, "organizations.read_people"):
        raise RefusedError(f"organizations.read_people in {slug}")
    found: dict[str, dict[str, Any]] = {}
    for one in people_of(staff.agency):
        held = found.setdefault(
            str(one.user_id), {"id": str(one.user_id), "name": one.user.name, "roles": []}
        )
        held["roles"].append({"role": one.role, "unit": str(one.unit_id) if one.unit_id else None})
    return as_json({"people": list(found.values())})
