"""The page of an agency about which nothing is published: says so, and why, in words."""

from __future__ import annotations

from dataclasses import dataclass

from sasando.organizations.queries import AgencyRow
from sasando.portal.places import Group, group_of, place_line
from sasando.portal.sentences import and_list
from sasando.results.queries import PublicationRef, Standing
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class EmptyPage:
    """`sources`: the national tables that were looked through; none where the agency cannot stand in one.

    `opened`: whether the agency has disclosed something of its own.
    """

    agency: AgencyRow
    place: str
    crumb: Group
    sentence: str
    explanation: str
    sources: tuple[PublicationRef, ...]
    opened: bool


def empty_page(agency: AgencyRow, published: Standing, *, opened: bool) -> EmptyPage:
    """Why there is no figure: no government of its own, or no row in any table."""
    years = sorted(published.tables)
    sources = tuple(published.tables[year] for year in years)
    if not agency.has_government:
        sentence = _("%(name)s tidak berpemerintahan sendiri, jadi tidak dinilai sendiri.")
        explanation = _("Wilayah ini bagian dari %(province)s.") % {"province": agency.province_name}
        sources = ()
    else:
        sentence = _("%(name)s belum mempunyai hasil dalam terbitan yang dimuat.")
        explanation = _("Namanya tidak ada dalam tabel nasional %(years)s.") % {
            "years": and_list([str(year) for year in years])
        }
    return EmptyPage(
        agency=agency,
        place=place_line(agency),
        crumb=group_of(agency),
        sentence=sentence % {"name": agency.name},
        explanation=explanation if years or not agency.has_government else "",
        sources=sources,
        opened=opened,
    )
