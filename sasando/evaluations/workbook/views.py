"""`…/excel/`: take a workbook along, and bring it back: upload, preview, save."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from sasando.evaluations.actions.importing import take_workbook
from sasando.evaluations.faults import ConflictError, EvaluationError
from sasando.evaluations.models import Stage
from sasando.evaluations.queries import Worksheet, worksheet
from sasando.evaluations.screens.place import Opened, open_place, stage_address
from sasando.evaluations.visible import is_contact_only, rows_seen
from sasando.evaluations.workbook import words
from sasando.evaluations.workbook.archive import LARGEST_FILE, refused
from sasando.evaluations.workbook.decisions import decisions
from sasando.evaluations.workbook.held import held, hold
from sasando.evaluations.workbook.incoming import read_upload, seen_revisions
from sasando.evaluations.workbook.merge import Merge
from sasando.evaluations.workbook.outgoing import table_of, workbook_of
from sasando.kernel.faults import BadInputError, Fault
from sasando.kernel.grant_table import RefusedError
from sasando.organizations.desk import desk_page
from sasando.ui.words import in_one_language
from sasando.ui.words import text as _


@require_http_methods(["GET", "HEAD", "POST"])
@in_one_language
def workbook_page(request: HttpRequest, slug: str, evaluation: UUID, code: str) -> HttpResponse:
    """`…/excel/`: download links and the way back; POST uploads a filled workbook and leads to its preview."""
    here = open_place(request, slug, evaluation, code)
    sheet = worksheet(here.stage, here.stages)
    if request.method != "POST":
        return _first_page(request, here, sheet, [])
    if not here.may_enter:
        return _first_page(request, here, sheet, [_closed(here)], HTTPStatus.FORBIDDEN)
    try:
        raw = _uploaded(request)
        _read(here, sheet, raw)
    except BadInputError as error:
        return _first_page(request, here, sheet, error.lines())
    return HttpResponseRedirect(f"{_address(here)}{hold(here.staff.user, raw)}/")


@require_safe
def download(request: HttpRequest, slug: str, evaluation: UUID, code: str) -> HttpResponse:
    """`…/excel/unduh/?unit=`: the workbook of the stage, or of one unit; `?bentuk=csv`: an empty table for CSV."""
    here = open_place(request, slug, evaluation, code)
    sheet = worksheet(here.stage, here.stages)
    if request.GET.get("bentuk") == "csv":
        taken = table_of(here.staff, sheet)
    else:
        taken = workbook_of(here.staff, sheet, request.GET.get("unit", ""))
    answer = HttpResponse(taken.content, content_type=taken.kind)
    answer["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@in_one_language
def preview(request: HttpRequest, slug: str, evaluation: UUID, code: str, digest: str) -> HttpResponse:
    """`…/excel/<digest>/`: what the uploaded workbook would change; POST saves it, all or nothing."""
    here = open_place(request, slug, evaluation, code)
    raw = held(here.staff.user, digest)
    if raw is None:
        raise Http404(digest)
    sheet = worksheet(here.stage, here.stages)
    if not here.may_enter:
        return _first_page(request, here, sheet, [_closed(here)], HTTPStatus.FORBIDDEN)
    try:
        found = _read(here, sheet, raw)
    except BadInputError as error:
        return _first_page(request, here, sheet, error.lines())
    if request.method != "POST":
        return _preview_page(request, here, sheet, found)
    if found.faults:
        return _preview_page(request, here, sheet, found, status=400)
    if not found.changes and not found.conflicts:  # the button was pressed twice
        return HttpResponseRedirect(_address(here))
    if request.POST.get("seen") != seen_revisions(found):
        return _preview_page(request, here, sheet, found, status=409, moved=True)
    return _save(request, here, sheet, found, digest)


def _save(request: HttpRequest, here: Opened, sheet: Worksheet, found: Merge, digest: str) -> HttpResponse:
    chosen = found.chosen(request.POST.dict())
    entered, drafts = decisions(sheet, chosen, found.place)
    try:
        take_workbook(here.staff.user, here.stage, entered, drafts, digest)
    except ConflictError:
        fresh = worksheet(here.stage, here.stages)
        again = _read(here, fresh, held(here.staff.user, digest) or b"")
        return _preview_page(request, here, fresh, again, status=409, moved=True)
    except RefusedError:
        return _first_page(request, here, sheet, [_closed(here)], HTTPStatus.FORBIDDEN)
    except (BadInputError, EvaluationError) as error:
        return _first_page(request, here, sheet, str(error).splitlines())
    messages.success(request, words.saved(len(chosen)))
    return HttpResponseRedirect(_address(here))


def _closed(here: Opened) -> str:
    """Why this person cannot bring a workbook back here now."""
    if here.stage.state == Stage.State.OPEN:
        return _("Peran Anda tidak mengisi tahap ini.")
    return _("Tahap ini tidak terbuka; tidak ada yang disimpan.")


def _address(here: Opened) -> str:
    return f"{stage_address(here)}excel/"


def _uploaded(request: HttpRequest) -> bytes:
    file = request.FILES.get("berkas")
    if file is None or not file.size:
        raise refused(_("berkas"), _("belum dipilih, atau kosong; pilih berkas yang sudah diisi"))
    if file.size > LARGEST_FILE:
        raise refused(_("berkas"), _("lebih besar dari 5 MB; ekspor buku kerja baru dan isi lagi"))
    return bytes(file.read())


def _read(here: Opened, sheet: Worksheet, raw: bytes) -> Merge:
    return read_upload(here.staff, sheet, _("berkas"), raw)


def _first_page(
    request: HttpRequest, here: Opened, sheet: Worksheet, errors: list[str], refused_as: int = 400
) -> HttpResponse:
    rows = rows_seen(here.staff, sheet)
    units: dict[str, str] = {}
    for row in rows:
        cell = row.cells.get(sheet.stage.ordinal)
        if cell is not None and cell.unit is not None:
            units[str(cell.unit)] = cell.unit_name
    said: dict[str, Any] = {
        **here.context(),
        "indicators": _("%(count)s indikator") % {"count": len(rows)} if rows else "",
        "narrow": is_contact_only(here.staff),
        "units": [
            {"id": unit, "name": name} for unit, name in sorted(units.items(), key=lambda pair: pair[1])
        ],
        "may_import": here.may_enter,
        "errors": errors,
    }
    return desk_page(
        request, "evaluations/workbook/workbook.html", here.staff, said, refused_as if errors else 200
    )


def _preview_page(
    request: HttpRequest,
    here: Opened,
    sheet: Worksheet,
    found: Merge,
    *,
    status: int = 200,
    moved: bool = False,
) -> HttpResponse:
    changes = words.shown(found.changes, found.place, here.staff)
    said: dict[str, Any] = {
        **here.context(),
        "back": _address(here),
        "counts": words.counts(found),
        "conflict_heading": words.conflict_heading(found),
        "short": [one for one in changes if not one.long],
        "long": [one for one in changes if one.long],
        "conflicts": words.shown(found.conflicts, found.place, here.staff),
        "faults": [str(fault).replace(":", "!", 1) for fault in sorted(found.faults, key=_line)],
        "anything": bool(changes or found.conflicts),
        "seen": seen_revisions(found),
        "moved": moved,
    }
    return desk_page(request, "evaluations/workbook/preview.html", here.staff, said, status)


def _line(fault: Fault) -> int:
    """The line of a fault in its sheet, "D14" or 14."""
    return int("".join(filter(str.isdecimal, str(fault.row))) or 0)
