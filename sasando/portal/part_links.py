"""The links between the parts of an agency's mirror."""

from __future__ import annotations

from django.utils.safestring import SafeString

from sasando.organizations.queries import AgencyRow
from sasando.portal.places import called, place_line
from sasando.ui.markup import escape, safe
from sasando.ui.words import text as _

PARTS = ("", "penggerak/", "target/", "pembanding/", "evaluasi/", "bawa/")


def part_links(slug: str, current: str) -> SafeString:
    """The links to every part of an agency's mirror."""
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
        )
    )


def part_context(agency: AgencyRow, heading: str, part: str) -> dict[str, object]:
    """What every part of an agency's mirror says above its own."""
    return {
        "agency": agency,
        "called": called(agency),
        "place": place_line(agency),
        "heading": heading,
        "parts": part_links(agency.slug, part),
    }
