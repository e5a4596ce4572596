"""`/nasional/`: how the agencies of the whole country stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from sasando.instruments.queries import parsed
from sasando.organizations.models import Agency
from sasando.portal.national_page import national_page
from sasando.results.national import (
    NationalFacts,
    national_facts,
)
from sasando.results.tables import NationalTable, national_tables, table_before
from sasando.ui.markup import escape, safe, warning
from sasando.ui.pages import page
from sasando.ui.tagged import tagged
from sasando.ui.words import in_one_language
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for, made safe; `unknown` says in sentences what was not understood."""

    year: int
    kind: str
    province: str
    unknown: tuple[str, ...]


@require_safe
@in_one_language
@tagged
def national(request: HttpRequest) -> HttpResponse:
    """`/nasional/?tahun=&jenis=&provinsi=`. Three queries, whatever is asked."""
    tables = national_tables()
    if not tables:
        nothing = {
            "heading": _("Seluruh Indonesia"),
            "sentence": _("Belum ada tabel nasional yang dimuat."),
        }
        return page(request, "portal/message.html", nothing)
    year, unknown = _year(request.GET.get("tahun", ""), tables)
    table = tables[year]
    instrument = parsed(table.instrument_digest)
    facts = national_facts(table, table_before(tables, year))
    asked = _asked(request.GET.dict(), year, unknown, facts)
    context = {
        "page": national_page(facts, asked.kind, asked.province, instrument),
        "measure": _("Indeks %(name)s") % {"name": instrument.short_name},
        "year": year,
        "form": _form(asked, tables, facts),
        "unknown": safe(*(warning(said) for said in asked.unknown)),
    }
    return page(request, "portal/national.html", context)


def _year(typed: str, tables: Mapping[int, NationalTable]) -> tuple[int, str]:
    """The year asked for, or the latest with a sentence why."""
    typed = typed.replace("\x00", "").strip()
    latest = max(tables)
    if not typed:
        return latest, ""
    if typed.isascii() and typed.isdigit() and len(typed) == 4 and int(typed) in tables:
        return int(typed), ""
    said = _("Tidak ada tabel nasional %(typed)s; yang ada: %(known)s. Ditampilkan %(latest)s.")
    return latest, said % {"typed": typed[:20], "known": ", ".join(map(str, tables)), "latest": latest}


def _asked(query: Mapping[str, str], year: int, unknown: str, facts: NationalFacts) -> Asked:
    kind, province = (query.get(name, "").replace("\x00", "").strip() for name in ("jenis", "provinsi"))
    said = [unknown] if unknown else []
    if kind and kind not in Agency.Kind.values:
        said.append(_("Jenis “%(typed)s” tidak dikenal; ditampilkan semua jenis.") % {"typed": kind[:20]})
        kind = ""
    if province and province not in facts.provinces:
        said.append(
            _("Kode provinsi “%(typed)s” tidak dikenal; ditampilkan semua.") % {"typed": province[:20]}
        )
        province = ""
    return Asked(year, kind, province, tuple(said))


def _form(asked: Asked, tables: Mapping[int, NationalTable], facts: NationalFacts) -> SafeString:
    years = [(str(year), str(year)) for year in sorted(tables, reverse=True)]
    kinds = [("", _("Semua jenis")), *((kind, _(kind.capitalize())) for kind in Agency.Kind.values)]
    provinces = [("", _("Seluruh Indonesia")), *facts.provinces.items()]
    return safe(
        '<form class="filter" action="/nasional/">',
        _select("tahun", _("Tahun"), years, str(asked.year)),
        _select("jenis", _("Jenis"), kinds, asked.kind),
        _select("provinsi", _("Provinsi"), provinces, asked.province),
        f'<button class="btn btn-2">{escape(_("Tampilkan"))}</button></form>',
    )


def _select(name: str, label: str, options: list[tuple[str, str]], chosen: str) -> str:
    made = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
        for value, text in options
    )
    return (
        f'<div class="field"><label for="{name}">{escape(label)}</label>'
        f'<select class="in" id="{name}" name="{name}">{made}</select></div>'
    )
