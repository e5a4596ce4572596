"""Where an agency belongs: the line below its name, and the group it is listed in."""

from __future__ import annotations

from typing import NamedTuple

from sasando.organizations.queries import AgencyRow
from sasando.ui.words import text as _

NATIONAL_GROUPS = ("kementerian", "lembaga")


def place_line(agency: AgencyRow) -> str:
    """Where an agency belongs: province and region code, or the group of the national tables; a sample nowhere.

    An area without a government of its own is called what it is.
    """
    if agency.sample:
        return _("Data contoh")
    parts = []
    if agency.province_name and agency.kind != "provinsi":
        parts.append(province_of(agency))
        if not agency.has_government:
            parts.append(_("wilayah administrasi"))
    elif not agency.region_code and agency.group:
        parts.append(agency.group)
    if agency.region_code:
        parts.append(_("kode wilayah %(code)s") % {"code": agency.region_code})
    return " · ".join(parts)


def province_of(agency: AgencyRow) -> str:
    """The province an agency lies in, or governs, as people say it: "Nusa Tenggara Timur"."""
    name = agency.name if agency.kind == "provinsi" else agency.province_name
    return name.removeprefix("Provinsi ")


def called(agency: AgencyRow) -> str:
    """What an agency is called within a sentence. A province keeps its full name: "NTT" is a region, and its
    government is meant."""
    return agency.name if agency.kind == "provinsi" else agency.short_name


class Group(NamedTuple):
    """A group of the list of all agencies, and where it stands on that page."""

    anchor: str
    name: str


def national_group(kind: str) -> Group:
    """The group of all ministries, or of all other national bodies."""
    return Group(kind, {"kementerian": _("Kementerian"), "lembaga": _("Lembaga")}[kind])


def group_of(agency: AgencyRow) -> Group:
    """The group an agency is listed in: its kind, its province, or the samples."""
    if agency.sample:
        return Group("contoh", _("Data contoh"))
    if agency.kind in NATIONAL_GROUPS:
        return national_group(agency.kind)
    code = agency.region_code.split(".")[0]
    return Group(f"w{code}", province_of(agency))
