"""Areas of the directory that have no government of their own, such as the districts of Jakarta: their province is
judged."""

from __future__ import annotations

from dataclasses import dataclass

from sasando.organizations.models import Agency
from sasando.organizations.queries import AgencyRow
from sasando.ui.words import as_sentence
from sasando.ui.words import text as _

_LAWS = {"31": "UU 29/2007, UU 2/2024"}  # by province code


@dataclass(frozen=True, slots=True)
class Area:
    """What pages say of one: that it is not judged, who is, and that province with its address."""

    sentence: str
    explanation: str
    province: str
    slug: str


def area_of(agency: AgencyRow) -> Area | None:
    """None for whoever has a government; one query for the others."""
    if agency.has_government:
        return None
    law = _LAWS.get(agency.province_code)
    values = {"province": agency.province_name, "law": f" ({law})" if law else ""}
    said = _("Wilayah administrasi ini bagian dari %(province)s%(law)s; yang dinilai provinsi itu.")
    found = Agency.objects.filter(kind=Agency.Kind.PROVINCE, province_code=agency.province_code)
    return Area(
        sentence=as_sentence(_no_government(agency)),
        explanation=said % values,
        province=agency.province_name,
        slug=found.values_list("slug", flat=True).get(),
    )


def not_judged(area: AgencyRow) -> str:
    """Why an area has no results, and who has; without its stop."""
    judged = _("yang dinilai %(province)s") % {"province": area.province_name}
    return f"{_no_government(area)}; {judged}"


def _no_government(area: AgencyRow) -> str:
    return _("%(name)s tidak berpemerintahan sendiri, jadi tidak dinilai sendiri") % {"name": area.name}
