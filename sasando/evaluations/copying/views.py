"""`…/salin/`: everything a stage holds, ready to be copied into the ministry's application, ticked as one goes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from sasando.evaluations.actions.noting import tick_copied
from sasando.evaluations.copying.sheet import Item, items, next_open, questions
from sasando.evaluations.faults import EvaluationError
from sasando.evaluations.queries import worksheet
from sasando.evaluations.screens.place import Opened, open_place, stage_address
from sasando.evaluations.visible import is_contact_only
from sasando.organizations.desk import desk_page
from sasando.ui.words import in_one_language
from sasando.ui.words import text as _

_TICK = "tick_copied"
_LONGEST_NUMBER = 20


@require_http_methods(["GET", "HEAD", "POST"])
@in_one_language
def copy_page(request: HttpRequest, slug: str, evaluation: UUID, code: str) -> HttpResponse:
    """`…/salin/`: the page; `?nomor=12` leads to an indicator; POST ticks or unticks one."""
    here = open_place(request, slug, evaluation, code)
    sheet = worksheet(here.stage, here.stages)
    found = items(here.staff, sheet)
    address = f"{stage_address(here)}salin/"
    refused = request.method == "POST" and not here.may(_TICK)
    if refused:
        messages.error(request, _("Peran Anda hanya membaca halaman ini."))
    elif request.method == "POST":
        return HttpResponseRedirect(f"{address}#{_ticked(request, here, found)}")
    asked = request.GET.get("nomor", "").strip()[:_LONGEST_NUMBER]
    chosen = next((one for one in found if one.number == asked), None)
    if chosen is not None:
        return HttpResponseRedirect(f"{address}#{chosen.code}")
    if asked:
        messages.error(request, _("Tidak ada indikator %(number)s di sini.") % {"number": asked})
    done, ready = sum(one.done for one in found), sum(one.ready for one in found)
    said: dict[str, Any] = {
        **here.context(),
        "items": found,
        "questions": [] if is_contact_only(here.staff) else questions(sheet),
        "done": done,
        "total": len(found),
        "progress": _("%(done)s dari %(total)s") % {"done": done, "total": len(found)},
        "not_ready": _not_ready(len(found) - ready),
        "may_tick": here.may(_TICK),
        "next": next_open(found, ""),
    }
    return desk_page(request, "evaluations/copying/copy.html", here.staff, said, 403 if refused else 200)


def _not_ready(count: int) -> str:
    return (
        _("Belum bernilai, jadi belum ada yang disalin: %(count)s indikator.") % {"count": count}
        if count
        else ""
    )


def _ticked(request: HttpRequest, here: Opened, found: list[Item]) -> str:
    """Tick what was asked; the place on the page to go on at."""
    asked = request.POST.get("node", "")
    chosen = next((one for one in found if one.code == asked), None)
    if chosen is None:
        raise Http404(asked)
    copied = request.POST.get("copied") == "1"
    try:
        stands = tick_copied(here.staff.user, here.stage, chosen.code, copied=copied, seen=_seen(request))
    except EvaluationError as error:
        messages.error(request, str(error))
        return chosen.code
    return (next_open(found, chosen.code) if copied and stands else "") or chosen.code


def _seen(request: HttpRequest) -> UUID | None:
    """The judgement that stood on the page that was sent."""
    try:
        return UUID(request.POST.get("judgement", ""))
    except ValueError:
        return None
