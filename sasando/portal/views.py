"""The public pages: fetch, decide by the page model, render."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from sasando.organizations.queries import AgencyRow, agency_by_slug, all_agencies, search_agencies
from sasando.portal.home_page import found_heading, found_rows, groups_of
from sasando.portal.sentences import and_list
from sasando.portal.standing_page import place_line, standing_page
from sasando.results.queries import Standing, standing
from sasando.ui.pages import page
from sasando.ui.words import in_one_language
from sasando.ui.words import text as _

LONGEST_SEARCH = 100


@require_safe
@in_one_language
def home(request: HttpRequest) -> HttpResponse:
    """`/`: find an agency by name (`?q=`), or browse."""
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    found = search_agencies(typed) if typed else []
    if len(found) == 1:
        return redirect("standing", slug=found[0].slug)
    context = {
        "typed": typed,
        "found": found_rows(found),
        "found_heading": found_heading(typed, len(found)),
        "groups": groups_of(all_agencies()),
    }
    return page(request, "portal/home.html", context)


@require_safe
@in_one_language
def agency_standing(request: HttpRequest, slug: str) -> HttpResponse:
    """`/d/<agency>/`: how an agency stands, from what is published."""
    agency = agency_by_slug(slug)
    if agency is None:
        raise Http404(slug)
    published = standing(slug)
    model = standing_page(agency, published)
    if model is None:
        return page(request, "portal/empty.html", _empty(agency, published))
    return page(request, "portal/standing.html", {"page": model})


def _empty(agency: AgencyRow, published: Standing) -> dict[str, object]:
    if not agency.has_government:
        sentence = _("%(name)s tidak berpemerintahan sendiri, jadi tidak dinilai sendiri.") % {
            "name": agency.name
        }
        explanation = _("Wilayah ini bagian dari %(province)s.") % {"province": agency.province_name}
        return {
            "agency": agency,
            "place": place_line(agency),
            "sentence": sentence,
            "explanation": explanation,
        }
    years = sorted(published.tables)
    sentence = _("%(name)s belum mempunyai hasil dalam terbitan yang dimuat.") % {"name": agency.name}
    explanation = _("Namanya tidak ada dalam tabel nasional %(years)s.") % {
        "years": and_list([str(year) for year in years])
    }
    return {
        "agency": agency,
        "place": place_line(agency),
        "sentence": sentence,
        "explanation": explanation if years else "",
        "sources": [published.tables[year] for year in years],
    }


@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Whether the web process answers; touches nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Public pages may be read by machines; searches need not be."""
    return HttpResponse("User-agent: *\nDisallow: /*?q=\n", content_type="text/plain")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in the look, with a way on."""
    context = {
        "heading": _("Halaman tidak ditemukan"),
        "sentence": _(
            "Alamat ini tidak menunjuk instansi atau halaman mana pun. Cari instansinya dengan nama."
        ),
    }
    return page(request, "ui/message.html", context, status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 in the look."""
    context = {
        "heading": _("Permintaan tidak terbaca"),
        "sentence": _("Peramban mengirim sesuatu yang tidak dapat dibaca. Mulai lagi dari halaman depan."),
    }
    return page(request, "ui/message.html", context, status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 in the look; rests on nothing but the template."""
    context = {
        "heading": _("Ada yang salah di pihak kami"),
        "sentence": _("Tidak ada data Anda yang hilang. Coba lagi sebentar lagi."),
    }
    return page(request, "ui/message.html", context, status=500)
