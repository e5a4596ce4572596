"""The entry screen: one indicator of a stage, its form, its drafts that save themselves, its verification."""

from __future__ import annotations

from fractions import Fraction
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.views.decorators.http import require_http_methods

from sasando.discussions.actions import DiscussionError, NotReadableError, comment, resolve
from sasando.evaluations.access import today
from sasando.evaluations.actions.drafting import save_draft
from sasando.evaluations.actions.judging import judge
from sasando.evaluations.actions.verifying import ACCEPTED, RETURNED, verify
from sasando.evaluations.copying.taken import taken_of
from sasando.evaluations.faults import ConflictError, EvaluationError, Stale
from sasando.evaluations.models import Stage
from sasando.evaluations.queries import Row, Worksheet, history, worksheet
from sasando.evaluations.screens import rail
from sasando.evaluations.screens.criteria import changed_criteria
from sasando.evaluations.screens.entry_form import DRAFT, NEXT, Sent, entered_of, mark_of, posted, read_sent
from sasando.evaluations.screens.index_bar import index_bar
from sasando.evaluations.screens.indicator_page import indicator_page
from sasando.evaluations.screens.origin import taken_from
from sasando.evaluations.screens.past import past, sent_back
from sasando.evaluations.screens.place import Opened, open_place, stage_address
from sasando.evaluations.screens.remarks import remarks_of
from sasando.evaluations.screens.sources import sources_for
from sasando.evaluations.subjects import ANSWER
from sasando.evaluations.visible import inner_stages, is_contact_only, rows_seen
from sasando.instruments.queries import parsed
from sasando.kernel.faults import BadInputError
from sasando.kernel.grant_table import RefusedError
from sasando.kernel.ids import new_id, read_id
from sasando.organizations.desk import desk_page
from sasando.organizations.models import Agency, User
from sasando.scoring.model import Node
from sasando.ui.numbers import as_written
from sasando.ui.scripted import by_script, onward, refused
from sasando.ui.sent_forms import takes_forms
from sasando.ui.words import as_sentence, in_one_language
from sasando.ui.words import text as _

_REFUSED = (EvaluationError, BadInputError, RefusedError)


@require_http_methods(["GET", "HEAD", "POST"])
@in_one_language
def indicator(request: HttpRequest, slug: str, evaluation: UUID, code: str, number: str) -> HttpResponse:
    """`…/<stage>/isian/<number>/`: read an indicator, or send its form."""
    here = open_place(request, slug, evaluation, code)
    if request.method != "POST":
        return _shown(request, here, number)
    node = _node(here, number)
    sent = read_sent(request.POST)
    try:
        revision = _save(here, node, sent)
    except ConflictError as error:
        return _conflict(request, here, number, sent, error.stale[0])
    except _REFUSED as error:
        return _refused(request, here, number, sent, error)
    if revision is None:
        return _faulty(request, here, number, sent)
    return _saved(request, here, number, sent, revision)


def _save(here: Opened, node: Node, sent: Sent) -> int | None:
    """Save a draft or a judgement; the revision then, or None where `sent.faults` say what is wrong."""
    person, stage, code = here.staff.user, here.stage, node.code
    if sent.action == DRAFT:
        return save_draft(person, stage, code, sent.expected, sent.fact, sent.analysis)
    entered = entered_of(
        sent,
        code,
        today(stage),
        with_justification=not here.is_self,
        with_item=node.kind == "item",
    )
    return None if entered is None else judge(person, stage, [entered])[code]


def _node(here: Opened, number: str) -> Node:
    """The rated node of a number. A PIC OPD finds what is theirs alone; for others no cell need be read.

    Raises:
        Http404: there is none for them.
    """
    if is_contact_only(here.staff):
        return _row(here, number)[0].node
    leaves = parsed(here.stage.instrument.digest).leaves
    node = next((leaf for leaf in leaves if leaf.number == number), None)
    if node is None:
        raise Http404(number)
    return node


def _row(here: Opened, number: str) -> tuple[Row, Worksheet]:
    """The row of an indicator that this person sees, and the worksheet.

    Raises:
        Http404: there is none for them.
    """
    sheet = worksheet(here.stage, here.stages)
    row = next((one for one in rows_seen(here.staff, sheet) if one.node.number == number), None)
    if row is None:
        raise Http404(number)
    return row, sheet


def _shown(
    request: HttpRequest,
    here: Opened,
    number: str,
    sent: Sent | None = None,
    status: int = HTTPStatus.OK,
    **said: Any,
) -> HttpResponse:
    row, sheet = _row(here, number)
    chosen = rail.chosen_in(request)
    seen = rows_seen(here.staff, sheet)
    left = [one for one in seen if rail.matches(one, sheet, here.staff, chosen) or one is row]
    base = stage_address(here)
    query = rail.query_of(request)
    inner = inner_stages(here.staff, here.stage, here.stages)
    events = history(here.stage, row.node.code, here.stages, inner)
    taken = taken_of(row, inner)
    earlier, latest = remarks_of(here.staff.agency, row, inner)
    context = {
        **here.context(),
        "page": indicator_page(sheet, row, left, sent),
        "changed": changed_criteria(sheet, row),
        "sent_back": sent_back(events, row, here.stage),
        "publications": [] if here.is_self else sources_for(here.stage, row),
        "bar": None if is_contact_only(here.staff) else index_bar(sheet.score),
        "chips": rail.chips(seen, sheet, here.staff, chosen),
        "groups": rail.groups(left, sheet, base, query, number),
        "base": base,
        "query": query,
        "past": past(events, sheet, taken),
        "taken_from": taken_from(taken) if taken and here.is_self else "",
        "earlier_remarks": earlier,
        "remarks": latest,
        "remark_key": str(new_id()),
        "may_enter": here.may_enter,
        "may_verify": here.may("verify") and here.is_self and here.stage.state == Stage.State.OPEN,
        **said,
    }
    return desk_page(request, "evaluations/indicator.html", here.staff, context, status=status)


def _saved(request: HttpRequest, here: Opened, number: str, sent: Sent, revision: int) -> HttpResponse:
    after = _number_after(here, number) if sent.action == NEXT else ""
    address = f"{stage_address(here)}isian/{after or number}/{rail.query_of(request)}"
    if by_script(request):
        return JsonResponse({"revision": revision, "next": address if after else ""})
    return HttpResponseRedirect(address)


def _number_after(here: Opened, number: str) -> str:
    """The number of the next indicator that the person sees; "" at the end."""
    if is_contact_only(here.staff):
        numbers = [row.node.number for row in rows_seen(here.staff, worksheet(here.stage, here.stages))]
    else:
        numbers = [leaf.number for leaf in parsed(here.stage.instrument.digest).leaves]
    return next(iter(numbers[numbers.index(number) + 1 :]), "")


def _faulty(request: HttpRequest, here: Opened, number: str, sent: Sent) -> HttpResponse:
    if by_script(request):
        return refused("; ".join(sent.faults.values()), HTTPStatus.UNPROCESSABLE_ENTITY, "input")
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return _shown(request, here, number, sent, status, faults=list(sent.faults.items()))


def _refused(request: HttpRequest, here: Opened, number: str, sent: Sent, error: Exception) -> HttpResponse:
    """Something stands in the way; what was typed is shown again, nothing was saved."""
    status, said = _status(error), _reason(error)
    if by_script(request):
        return refused(said, status)
    here = open_place(request, here.staff.agency.slug, here.stage.evaluation_id, here.stage.code)
    return _shown(request, here, number, sent, status, refused=said)


def _status(error: Exception) -> HTTPStatus:
    if isinstance(error, BadInputError):
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.FORBIDDEN if isinstance(error, RefusedError) else HTTPStatus.CONFLICT


def _reason(error: Exception) -> str:
    if isinstance(error, RefusedError):
        return _("Peran Anda tidak mengisi tahap ini; yang Anda tulis tidak tersimpan.")
    if isinstance(error, BadInputError):
        return as_sentence("; ".join(fault.problem for fault in error.faults))
    return as_sentence(str(error))


def _conflict(request: HttpRequest, here: Opened, number: str, sent: Sent, stale: Stale) -> HttpResponse:
    """Both texts side by side; nothing was overwritten."""
    if by_script(request):
        theirs = {
            "revision": stale.revision,
            "value": _value_words(stale),
            "fact": stale.fact,
            "analysis": stale.analysis,
            "justification": stale.justification,
            "by": stale.by,
        }
        said = _("Isian ini berubah sejak Anda membukanya.")
        return JsonResponse({"kind": "conflict", "error": said, "theirs": theirs}, status=HTTPStatus.CONFLICT)
    theirs_in_words = {"stale": stale, "stale_value": _value_words(stale)}
    return _shown(request, here, number, sent, HTTPStatus.CONFLICT, **theirs_in_words)


def _value_words(stale: Stale) -> str:
    """The value that stands, as a person would write it; "" without one."""
    return as_written(Fraction(stale.value)) if stale.value else ""


@takes_forms()
@in_one_language
def draft(request: HttpRequest, slug: str, evaluation: UUID, code: str, number: str) -> HttpResponse:
    """`…/isian/<number>/draf/`: save a draft while somebody writes; answers in JSON."""
    here = open_place(request, slug, evaluation, code)
    node = _node(here, number)
    sent = read_sent(request.POST)
    try:
        revision = save_draft(here.staff.user, here.stage, node.code, sent.expected, sent.fact, sent.analysis)
    except ConflictError as error:
        return _conflict(request, here, number, sent, error.stale[0])
    except _REFUSED as error:
        return refused(_reason(error), _status(error))
    return JsonResponse({"revision": revision, "next": ""})


@takes_forms()
@in_one_language
def verification(request: HttpRequest, slug: str, evaluation: UUID, code: str, number: str) -> HttpResponse:
    """`…/isian/<number>/verifikasi/`: accept or return one answer."""
    here = open_place(request, slug, evaluation, code)
    row, _sheet = _row(here, number)
    sent = read_sent(request.POST)
    verdict = RETURNED if request.POST.get("putusan") == "kembalikan" else ACCEPTED
    note, exception = (posted(request.POST, name) for name in ("catatan", "pengecualian"))
    try:
        written = verify(
            here.staff.user, here.stage, {row.node.code: sent.expected},
            verdict=verdict, note=note, exception=exception,
        )  # fmt: skip
    except _REFUSED as error:
        typed = {"note": note, "exception": exception}
        return _shown(request, here, number, None, _status(error), refused=_reason(error), typed=typed)
    if not written:
        messages.info(request, _("Putusan yang sama sudah tersimpan; tidak ada yang berubah."))
    return onward(request, f"{stage_address(here)}isian/{number}/{rail.query_of(request)}")


@takes_forms()
@in_one_language
def remark(request: HttpRequest, slug: str, evaluation: UUID, code: str, number: str) -> HttpResponse:
    """`…/isian/<number>/komentar/`: comment on an indicator, or resolve what was said."""
    here = open_place(request, slug, evaluation, code)
    row, _sheet = _row(here, number)
    cell = row.cells.get(here.stage.ordinal)
    if cell is None:
        raise Http404(number)
    agency, person = here.staff.agency, here.staff.user
    typed = posted(request.POST, "komentar")
    try:
        if chosen := posted(request.POST, "selesai"):
            _resolve(person, agency, chosen, resolved=request.POST.get("buka") != "1")
        else:
            comment(person, agency, ANSWER, cell.id, typed, key=_once(request, cell.id, typed))
    except RefusedError as error:
        return _shown(request, here, number, None, HTTPStatus.FORBIDDEN, refused=_reason(error), remark=typed)
    except DiscussionError as error:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _shown(request, here, number, None, status, refused=as_sentence(str(error)), remark=typed)
    return onward(request, f"{stage_address(here)}isian/{number}/{rail.query_of(request)}#komentar")


def _once(request: HttpRequest, subject: UUID, typed: str) -> str | None:
    """The key of a comment: the same page and words sent twice, by a second tap, are one comment."""
    shown = posted(request.POST, "kunci")
    return f"remark:{subject}:{mark_of(shown, typed)}" if shown else None


def _resolve(person: User, agency: Agency, chosen: str, *, resolved: bool) -> None:
    """Resolve the comment of an id as it was sent.

    Raises:
        DiscussionError: there is none of that id here.
    """
    identifier = read_id(chosen)
    if identifier is None:
        raise NotReadableError(_("komentar ini tidak ada di instansi Anda"))
    resolve(person, agency, identifier, resolved=resolved)
