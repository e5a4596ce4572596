"""The parts of an agency's mirror, each at an address of its own: what moved it, its target, its peers."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from sasando.instruments.queries import parsed
from sasando.organizations.areas import area_of
from sasando.organizations.queries import AgencyRow, agency_by_slug
from sasando.portal.moved_block import moved_block
from sasando.portal.part_links import part_context, parts_of
from sasando.portal.peers_asked import Asked
from sasando.portal.peers_block import peers_block
from sasando.portal.reach_block import reach_block
from sasando.portal.reach_form import ReachAsked
from sasando.results.peers import peer_table
from sasando.results.proofs import NoStatementError, moved
from sasando.results.queries import Standing, standing
from sasando.scoring.explanation_printed import ContradictionError
from sasando.ui.markup import escape, safe
from sasando.ui.pages import page
from sasando.ui.tagged import tagged
from sasando.ui.words import in_one_language
from sasando.ui.words import text as _


@require_safe
@in_one_language
@tagged
def agency_moved(request: HttpRequest, slug: str) -> HttpResponse:
    """`/d/<agency>/penggerak/?dari=&ke=`: what moved the index between two years."""
    agency, published = _agency(slug), standing(slug)
    context = part_context(agency, _("Apa yang menggerakkannya"), "penggerak/", parts_of(published))
    years = _comparable_years(published)
    if len(years) < 2:
        return _nothing(request, context, _("Perubahan baru dapat dijelaskan bila ada hasil dua tahun."))
    first, second = _year(request, "dari", years[-2]), _year(request, "ke", years[-1])
    error = _years_error(years, first, second)
    if error:
        first, second = years[-2], years[-1]
    try:
        found = moved(agency, first, second)
    except (NoStatementError, ContradictionError):
        return _nothing(
            request,
            context,
            _("Angka tercetak kedua tahun itu tidak dapat dibandingkan; tidak ada yang dihitung."),
        )
    titles = dict.fromkeys((found.before.publication.title, found.after.publication.title))
    context |= {
        "block": moved_block(found),
        "sources": "; ".join(titles),
        "form": YearsForm(_years_form(years, first, second), error),
    }
    return page(request, "portal/moved.html", context)


def _years_error(years: list[int], first: int, second: int) -> str:
    unknown = [str(year) for year in (first, second) if year not in years]
    if unknown:
        return _("Belum ada hasil %(year)s; yang diperlihatkan perubahan terakhir.") % {"year": unknown[0]}
    if first >= second:
        return _("Tahun awal harus sebelum tahun akhir; yang diperlihatkan perubahan terakhir.")
    return ""


@dataclass(frozen=True, slots=True)
class YearsForm:
    html: SafeString
    error: str


def _years_form(years: list[int], first: int, second: int) -> SafeString:
    def field(name: str, label: str, chosen: int) -> str:
        options = "".join(f"<option{' selected' if year == chosen else ''}>{year}</option>" for year in years)
        return (
            f'<div class="field w-8"><label for="{name}">{escape(label)}</label>'
            f'<select class="in" id="{name}" name="{name}">{options}</select></div>'
        )

    return safe(
        '<form class="filter" action="#penggerak">',
        field("dari", _("Dari tahun"), first),
        field("ke", _("Ke tahun"), second),
        f'<button class="btn btn-2">{escape(_("Tampilkan"))}</button></form>',
    )


@require_safe
@in_one_language
@tagged
def agency_reach(request: HttpRequest, slug: str) -> HttpResponse:
    """`/d/<agency>/target/?target=&dari=&pada=`: whether a target is within reach."""
    agency, published = _agency(slug), standing(slug)
    context = part_context(agency, _("Terjangkaukah target?"), "target/", parts_of(published))
    target, start, by = (request.GET.get(name, "").strip()[:8] for name in ("target", "dari", "pada"))
    block = reach_block(agency, published, ReachAsked(target, start, by))
    if block is None:
        return _nothing(request, context, _("Belum ada hasil yang dapat menjadi titik awal."))
    tables = "; ".join(table.title for _year_of, table in sorted(published.tables.items()))
    given = {"target": target, "dari": start, "pada": by}
    faults = (block.form.target_error, block.form.start_error, block.form.by_error)
    taken = "" if any(faults) or not target else urlencode({name: one for name, one in given.items() if one})
    return page(request, "portal/reach.html", context | {"block": block, "sources": tables, "taken": taken})


@require_safe
@in_one_language
@tagged
def agency_peers(request: HttpRequest, slug: str) -> HttpResponse:
    """`/d/<agency>/pembanding/`: the agency among the others. Two queries where the table has it."""
    agency = _agency(slug)
    heading = _("Siapa yang sebanding")
    table = peer_table(slug)
    if table is None:
        context = part_context(agency, heading, "pembanding/", parts_of(standing(slug)))
        return _nothing(request, context, _("Instansi ini tidak ada dalam tabel nasional yang dimuat."))
    asked = Asked.of(request.GET.dict(), request.GET.getlist("banding"))
    block = peers_block(agency, table, parsed(table.table.instrument_digest), asked)
    context = part_context(agency, heading, "pembanding/")
    return page(request, "portal/peers.html", context | {"block": block})


def _agency(slug: str) -> AgencyRow:
    agency = agency_by_slug(slug)
    if agency is None:
        raise Http404(slug)
    return agency


def _nothing(request: HttpRequest, context: dict[str, object], sentence: str) -> HttpResponse:
    agency = context["agency"]
    area = area_of(agency) if isinstance(agency, AgencyRow) else None
    said = {"sentence": area.sentence if area else sentence, "area": area}
    return page(request, "portal/nothing.html", context | said)


def _comparable_years(published: Standing) -> list[int]:
    """The years of the latest result's instrument."""
    latest = published.latest
    if latest is None:
        return []
    return [one.year for one in published.results if one.instrument_digest == latest.instrument_digest]


def _year(request: HttpRequest, name: str, default: int) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else default
