"""Strengths and weaknesses of each aspect, as assessors write them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from sasando.evaluations.actions.noting import note_aspect
from sasando.evaluations.faults import ConflictError, EvaluationError
from sasando.evaluations.models import AspectNote
from sasando.evaluations.screens.entry_form import mark_of, posted, posted_number
from sasando.evaluations.screens.place import Opened, stage_address, whole_place
from sasando.instruments.queries import parsed
from sasando.kernel.grant_table import RefusedError
from sasando.organizations.desk import desk_page
from sasando.ui.scripted import onward
from sasando.ui.words import as_sentence, in_one_language
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class Aspect:
    """An aspect with its notes as the form shows them; `theirs`: what somebody else saved meanwhile.

    `mark` is of the texts the form was opened with: where it still fits, nobody wrote there.
    """

    code: str
    name: str
    strengths: str
    weaknesses: str
    revision: int
    mark: str
    theirs: tuple[str, str] | None = None


@require_http_methods(["GET", "HEAD", "POST"])
@in_one_language
def aspects(request: HttpRequest, slug: str, evaluation: UUID, code: str) -> HttpResponse:
    """`…/<stage>/aspek/`: read and write the notes.

    One form for all, so that no button drops what was typed at another aspect; each changed one is an act of its own.
    """
    here = whole_place(request, slug, evaluation, code)
    rows = _held(here)
    if request.method != "POST":
        return _shown(request, here, rows)
    if not here.may("note_aspect"):
        return _shown(request, here, rows, HTTPStatus.FORBIDDEN, _("Peran Anda tidak menulis ini."))
    refused, status = "", HTTPStatus.OK
    for place, row in enumerate(rows):
        typed = _typed(request, row)
        if typed is None:
            continue
        rows[place] = typed
        try:
            note_aspect(
                here.staff.user, here.stage, row.code, typed.revision, typed.strengths, typed.weaknesses
            )
        except ConflictError as error:
            stale = error.stale[0]
            theirs = (stale.fact, stale.analysis)
            rows[place] = replace(typed, revision=stale.revision, theirs=theirs)
            refused, status = _("Isian berubah sejak Anda membukanya."), HTTPStatus.CONFLICT
        except RefusedError:  # in this stage
            refused, status = _("Peran Anda tidak menulis ini."), HTTPStatus.FORBIDDEN
        except EvaluationError as error:
            refused, status = as_sentence(str(error)), HTTPStatus.CONFLICT
        else:
            rows[place] = replace(
                typed, revision=typed.revision + 1, mark=mark_of(typed.strengths, typed.weaknesses)
            )
    if status != HTTPStatus.OK:
        return _shown(request, here, rows, status, refused)
    messages.success(request, _("Kekuatan dan kelemahan tersimpan."))
    return onward(request, f"{stage_address(here)}aspek/")


def _typed(request: HttpRequest, row: Aspect) -> Aspect | None:
    """What was written at an aspect; None where nothing was."""
    if f"kekuatan-{row.code}" not in request.POST:
        return None
    texts = (posted(request.POST, f"kekuatan-{row.code}"), posted(request.POST, f"kelemahan-{row.code}"))
    mark = posted(request.POST, f"asal-{row.code}")
    if mark == mark_of(*texts):
        return None
    return Aspect(row.code, row.name, *texts, posted_number(request.POST, f"expected-{row.code}"), mark)


def _held(here: Opened) -> list[Aspect]:
    """Every aspect of the instrument with its notes of this stage. One query."""
    held = {one.node.code: one for one in AspectNote.objects.filter(stage=here.stage).select_related("node")}
    rows = []
    for node in parsed(here.stage.instrument.digest).root.walk():
        if node.kind != "aspect":
            continue
        note = held.get(node.code)
        texts = (note.strengths, note.weaknesses) if note else ("", "")
        rows.append(Aspect(node.code, node.name, *texts, note.revision if note else 0, mark_of(*texts)))
    return rows


def _shown(
    request: HttpRequest,
    here: Opened,
    rows: list[Aspect],
    status: int = HTTPStatus.OK,
    refused: str = "",
) -> HttpResponse:
    context = {**here.context(), "aspects": rows, "refused": refused, "base": stage_address(here)}
    return desk_page(request, "evaluations/aspects.html", here.staff, context, status=status)
