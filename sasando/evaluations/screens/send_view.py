"""`…/<stage>/kirim/`: sending a self-assessment, sealing a later stage."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from sasando.evaluations.actions.sealing import gaps_of, seal
from sasando.evaluations.faults import EvaluationError
from sasando.evaluations.models import Stage
from sasando.evaluations.screens.criteria import unread_criteria
from sasando.evaluations.screens.entry_form import posted
from sasando.evaluations.screens.index_bar import index_bar
from sasando.evaluations.screens.place import evaluation_address, whole_place
from sasando.evaluations.snapshot import snapshot, unexplained, values_here
from sasando.evaluations.unsourced import unsourced
from sasando.kernel.grant_table import RefusedError
from sasando.organizations.desk import desk_page
from sasando.ui.words import as_sentence, in_one_language
from sasando.ui.words import text as _


@require_http_methods(["GET", "HEAD", "POST"])
@in_one_language
def send(request: HttpRequest, slug: str, evaluation: UUID, code: str) -> HttpResponse:
    """`…/<stage>/kirim/`: what is still missing, or the confirmation; POST seals."""
    here = whole_place(request, slug, evaluation, code)
    refused, status = "", HTTPStatus.OK
    if request.method == "POST":
        try:
            made = seal(here.staff.user, here.stage, key=posted(request.POST, "kunci")[:60] or None)
        except RefusedError:
            refused, status = _("Peran Anda tidak mengirim tahap ini."), HTTPStatus.FORBIDDEN
        except EvaluationError as error:
            refused, status = as_sentence(str(error)), HTTPStatus.CONFLICT
        else:
            messages.success(
                request,
                _("%(stage)s disegel sebagai segel nomor %(number)s.")
                % {"stage": here.stage.name, "number": made.number},
            )
            return HttpResponseRedirect(evaluation_address(here))
    held = snapshot(here.stage)
    gaps = gaps_of(here.stage, held) if here.stage.state == Stage.State.OPEN else {}
    context = {
        **here.context(),
        "bar": index_bar(held.score),
        "gaps": list(gaps.items()),
        "missing": held.score.missing,
        "counted": len(held.judgements),
        "unexplained": [] if here.is_self else unexplained(held),
        "unsourced": unsourced(held.score.instrument, here.stage, values_here(held)).told().items(),
        "reread": unread_criteria(here.stage),
        "refused": refused,
        "allowed": here.may("send" if here.is_self else "seal"),
        "base": here.context()["stage_address"],
    }
    return desk_page(request, "evaluations/send.html", here.staff, context, status=status)
