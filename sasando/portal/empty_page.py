"""The page of an agency about which nothing is published: says so, and why, in words."""

from __future__ import annotations

from dataclasses import dataclass

from sasando.organizations.areas import Area, area_of
from sasando.organizations.queries import AgencyRow
from sasando.portal.places import Group, group_of, place_line
from sasando.portal.sentences import and_list
from sasando.results.queries import PublicationRef, Standing
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class EmptyPage:
    """`sources`: the national tables that were looked through; none where the agency cannot stand in one.

    `opened`: whether the agency has disclosed something of its own. `area`: where it has no government of
    its own.
    """

    agency: AgencyRow
    place: str
    crumb: Group
    sentence: str
    explanation: str
    sources: tuple[PublicationRef, ...]
    opened: bool
    area: Area | None = None


def empty_page(agency: AgencyRow, published: Standing, *, opened: bool) -> EmptyPage:
    """Why there is no figure: no government of its own (one query more), or no row in any table."""
    place, crumb = place_line(agency), group_of(agency)
    area = area_of(agency)
    if area is not None:
        return EmptyPage(agency, place, crumb, area.sentence, "", (), opened, area)
    years = sorted(published.tables)
    explanation = _("Namanya tidak ada dalam tabel nasional %(years)s.") % {
        "years": and_list([str(year) for year in years])
    }
    return EmptyPage(
        agency=agency,
        place=place,
        crumb=crumb,
        sentence=_("%(name)s belum mempunyai hasil dalam terbitan yang dimuat.") % {"name": agency.name},
        explanation=explanation if years else "",
        sources=tuple(published.tables[year] for year in years),
        opened=opened,
    )
