"""The page that finds an agency, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sasando.organizations.queries import AgencyRow
from sasando.portal.places import NATIONAL_GROUPS, Group, group_of, national_group, place_line
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class Found:
    slug: str
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class AgencyGroup:
    """A province with its regencies and cities, or a kind of national body; `anchor` finds it on the page. `areas`:
    those of a province that have no government of their own."""

    anchor: str
    name: str
    agencies: tuple[AgencyRow, ...]
    areas: tuple[AgencyRow, ...]


def found_rows(agencies: Iterable[AgencyRow]) -> list[Found]:
    return [Found(agency.slug, agency.name, place_line(agency)) for agency in agencies]


def found_heading(typed: str, found: int) -> str:
    """What the search found, as a sentence."""
    if not found:
        return _("Tidak ada instansi yang cocok dengan “%(typed)s”") % {"typed": typed}
    return _("%(count)s instansi cocok atau mirip dengan “%(typed)s”") % {"count": found, "typed": typed}


def groups_of(agencies: Iterable[AgencyRow]) -> list[AgencyGroup]:
    """All agencies for browsing: ministries, bodies, province by province in the order of region codes, samples."""
    groups: dict[Group, list[AgencyRow]] = {national_group(kind): [] for kind in NATIONAL_GROUPS}
    for agency in agencies:
        groups.setdefault(group_of(agency), []).append(agency)
    listed = sorted(groups.items(), key=lambda group: any(one.sample for one in group[1]))  # samples last
    return [
        AgencyGroup(
            anchor,
            name,
            tuple(one for one in rows if one.has_government),
            tuple(one for one in rows if not one.has_government),
        )
        for (anchor, name), rows in listed
        if rows
    ]
