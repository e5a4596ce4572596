"""What an agency takes into the meeting: the choice of files, each file, and the wait for one that takes long."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from sasando.evaluations.disclosed import has_disclosed
from sasando.kernel.models import Job
from sasando.organizations.queries import AgencyRow, agency_by_slug
from sasando.portal.downloads.files import FILES
from sasando.portal.downloads.gather import Asked, NothingToTakeError, gather
from sasando.portal.downloads.kinds import KINDS
from sasando.portal.downloads.limit import seconds_left, too_many
from sasando.portal.downloads.making import Wanted, content_of, job_of, queued, wanted
from sasando.portal.empty_page import empty_page
from sasando.portal.part_links import PARTS, WITHOUT_RESULTS, part_context
from sasando.results.proofs import NoStatementError
from sasando.results.queries import standing
from sasando.results.reach import target_value
from sasando.ui.pages import page
from sasando.ui.tagged import tagged
from sasando.ui.words import as_sentence, in_one_language
from sasando.ui.words import text as _

PARAMETERS = ("target", "dari", "pada")  # as the page of the target names them
LONGEST_PARAMETER = 20


@require_safe
@in_one_language
@tagged
def choice(request: HttpRequest, slug: str) -> HttpResponse:
    """`/d/<agency>/bawa/?target=&dari=&pada=`: the files to choose from."""
    agency = _agency(slug)
    try:
        brief = gather(agency, _asked(request))
    except NothingToTakeError:
        return _nothing(request, agency, 200)
    except NoStatementError as error:
        return _message(request, agency, as_sentence(str(error)), 400)
    given = {name: request.GET[name] for name in PARAMETERS if request.GET.get(name)}
    context = {
        "files": _files(),
        "query": f"?{urlencode(given)}" if given else "",
        "without_target": brief.reachable is None,
    }
    return page(request, "portal/take.html", _context(agency) | context)


@require_safe
@in_one_language
def download(request: HttpRequest, slug: str, file: str) -> HttpResponse:
    """`/d/<agency>/bawa/<file>?target=&dari=&pada=`: the file, or (`&job=`) how far it is."""
    agency = _agency(slug)
    kind = KINDS.get(file)
    if kind is None:
        raise Http404(file)
    if too_many(request):
        return _too_many(request, agency)
    try:
        found = wanted(agency, kind, _asked(request))
    except NothingToTakeError:
        return _nothing(request, agency, 404)
    except NoStatementError as error:
        return _message(request, agency, as_sentence(str(error)), 400)
    return _answered(request, found)


def _answered(request: HttpRequest, found: Wanted) -> HttpResponse:
    """The file where it is kept or soon made; else the page to wait on."""
    unchanged = get_conditional_response(request, etag=_etag(found))
    if unchanged is not None:
        return unchanged
    content = FILES.kept(found.name)
    if content is None:
        job = job_of(found, request.GET.get("job", ""))
        if job is not None and job.state in (Job.State.FAILED, Job.State.CANCELLED):
            return _message(
                request, found.agency, _("Berkas ini gagal dibuat. Coba lagi sebentar lagi."), 503
            )
        if job is not None and job.state != Job.State.DONE:
            return _waiting(request, found, job)
        if FILES.is_slow(found.kind.file):
            given = request.GET.copy()
            given["job"] = str(queued(found))
            return redirect(f"{request.path}?{given.urlencode()}")
        content = content_of(found)
    response = HttpResponse(content, content_type=found.kind.mime)
    response["Content-Disposition"] = f'attachment; filename="{found.file_name}"'
    response["Cache-Control"] = "public, no-cache"
    response["ETag"] = _etag(found)
    return response


def _etag(found: Wanted) -> str:
    """Weak: a file that was given up and made again says the same, with a later date."""
    return f'W/"{found.name}"'


def _agency(slug: str) -> AgencyRow:
    agency = agency_by_slug(slug)
    if agency is None:
        raise Http404(slug)
    return agency


def _asked(request: HttpRequest) -> Asked:
    """What the address asks for.

    Raises:
        NoStatementError: the target is no number, or a year is none.
    """
    target, start, by = (request.GET.get(name, "").strip() for name in PARAMETERS)
    if max(map(len, (target, start, by))) > LONGEST_PARAMETER:
        raise NoStatementError(_("isian target atau tahun terlalu panjang"))
    return Asked(target_value(target) if target else None, _year(start), _year(by))


def _year(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise NoStatementError(_("tahun “%(text)s” bukan tahun; tulis seperti 2025") % {"text": text})
    return int(text)


def _files() -> list[tuple[str, str, str, str]]:
    """Name in the address, what it is, for what, and its kind in capitals."""
    words = {
        "salindia.pptx": (_("Salindia rapat"), _("5–6 halaman; grafiknya dapat disunting")),
        "ringkasan.pdf": (_("Ringkasan satu halaman"), _("A4, siap cetak")),
        "gambar.png": (_("Gambar untuk grup"), _("lebar 1.080 piksel, terbaca di telepon")),
        "angka.xlsx": (_("Semua angka"), _("tabel per lembar, dengan sumbernya")),
        "angka.csv": (_("Angka untuk mesin"), _("satu baris per nilai, titik desimal")),
    }
    return [(file, *words[file], KINDS[file].suffix.upper()) for file in KINDS]


def _context(agency: AgencyRow, parts: Collection[str] = PARTS) -> dict[str, object]:
    return part_context(agency, _("Bawa ke rapat"), "bawa/", parts)


def _message(request: HttpRequest, agency: AgencyRow, sentence: str, status: int) -> HttpResponse:
    return page(request, "portal/nothing.html", _context(agency) | {"sentence": sentence}, status=status)


def _nothing(request: HttpRequest, agency: AgencyRow, status: int) -> HttpResponse:
    """Why there is no file yet, what it takes, and where to go on."""
    context = _context(agency, WITHOUT_RESULTS) | {
        "empty": empty_page(
            agency, standing(agency.slug), opened=agency.hosted and has_disclosed(agency.slug)
        )
    }
    return page(request, "portal/take_nothing.html", context, status=status)


def _too_many(request: HttpRequest, agency: AgencyRow) -> HttpResponse:
    seconds = seconds_left()
    sentence = _("Terlalu banyak berkas diambil dari alamat ini. Coba lagi dalam %(seconds)s detik.")
    response = _message(request, agency, sentence % {"seconds": seconds}, 429)
    response["Retry-After"] = str(seconds)
    return response


def _waiting(request: HttpRequest, found: Wanted, job: Job) -> HttpResponse:
    context = {
        "file_name": found.file_name,
        "sentence": _("Berkas sedang dibuat. Halaman ini memuat ulang sendiri sampai berkasnya siap.")
        if job.state == Job.State.RUNNING
        else _("Berkas menunggu giliran dibuat. Halaman ini memuat ulang sendiri sampai berkasnya siap."),
        "done": job.done,
        "total": job.total,
        "again": request.get_full_path(),
    }
    return page(request, "portal/making.html", _context(found.agency) | context)
