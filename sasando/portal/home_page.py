"""The page that finds an agency, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sasando.organizations.queries import AgencyRow
from sasando.portal.standing_page import place_line
from sasando.ui.words import text as _

NATIONAL_GROUPS = {"kementerian": "Kementerian", "lembaga": "Lembaga"}


@dataclass(frozen=True, slots=True)
class Found:
    slug: str
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class AgencyGroup:
    """A province with its regencies and cities, or a kind of national body."""

    name: str
    agencies: tuple[AgencyRow, ...]


def found_rows(agencies: Iterable[AgencyRow]) -> list[Found]:
    return [Found(agency.slug, agency.name, place_line(agency)) for agency in agencies]


def found_heading(typed: str, found: int) -> str:
    """What the search found, as a sentence."""
    if not found:
        return _("Tidak ada instansi yang cocok dengan “%(typed)s”") % {"typed": typed}
    return _("%(count)s instansi cocok dengan “%(typed)s”") % {"count": found, "typed": typed}


def groups_of(agencies: Iterable[AgencyRow]) -> list[AgencyGroup]:
    """All agencies for browsing: ministries, bodies, then province by province in the order of region codes."""
    groups: dict[str, list[AgencyRow]] = {name: [] for name in NATIONAL_GROUPS.values()}
    for agency in agencies:
        name = NATIONAL_GROUPS.get(agency.kind) or agency.province_name.removeprefix("Provinsi ")
        groups.setdefault(name, []).append(agency)
    return [AgencyGroup(name, tuple(rows)) for name, rows in groups.items()]
