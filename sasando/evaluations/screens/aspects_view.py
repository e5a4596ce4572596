"""Strengths and weaknesses of each aspect, as assessors write them."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from sasando.evaluations.actions.noting import note_aspect
from sasando.evaluations.faults import ConflictError, EvaluationError
from sasando.evaluations.models import AspectNote
from sasando.evaluations.screens.entry_form import posted
from sasando.evaluations.screens.evaluation_acts import posted_number
from sasando.evaluations.screens.place import Opened, stage_address, whole_place
from sasando.instruments.queries import parsed
from sasando.kernel.grant_table import RefusedError
from sasando.organizations.desk import desk_page
from sasando.ui.words import in_one_language
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class Aspect:
    """An aspect with its notes; `theirs`: what somebody else saved meanwhile."""

    code: str
    name: str
    strengths: str
    weaknesses: str
    revision: int
    theirs: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@in_one_language
def aspects(request: HttpRequest, slug: str, evaluation: UUID, code: str) -> HttpResponse:
    """`…/<stage>/aspek/`: read and write the notes; each aspect is its own form."""
    here = whole_place(request, slug, evaluation, code)
    if request.method != "POST":
        return _shown(request, here)
    node, expected = posted(request.POST, "aspek"), posted_number(request, "expected")
    typed = (posted(request.POST, "kekuatan"), posted(request.POST, "kelemahan"))
    try:
        note_aspect(here.staff.user, here.stage, node, expected, *typed)
    except ConflictError as error:
        stale = error.stale[0]
        theirs = f"{stale.fact} / {stale.analysis}"
        kept = Aspect(node, "", *typed, stale.revision, theirs)
        return _shown(request, here, HTTPStatus.CONFLICT, kept)
    except RefusedError:
        return _shown(
            request,
            here,
            HTTPStatus.FORBIDDEN,
            Aspect(node, "", *typed, expected),
            _("Peran Anda tidak menulis ini."),
        )
    except EvaluationError as error:
        return _shown(request, here, HTTPStatus.CONFLICT, Aspect(node, "", *typed, expected), str(error))
    messages.success(request, _("Kekuatan dan kelemahan tersimpan."))
    return HttpResponseRedirect(f"{stage_address(here)}aspek/")


def _shown(
    request: HttpRequest,
    here: Opened,
    status: int = HTTPStatus.OK,
    kept: Aspect | None = None,
    refused: str = "",
) -> HttpResponse:
    held = {one.node.code: one for one in AspectNote.objects.filter(stage=here.stage).select_related("node")}
    instrument = parsed(here.stage.instrument.digest)
    rows = []
    for node in instrument.root.walk():
        if node.kind != "aspect":
            continue
        note = held.get(node.code)
        row = Aspect(
            node.code,
            node.name,
            note.strengths if note else "",
            note.weaknesses if note else "",
            note.revision if note else 0,
        )
        if kept is not None and kept.code == node.code:
            row = Aspect(node.code, node.name, kept.strengths, kept.weaknesses, kept.revision, kept.theirs)
        rows.append(row)
    context = {**here.context(), "aspects": rows, "refused": refused, "base": stage_address(here)}
    return desk_page(request, "evaluations/aspects.html", here.staff, context, status=status)
