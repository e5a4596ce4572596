"""The staff's pages: what waits for a person, the menu of an agency, and what every such page is told.

An app adds to them in its `desk.py`: `WAITING`, functions from a person and their memberships of today to
lines; `OVERVIEWS`, functions from a person in an agency to what is going on there; and `MENU`, entries. They are
gathered when first needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_noop as _

from sasando.kernel.registry import declared
from sasando.organizations.grants import READ_PEOPLE
from sasando.organizations.models import Membership, Unit, User
from sasando.organizations.queries import LEAST_ADMINS, Staff, hosted_agencies
from sasando.ui.pages import page
from sasando.ui.words import text


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """Something that waits for a person: one line with its address. `due` in words, "" where nothing presses."""

    agency: str
    sentence: str
    address: str
    due: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A page of an agency. `label` is marked by `gettext_noop as _`; `route` takes the agency's slug as `slug`.

    `roles`: who sees it; empty: everybody with a role there. Seeing is no permission: the page asks for itself.
    """

    label: str
    route: str
    roles: frozenset[str] = frozenset()
    rank: int = 50


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A menu entry as a page shows it."""

    label: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class OverviewLink:
    """A way into a part of some work: its word, how many things wait there."""

    label: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Work that is going on in an agency: what and `where` it stands, its `figure` with what that is and a drawing
    (where this person may read them), one sentence, and where its `papers` are ("" for whoever reads a part alone)."""

    name: str
    address: str
    where: str
    due: str
    late: bool
    figure: str
    about: str
    drawing: SafeString
    sentence: str
    links: Sequence[OverviewLink]
    papers: str


OverviewOf = Callable[[Staff], list[Overview]]
WaitingFor = Callable[[User, Sequence[Membership]], list[WaitingLine]]

MENU = [
    MenuEntry(_("Beranda"), "agency_desk", rank=0),
    MenuEntry(_("Perangkat daerah"), "units", rank=80),
    MenuEntry(_("Orang dan peran"), "people", roles=frozenset(READ_PEOPLE), rank=90),
]


def sites_wait(user: User, _held: Sequence[Membership]) -> list[WaitingLine]:
    """What waits for an operator: a first agency, and an agency whose admins, with the invited ones, are too few."""
    if not user.is_operator:
        return []
    hosted = hosted_agencies()
    if not hosted:
        return [
            WaitingLine("Sasando", text(_("Pilih instansi yang dibuka di situs ini")), reverse("operator"))
        ]
    return [
        WaitingLine(
            row.name,
            text(_("Undang admin; baru %(count)s orang")) % {"count": row.admins + row.invited},
            reverse("invite_admin", kwargs={"slug": row.slug}),
        )
        for row in hosted
        if row.admins + row.invited < LEAST_ADMINS
    ]


def units_wait(_user: User, held: Sequence[Membership]) -> list[WaitingLine]:
    """For admins: that their agency has no list of units yet."""
    agencies = {one.agency_id: one.agency for one in held if one.role == Membership.Role.AGENCY_ADMIN}
    if not agencies:
        return []
    listed = set(Unit.objects.filter(agency_id__in=agencies).values_list("agency_id", flat=True).distinct())
    return [
        WaitingLine(
            one.name, text(_("Isi daftar perangkat daerah")), reverse("units", kwargs={"slug": one.slug})
        )
        for one in agencies.values()
        if one.id not in listed
    ]


WAITING = [sites_wait, units_wait]


@cache
def _menu() -> list[MenuEntry]:
    return sorted(declared("desk", "MENU"), key=lambda entry: (entry.rank, entry.label))


@cache
def _overviews_from() -> list[OverviewOf]:
    return declared("desk", "OVERVIEWS")


def overviews_of(staff: Staff) -> list[Overview]:
    """What is going on in an agency, over all apps, as one person may read it."""
    return [one for provider in _overviews_from() for one in provider(staff)]


@cache
def waiting_from() -> list[WaitingFor]:
    """What every app says waits for a person."""
    return declared("desk", "WAITING")


def waiting_for(user: User, held: Sequence[Membership]) -> list[WaitingLine]:
    """Everything that waits for a person with these memberships, over all apps; what is late first."""
    lines = [line for provider in waiting_from() for line in provider(user, held)]
    return sorted(lines, key=lambda line: not line.late)


def menu_of(staff: Staff, path: str) -> list[MenuLink]:
    """The menu of an agency for one person; the entry whose page `path` lies in is current."""
    links = [
        (entry, reverse(entry.route, kwargs={"slug": staff.agency.slug}))
        for entry in _menu()
        if not entry.roles or entry.roles & staff.roles
    ]
    inside = [address for _entry, address in links if path.startswith(address)]
    current = max(inside, key=len, default="")
    return [MenuLink(text(entry.label), address, address == current) for entry, address in links]


def desk_page(
    request: HttpRequest, template: str, staff: Staff | None, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """A page of the staff (`ui/staff_base.html`), with menu and agency where it is an agency's."""
    said = {
        "person": request.user,
        "agency": staff.agency if staff else None,
        "menu": menu_of(staff, request.path) if staff else [],
        **context,
    }
    return page(request, template, said, status=status)
