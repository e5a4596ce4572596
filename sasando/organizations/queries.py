"""Agencies as pages show them, their units, and who belongs where; `directory` finds an agency by its names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Q, QuerySet, UUIDField
from django.http import Http404
from django.utils import timezone

from sasando.kernel.compiled import Compiled
from sasando.kernel.reading import rows, uuid_text
from sasando.organizations.models import Agency, Invitation, Membership, Unit, User
from sasando.organizations.roles import is_valid, today_in
from sasando.ui.clock import UTC

LEAST_ADMINS = 2


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency as the pages show it."""

    id: UUID
    slug: str
    kind: str
    region_code: str
    name: str
    short_name: str
    group: str
    province_code: str
    has_government: bool
    timezone: str
    sample: bool
    hosted: bool
    province_name: str


_FIELDS = (
    "id", "slug", "kind", "region_code", "name", "short_name", "group", "province_code", "has_government",
    "timezone", "sample", "hosted",
)  # fmt: skip

# What `agency_of` reads, for those who ask for an agency and more at once.
AGENCY_COLUMNS = ", ".join(f'a."{name}"' for name in _FIELDS) + ", COALESCE(p.name, '')"
AGENCY_TABLES = """organizations_agency a LEFT JOIN organizations_agency p
ON p.kind = 'provinsi' AND p.province_code = a.province_code AND p.region_code = a.province_code"""
_BY_SLUG = f"SELECT {AGENCY_COLUMNS} FROM {AGENCY_TABLES} WHERE a.slug = %s"  # noqa: S608  # constant columns


def agency_by_slug(slug: str) -> AgencyRow | None:
    """The agency of an address, or None. One query."""
    found = rows(_BY_SLUG, [slug])
    return agency_of(found[0]) if found else None


@lru_cache(maxsize=1024)
def agency_of(fields: tuple[Any, ...]) -> AgencyRow:
    """The agency of one row of AGENCY_COLUMNS."""
    row = AgencyRow(UUID(uuid_text(fields[0])), *fields[1:])
    return replace(
        row, has_government=bool(row.has_government), sample=bool(row.sample), hosted=bool(row.hosted)
    )


def is_hosted(slug: str) -> bool:
    """Whether an agency has its own staff here. One query."""
    return Agency.objects.filter(slug=slug, hosted=True).exists()


def all_agencies() -> list[AgencyRow]:
    """The whole directory in the order of region codes, then names. One query."""
    found = list(Agency.objects.values(*_FIELDS))
    provinces = {row["region_code"]: row["name"] for row in found if row["kind"] == Agency.Kind.PROVINCE}
    return [AgencyRow(**row, province_name=provinces.get(row["province_code"], "")) for row in found]


@dataclass(frozen=True, slots=True)
class Staff:
    """A person at work in one agency, by what they are there today."""

    user: User
    agency: Agency
    memberships: tuple[Membership, ...]

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(one.role for one in self.memberships)

    @property
    def unit_ids(self) -> frozenset[UUID]:
        """The units of the memberships that are for one unit."""
        return frozenset(one.unit_id for one in self.memberships if one.unit_id is not None)


class ForeignAgencyError(Http404):
    """The person has no role there today; answered as 404, like an agency that does not exist."""


_memberships = Compiled(
    lambda user: (
        Membership.objects.filter(user_id=user, agency__hosted=True)
        .select_related("agency", "unit")
        .order_by("agency__name", "role", "unit__code")
    ),
    user=UUIDField(),
)


def memberships_of(user: User) -> list[Membership]:
    """What a person is today, over all hosted agencies, each with its agency and unit. One query."""
    if not user.is_active:
        return []
    found = _memberships(user=user.id)
    return [one for one in found if is_valid(one.valid_from, one.valid_to, today_in(one.agency.timezone))]


def clock_of(user: User) -> str:
    """The zone of the agency a person works in, the first by name of several; UTC for whoever has none. One query."""
    return clock_among(memberships_of(user))


def clock_among(held: Sequence[Membership]) -> str:
    """`clock_of` a person whose memberships of today are read already."""
    return next((one.agency.timezone for one in held), UTC)


def staff_of(user: User, slug: str) -> Staff:
    """A person in the agency of an address. One query.

    Raises:
        ForeignAgencyError: the person has no role there today; a view answers it as 404.
    """
    here = [one for one in memberships_of(user) if one.agency.slug == slug]
    if not here:
        raise ForeignAgencyError(slug)
    return Staff(user, here[0].agency, tuple(here))


def units_of(agency: Agency, *, closed: bool = False) -> list[Unit]:
    """The units of an agency by code, each with its parent; with `closed` also those whose last day is over.
    One query."""
    found = Unit.objects.filter(agency=agency) if closed else standing_units(agency)
    return list(found.select_related("parent").order_by("code"))


def standing_units(agency: Agency) -> QuerySet[Unit]:
    """The units of an agency that stand today, for those who choose among them."""
    return Unit.objects.filter(_not_over(agency), agency=agency)


def people_of(agency: Agency) -> list[Membership]:
    """Every membership of an agency that is not over, with its person and unit, by name; closed accounts are left
    out. One query."""
    return list(_serving(agency))


def roles_in(agency: Agency, person: User) -> list[Membership]:
    """Those of one person, likewise. One query."""
    return list(_serving(agency).filter(user=person))


def _not_over(agency: Agency) -> Q:
    """Of roles and units those whose last day is not over by the agency's clock."""
    return Q(valid_to=None) | Q(valid_to__gte=today_in(agency.timezone))


def _serving(agency: Agency) -> QuerySet[Membership]:
    return (
        Membership.objects.filter(_not_over(agency), agency=agency, user__is_active=True)
        .select_related("user", "unit")
        .order_by("user__name", "user", "role", "unit__code")
    )


def former_people_of(agency: Agency) -> list[User]:
    """Whoever had a role in an agency and has none from today on, by name; closed accounts are left out. One query."""
    standing = Membership.objects.filter(_not_over(agency), agency=agency)
    found = User.objects.filter(memberships__agency=agency, is_active=True)
    return list(found.exclude(id__in=standing.values("user")).distinct().order_by("name"))


def takers_of(agency: Agency, giver: User) -> QuerySet[User]:
    """Who may take over from somebody: whoever has or had a role in the agency, where there are roles to take; from
    somebody who has none any more, who serves there. By name; closed accounts are left out."""
    standing = Membership.objects.filter(_not_over(agency), agency=agency)
    found = User.objects.filter(memberships__agency=agency, is_active=True).exclude(id=giver.id)
    serving = found.filter(Q(id__in=standing.values("user")) | Exists(standing.filter(user=giver)))
    return serving.distinct().order_by("name")


def admins_of(agency: Agency) -> int:
    """How many people administer an agency until further notice. One query."""
    open_ones = Membership.objects.filter(
        agency=agency, role=Membership.Role.AGENCY_ADMIN, valid_to=None, user__is_active=True
    )
    return open_ones.values("user").distinct().count()


def open_invitations(agency: Agency) -> list[Invitation]:
    """The invitations of an agency whose links still work, oldest first. One query."""
    return list(
        Invitation.objects.filter(
            agency=agency, used_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
        ).select_related("unit")
    )


@dataclass(frozen=True, slots=True)
class HostedRow:
    """A hosted agency as the operator sees it; `admins`: how many hold that role until further notice, `invited`:
    how many are invited to it by a link that still works."""

    slug: str
    name: str
    admins: int
    invited: int


def hosted_agencies() -> list[HostedRow]:
    """Every hosted agency by name, with its numbers of admins and of invited ones. One query."""
    admins = Count(
        "memberships__user",
        distinct=True,
        filter=Q(
            memberships__role=Membership.Role.AGENCY_ADMIN,
            memberships__valid_to=None,
            memberships__user__is_active=True,
        ),
    )
    invited = Count(
        "invitations__email",
        distinct=True,
        filter=Q(
            invitations__role=Membership.Role.AGENCY_ADMIN,
            invitations__used_at=None,
            invitations__withdrawn_at=None,
            invitations__expires_at__gt=timezone.now(),
        ),
    )
    found = Agency.objects.filter(hosted=True).annotate(admins=admins, invited=invited).order_by("name")
    return [HostedRow(*row) for row in found.values_list("slug", "name", "admins", "invited")]
