"""The links between the parts of an agency's mirror."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from django.utils.safestring import SafeString

from sasando.organizations.queries import AgencyRow
from sasando.portal.places import called, place_line
from sasando.results.queries import Standing
from sasando.ui.markup import escape, safe
from sasando.ui.words import text as _
from sasando.ui.words import tongue

PARTS = ("", "penggerak/", "target/", "pembanding/", "evaluasi/", "bawa/")
WITHOUT_RESULTS = ("", "evaluasi/")  # the parts that can say something where no result is published


def part_links(slug: str, current: str, parts: Collection[str] = PARTS) -> SafeString:
    """The links to the parts of an agency's mirror, with the one that is open."""
    return _links(slug, current, tuple(parts), tongue().language)


@lru_cache(maxsize=1024)
def _links(slug: str, current: str, parts: tuple[str, ...], _language: str) -> SafeString:
    names = {
        "": _("Posisi"),
        "penggerak/": _("Penggerak"),
        "target/": _("Target"),
        "pembanding/": _("Pembanding"),
        "evaluasi/": _("Dibuka instansi"),
        "bawa/": _("Bawa ke rapat"),
    }
    return safe(
        *(
            f'<li><a href="/d/{escape(slug)}/{part}"{" aria-current=page" if part == current else ""}>'
            f"{escape(names[part])}</a></li>"
            for part in PARTS
            if part in parts or part == current
        )
    )


def parts_of(published: Standing) -> Collection[str]:
    """The parts of an agency's mirror that can say something about it."""
    return PARTS if published.results else WITHOUT_RESULTS


def part_context(
    agency: AgencyRow, heading: str, part: str, parts: Collection[str] = PARTS
) -> dict[str, object]:
    """What every part of an agency's mirror says above its own."""
    return {
        "agency": agency,
        "called": called(agency),
        "place": place_line(agency),
        "heading": heading,
        "parts": part_links(agency.slug, part, parts),
    }
