"""`…/mulai-dari/`: begin with the texts of an earlier evaluation: choose it, look, take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from sasando.evaluations.access import SELF
from sasando.evaluations.actions.starting import Started, start_from, take_back
from sasando.evaluations.copying.earlier import Proposal, Proposals, earlier_evaluations, proposals
from sasando.evaluations.copying.taken import Taking, takings_of
from sasando.evaluations.faults import EvaluationError
from sasando.evaluations.models import Evaluation
from sasando.evaluations.queries import Worksheet, worksheet
from sasando.evaluations.screens.indicator_page import badge
from sasando.evaluations.screens.past import moment
from sasando.evaluations.screens.place import Opened, open_place, stage_address
from sasando.evaluations.screens.stage_words import evaluation_name
from sasando.instruments.queries import parsed
from sasando.kernel.faults import BadInputError
from sasando.kernel.grant_table import RefusedError
from sasando.kernel.ids import read_id
from sasando.organizations.desk import desk_page
from sasando.scoring.model import Criterion
from sasando.ui.words import as_sentence, in_one_language
from sasando.ui.words import text as _

_MAP = "map-"
_TEMPLATE = "evaluations/copying/start.html"


@require_http_methods(["GET", "HEAD", "POST"])
@in_one_language
def start_page(request: HttpRequest, slug: str, evaluation: UUID, code: str) -> HttpResponse:
    """`…/mulai-dari/?dari=<evaluation>`: what could be taken from there; POST takes what is ticked."""
    here = open_place(request, slug, evaluation, code)
    if not here.may("start_from"):
        messages.error(request, _not_theirs())
        return desk_page(request, _TEMPLATE, here.staff, {**here.context(), "refused": True}, 403)
    if here.stage.code != SELF:
        raise Http404(code)
    sheet = worksheet(here.stage, here.stages)
    known = earlier_evaluations(sheet.evaluation)
    source = _chosen(known, request.POST.get("dari") or request.GET.get("dari", ""))
    if request.method == "POST" and (taking := read_id(request.POST.get("batalkan", ""))):
        return _take_back(request, here, taking)
    if request.method == "POST" and source is not None:
        return _take(request, here, source)
    said: dict[str, Any] = {
        **here.context(),
        "known": [
            {"id": str(one.id), "name": _named(one), "texts": _texts(count), "on": one == source}
            for one, count in known
        ],
        "source": None,
        "takings": [_taken(one, here) for one in takings_of(here.stage)],
    }
    if source is not None:
        said |= _preview(request, sheet, source)
    return desk_page(request, _TEMPLATE, here.staff, said)


def _taken(one: Taking, here: Opened) -> dict[str, str]:
    said = {
        "source": _named(one.source),
        "at": moment(one.at, here.stage),
        "who": one.by,
        "numbers": ", ".join(one.unchanged),
    }
    return {
        "id": str(one.taking),
        "sentence": _("Dari %(source)s, %(at)s, %(who)s. Belum diubah: indikator %(numbers)s.") % said,
    }


def _take_back(request: HttpRequest, here: Opened, taking: UUID) -> HttpResponse:
    try:
        back = take_back(here.staff.user, here.stage, taking)
    except (EvaluationError, RefusedError) as error:
        refused = isinstance(error, RefusedError)
        messages.error(request, _not_theirs() if refused else as_sentence(str(error)))
        return HttpResponseRedirect(request.path)
    if back:
        said = _("Pengambilan dibatalkan; drafnya kosong lagi: indikator %(numbers)s.")
        messages.success(request, said % {"numbers": _numbers(here, back)})
    else:
        messages.info(request, _("Tidak ada draf yang belum diubah dari pengambilan itu."))
    return HttpResponseRedirect(request.path)


def _not_theirs() -> str:
    return _("Pelaksana entri data, asesor internal, atau koordinator yang memulai dari tulisan lama.")


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
    return _("%(count)s indikator berisi tulisan") % {"count": count}


def _preview(request: HttpRequest, sheet: Worksheet, source: Evaluation) -> dict[str, Any]:
    asked = {name: str(value) for name, value in request.GET.items()}
    picked = {name.removeprefix(_MAP): value for name, value in asked.items() if name.startswith(_MAP)}
    found = proposals(sheet, source, picked)
    return {
        "source": str(source.id),
        "source_line": _named(source),
        "other_instrument": source.instrument_key != sheet.evaluation.instrument_key,
        "found": found,
        "ready": [_ready(one) for one in found.ready],
        "occupied": _occupied(found),
        "by_hand": _by_hand(found),
    }


def _ready(one: Proposal) -> dict[str, Any]:
    return {
        "pair": f"{one.target.code}:{one.source.code}",
        "one": one,
        "old_badge": _badge(level.before for level in one.changed),
        "new_badge": _badge(level.after for level in one.changed),
    }


def _badge(criteria: Iterable[Criterion | None]) -> str:
    """What is said of criteria that are not official, "" of others."""
    return next((said for one in criteria if one and (said := badge(one.status))), "")


def _by_hand(found: Proposals) -> list[dict[str, str]]:
    """The indicators that only a person matches, with what was chosen so far."""
    chosen = found.chosen
    return [
        {
            "name": f"{_MAP}{node.code}",
            "number": node.number,
            "title": node.name,
            "chosen": chosen.get(node.code, ""),
        }
        for node in found.by_hand
        if found.sources
    ]


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
    address = f"{request.path}?dari={source.id}"
    if not pairs:
        messages.error(request, _("Belum ada indikator yang dicentang; tidak ada yang diubah."))
        return HttpResponseRedirect(address)
    try:
        done = start_from(here.staff.user, here.stage, source, pairs)
    except (EvaluationError, BadInputError, RefusedError) as error:
        refused = isinstance(error, RefusedError)
        messages.error(request, _not_theirs() if refused else as_sentence(str(error)))
        return HttpResponseRedirect(address)
    _tell(request, here, done)
    return HttpResponseRedirect(stage_address(here) if done.taken else address)


def _tell(request: HttpRequest, here: Opened, done: Started) -> None:
    """Which indicators have a draft now, and which were left because somebody wrote there meanwhile."""
    if done.taken:
        said = _("Draf dibuat dari tulisan lama: indikator %(numbers)s.")
        said_of_them = said % {"numbers": _numbers(here, done.taken)}
        undo = _("Batalkan selama belum diubah")
        link = format_html('{} <a href="{}#h-diambil">{}</a>', said_of_them, request.path, undo)
        messages.success(request, link)
    if done.left:
        said = _("Dibiarkan karena sementara itu sudah berisi tulisan: indikator %(numbers)s.")
        messages.warning(request, said % {"numbers": _numbers(here, done.left)})


def _numbers(here: Opened, codes: Sequence[str]) -> str:
    leaves = parsed(here.stage.instrument.digest).leaves
    return ", ".join(leaf.number for leaf in leaves if leaf.code in codes)
