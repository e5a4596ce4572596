"""The public pages: fetch, decide by the page model, render."""

from __future__ import annotations

import logging
import sys
from fractions import Fraction
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from sasando.evaluations.disclosed import has_disclosed
from sasando.kernel.doctor import unready
from sasando.kernel.metric import TEXT, exposition
from sasando.organizations.directory import AmbiguousNameError, UnknownNameError, find_agency, search_agencies
from sasando.organizations.queries import AgencyRow, all_agencies
from sasando.portal.empty_page import empty_page
from sasando.portal.home_page import found_heading, found_rows, groups_of
from sasando.portal.part_links import part_links
from sasando.portal.standing_page import standing_page
from sasando.results.queries import agency_and_facts, standing_from
from sasando.ui.kept_pages import KeptPages
from sasando.ui.numbers import shown
from sasando.ui.pages import page
from sasando.ui.tagged import tagged
from sasando.ui.visitors import is_local
from sasando.ui.words import in_one_language
from sasando.ui.words import text as _

logger = logging.getLogger(__name__)

_pages = KeptPages()
LONGEST_SEARCH = 100
MOST_SUGGESTIONS = 5


@require_safe
@in_one_language
@tagged
def home(request: HttpRequest) -> HttpResponse:
    """`/`: find an agency by name (`?q=`), or browse. A name that means one agency alone leads straight to it."""
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    found: list[AgencyRow] = []
    if typed:
        try:
            return redirect("standing", slug=find_agency(typed).slug)
        except (UnknownNameError, AmbiguousNameError):
            found = search_agencies(typed)
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
    read = agency_and_facts(slug)
    if read is None:
        return _unknown(request, slug)
    agency, facts = read
    opened = agency.hosted and not facts[0] and has_disclosed(slug)  # asked only where it can matter

    def made() -> HttpResponse:
        published = standing_from(facts)
        model = standing_page(agency, published)
        if model is None:
            return page(request, "portal/empty.html", {"empty": empty_page(agency, published, opened=opened)})
        return page(request, "portal/standing.html", {"page": model, "parts": part_links(slug, "")})

    return _pages.answer(request, (agency, facts, opened), made)


def _unknown(request: HttpRequest, slug: str) -> HttpResponse:
    """404 for an address that is no agency's, with those it may have meant."""
    typed = slug.replace("-", " ")[:LONGEST_SEARCH]
    context = {
        "heading": _("Instansi tidak ditemukan"),
        "sentence": _("Tidak ada instansi beralamat “%(slug)s”. Cari dengan nama.")
        % {"slug": slug[:LONGEST_SEARCH]},
        "suggestions": found_rows(search_agencies(typed, MOST_SUGGESTIONS)),
        "typed": typed,
        "search": True,
    }
    return page(request, "portal/message.html", context, status=404)


@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Whether the web process answers; touches nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether people can be served, for a manager of processes on this machine; to anybody else there is no such page.

    503 where they cannot, with what is wrong and what to do.
    """
    if not is_local(request):
        raise Http404
    wrong = unready()
    said = f"{wrong.check}: {wrong.detail}; {wrong.remedy}" if wrong else "ready"
    status = HTTPStatus.SERVICE_UNAVAILABLE if wrong else HTTPStatus.OK
    return HttpResponse(f"{said}\n", content_type="text/plain; charset=utf-8", status=status)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for a monitor on this machine; to anybody else there is no such page."""
    if not is_local(request):
        raise Http404
    return HttpResponse(exposition(), content_type=TEXT)


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Public pages may be read by machines; searches need not be."""
    return HttpResponse(
        "User-agent: *\nDisallow: /*?q=\nDisallow: /d/*/bawa/\nDisallow: /bahasa/\n",
        content_type="text/plain",
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in the look, with a way on."""
    context = {
        "heading": _("Halaman tidak ditemukan"),
        "sentence": _("Alamat ini tidak menunjuk halaman mana pun. Cari instansinya dengan nama."),
        "search": True,
    }
    return page(request, "portal/message.html", context, status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 in the look, or 413 where a form holds more text than is read."""
    if isinstance(exception, RequestDataTooBig):
        most = shown(Fraction(settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0, 1024 * 1024), 1)
        sentence = _("Teks formulir ini lebih besar dari %(most)s MB. Kembali, pendekkan, lalu kirim lagi.")
        said = {"heading": _("Kiriman terlalu besar"), "sentence": sentence % {"most": most}}
        return page(request, "portal/message.html", said, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    context = {
        "heading": _("Permintaan tidak terbaca"),
        "sentence": _("Peramban mengirim sesuatu yang tidak dapat dibaca. Mulai lagi dari halaman depan."),
    }
    return page(request, "portal/message.html", context, status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 in the look, or 503 where the database cannot be used now; in bare words where even the look fails."""
    busy = isinstance(
        sys.exc_info()[1], OperationalError
    )  # Django asks for this page while it handles the fault
    if busy:
        status, heading = HTTPStatus.SERVICE_UNAVAILABLE, _("Situs sedang sibuk")
        sentence = _("Tidak ada yang disimpan dari permintaan ini. Kembali, lalu coba lagi sebentar lagi.")
    else:
        status, heading = HTTPStatus.INTERNAL_SERVER_ERROR, _("Ada yang salah di pihak kami")
        sentence = _("Tidak ada data Anda yang hilang. Coba lagi sebentar lagi.")
    try:
        answer = page(
            request, "portal/message.html", {"heading": heading, "sentence": sentence}, status=status
        )
    except Exception:
        logger.exception("the page for errors failed as well")
        plain = "text/plain; charset=utf-8"
        answer = HttpResponse(f"{heading}. {sentence}\n", status=status, content_type=plain)
    if busy:
        answer["Retry-After"] = "60"
    return answer
