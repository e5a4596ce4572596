"""`…/mulai-dari/`: begin with the texts of an earlier evaluation: choose it, look, take."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from sasando.evaluations.access import SELF
from sasando.evaluations.actions.starting import start_from
from sasando.evaluations.copying.earlier import Proposals, earlier_evaluations, proposals
from sasando.evaluations.faults import EvaluationError
from sasando.evaluations.models import Evaluation
from sasando.evaluations.queries import Worksheet, worksheet
from sasando.evaluations.screens.place import Opened, open_place, stage_address
from sasando.evaluations.screens.stage_words import evaluation_name
from sasando.instruments.queries import parsed
from sasando.kernel.faults import BadInputError
from sasando.kernel.grant_table import RefusedError
from sasando.organizations.desk import desk_page
from sasando.scoring.model import Node
from sasando.ui.words import in_one_language
from sasando.ui.words import text as _

_MAP = "map-"
_TEMPLATE = "evaluations/copying/start.html"


@require_http_methods(["GET", "HEAD", "POST"])
@in_one_language
def start_page(request: HttpRequest, slug: str, evaluation: UUID, code: str) -> HttpResponse:
    """`…/mulai-dari/?dari=<evaluation>`: what could be taken from there; POST takes what is ticked."""
    here = open_place(request, slug, evaluation, code)
    if not here.may("start_from"):
        messages.error(request, _("Peran Anda tidak mengisi penilaian mandiri."))
        return desk_page(request, _TEMPLATE, here.staff, {**here.context(), "known": [], "source": None}, 403)
    if here.stage.code != SELF:
        raise Http404(code)
    sheet = worksheet(here.stage, here.stages)
    known = earlier_evaluations(sheet.evaluation)
    source = _chosen(known, request.POST.get("dari") or request.GET.get("dari", ""))
    if request.method == "POST" and source is not None:
        return _take(request, here, source)
    said: dict[str, Any] = {
        **here.context(),
        "known": [
            {"id": str(one.id), "name": _named(one), "texts": _texts(count), "on": one == source}
            for one, count in known
        ],
        "source": None,
    }
    if source is not None:
        said |= _preview(request, sheet, source)
    return desk_page(request, _TEMPLATE, here.staff, said)


def _chosen(known: list[tuple[Evaluation, int]], asked: str) -> Evaluation | None:
    """The evaluation that was asked for, among those of the agency.

    Raises:
        Http404: it is none of them.
    """
    if not asked:
        return None
    found = next((one for one, _count in known if str(one.id) == asked), None)
    if found is None:
        raise Http404(asked)
    return found


def _named(evaluation: Evaluation) -> str:
    return evaluation_name(evaluation, parsed(evaluation.instrument.digest).short_name)


def _texts(count: int) -> str:
    return _("%(count)s indikator berteks") % {"count": count}


def _preview(request: HttpRequest, sheet: Worksheet, source: Evaluation) -> dict[str, Any]:
    asked = {name: str(value) for name, value in request.GET.items()}
    picked = {name.removeprefix(_MAP): value for name, value in asked.items() if name.startswith(_MAP)}
    found = proposals(sheet, source, picked)
    return {
        "source": str(source.id),
        "source_line": _named(source),
        "other_instrument": source.instrument_key != sheet.evaluation.instrument_key,
        "found": found,
        "ready": [
            {
                "pair": f"{one.target.code}:{one.source.code}",
                "same": one.target.number == one.source.number,
                "one": one,
            }
            for one in found.ready
        ],
        "occupied": _occupied(found),
        "picked": [
            {"name": f"{_MAP}{one.target.code}", "value": one.source.code}
            for one in found.ready
            if one.chosen
        ],
        "unmatched": [_unmatched(node) for node in found.unmatched] if found.sources else [],
    }


def _unmatched(node: Node) -> dict[str, str]:
    return {"name": f"{_MAP}{node.code}", "number": node.number, "title": node.name}


def _occupied(found: Proposals) -> str:
    if not found.occupied:
        return ""
    numbers = ", ".join(node.number for node in found.occupied)
    return _("Sudah berisi teks, jadi tidak disentuh: indikator %(numbers)s.") % {"numbers": numbers}


def _take(request: HttpRequest, here: Opened, source: Evaluation) -> HttpResponse:
    pairs: dict[str, str] = {}
    for pair in request.POST.getlist("ambil"):
        target, _colon, origin = pair.partition(":")
        pairs.setdefault(target, origin)
    try:
        done = start_from(here.staff.user, here.stage, source, pairs)
    except (EvaluationError, BadInputError, RefusedError) as error:
        refused = isinstance(error, RefusedError)
        messages.error(request, _("Peran Anda tidak mengisi penilaian mandiri.") if refused else str(error))
        return HttpResponseRedirect(f"{request.path}?dari={source.id}")
    said = _("Draf dibuat: %(taken)s. Dibiarkan karena sudah berisi: %(left)s.")
    messages.success(request, said % {"taken": len(done.taken), "left": len(done.left)})
    return HttpResponseRedirect(stage_address(here) if done.taken else f"{request.path}?dari={source.id}")
