"""All indicators of a stage in one table: the stages side by side, what each adds, and work for many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from sasando.evaluations.access import today
from sasando.evaluations.actions.assigning import assign
from sasando.evaluations.actions.verifying import verify
from sasando.evaluations.cells import Cell
from sasando.evaluations.faults import EvaluationError
from sasando.evaluations.gain import Share, shares
from sasando.evaluations.lateness import late_since
from sasando.evaluations.models import Answer, Stage
from sasando.evaluations.queries import Row, Worksheet, worksheet
from sasando.evaluations.screens import rail, takers
from sasando.evaluations.screens.entry_form import posted, posted_day
from sasando.evaluations.screens.index_bar import index_bar
from sasando.evaluations.screens.place import Opened, open_place, stage_address
from sasando.evaluations.screens.reminder import reminder
from sasando.evaluations.screens.sources import is_unsourced
from sasando.evaluations.screens.stage_words import WorkMark
from sasando.evaluations.visible import is_contact_only, rows_seen
from sasando.kernel.grant_table import RefusedError
from sasando.organizations.desk import desk_page
from sasando.organizations.finding import LONGEST_SEARCH
from sasando.organizations.models import Unit, User
from sasando.organizations.queries import Staff
from sasando.ui.numbers import EN_DASH, short_day, shown
from sasando.ui.sent_forms import takes_forms
from sasando.ui.words import as_sentence, in_one_language
from sasando.ui.words import text as _

AT_A_GLANCE = 12  # indicators that are found without typing their number
_LONGEST_CODE = 40  # as `Node.code`


@dataclass(frozen=True, slots=True)
class TableRow:
    """One indicator: each stage seen so far with its value, its state, what it adds and what a step up would add."""

    code: str
    number: str
    name: str
    values: tuple[tuple[str, str], ...]
    mark: WorkMark
    share: str
    step: str
    owner: str
    due: str
    late: bool
    revision: int
    unsourced: bool
    acceptable: bool
    ticked: bool
    address: str


@dataclass(frozen=True, slots=True)
class TableGroup:
    name: str
    rows: tuple[TableRow, ...]


@require_safe
@in_one_language
def table(request: HttpRequest, slug: str, evaluation: UUID, code: str) -> HttpResponse:
    """`…/<stage>/?saring=&no=&pilih=`: the table of a stage; `no` leads to that indicator, `pilih` ticks some."""
    here = open_place(request, slug, evaluation, code)
    base = stage_address(here)
    sheet = worksheet(here.stage, here.stages)
    seen = rows_seen(here.staff, sheet)
    if wanted := request.GET.get("no", "").strip():
        if any(row.node.number == wanted for row in seen):
            return HttpResponseRedirect(f"{base}isian/{wanted}/")
        messages.error(request, _("Tidak ada indikator %(number)s pada tahap ini.") % {"number": wanted[:10]})
    chosen, query = rail.chosen_in(request), rail.query_of(request)
    left = [row for row in seen if rail.matches(row, sheet, here.staff, chosen)]
    is_open = here.stage.state == Stage.State.OPEN
    may_assign = is_open and here.may("assign")
    context = {
        **here.context(),
        "bar": None if is_contact_only(here.staff) else index_bar(sheet.score),
        "chips": rail.chips(seen, sheet, here.staff, chosen),
        "base": base,
        "query": query,
        "groups": _groups(left, sheet, here, query, _chosen(request.GET)),
        "many": len(seen) > AT_A_GLANCE,
        "heads": [_head(stage) for stage in _so_far(sheet)],
        "may_verify": is_open and here.is_self and here.may("verify"),
        "may_assign": may_assign,
        "takers": _takers(request, here) if may_assign else [],
        "due": request.GET.get("tenggat", ""),
        "no_value": EN_DASH,
        "missing": ", ".join(sheet.score.missing),
        "reminder": reminder(sheet, today(here.stage), request.build_absolute_uri(base))
        if may_assign
        else None,
    }
    return desk_page(request, "evaluations/table.html", here.staff, context)


def _so_far(sheet: Worksheet) -> list[Stage]:
    return [stage for stage in sheet.stages if stage.ordinal <= sheet.stage.ordinal]


def _head(stage: Stage) -> str:
    """A stage above its column: "Dokumen"."""
    return stage.name.removeprefix("Penilaian ")


def _groups(
    rows: Sequence[Row], sheet: Worksheet, here: Opened, query: str, ticked: Mapping[str, int]
) -> list[TableGroup]:
    added = shares(sheet.score)
    by_number = {row.node.number: row for row in rows}
    return [
        TableGroup(
            group.name,
            tuple(
                _row(
                    by_number[line.number], line, added[by_number[line.number].node.code], sheet, here, ticked
                )
                for line in group.lines
            ),
        )
        for group in rail.groups(rows, sheet, stage_address(here), query, "")
    ]


def _row(
    row: Row, line: rail.Line, added: Share, sheet: Worksheet, here: Opened, ticked: Mapping[str, int]
) -> TableRow:
    cell = row.cells.get(sheet.stage.ordinal)
    late = late_since(cell, sheet.stage, today(sheet.stage)) if cell else None
    due = late or (cell.due if cell else None)
    return TableRow(
        code=row.node.code,
        number=line.number,
        name=line.name,
        values=tuple((_head(stage), _value(row.cells.get(stage.ordinal), sheet)) for stage in _so_far(sheet)),
        mark=line.mark,
        share=EN_DASH if added.now is None else shown(added.now, 3),
        step=EN_DASH if added.step is None else shown(added.step, 3),
        owner=_owner(cell),
        due=short_day(due) if due else "",
        late=late is not None,
        revision=cell.revision if cell else 0,
        unsourced=is_unsourced(row, sheet),
        acceptable=cell is not None and _is_acceptable(cell, here.staff),
        ticked=ticked.get(row.node.code) == (cell.revision if cell else 0),
        address=line.address,
    )


def _is_acceptable(cell: Cell, staff: Staff) -> bool:
    """Whether this person may accept an answer that waits for it: not their own, nor their unit's."""
    own = cell.entered_by == staff.user.id or cell.unit in staff.unit_ids
    return cell.decided and cell.work == Answer.Work.FILLED and not own


def _value(cell: Cell | None, sheet: Worksheet) -> str:
    if cell is None or not cell.decided or cell.value is None:
        return EN_DASH
    return rail.value_words(sheet.instrument, cell.value)


def _owner(cell: Cell | None) -> str:
    if cell is None:
        return ""
    return ", ".join(filter(None, (cell.person_name, cell.unit_name)))


def _takers(
    request: HttpRequest, here: Opened
) -> list[tuple[str, str, takers.Listed[Unit] | takers.Listed[User]]]:
    """The two fields of an assignment: name, label, and what is offered in each."""
    return [
        ("kantor", _("Kantor"), takers.listed(takers.offices(here), request.GET, "kantor")),
        ("orang", _("Orang"), takers.listed(takers.people(here), request.GET, "orang")),
    ]


@takes_forms()
@in_one_language
def verify_many(request: HttpRequest, slug: str, evaluation: UUID, code: str) -> HttpResponse:
    """`…/<stage>/verifikasi/`: accept the chosen answers, each at the revision that the table showed."""
    here = open_place(request, slug, evaluation, code)
    chosen = _chosen(request.POST)
    try:
        count = verify(here.staff.user, here.stage, chosen)
        if count:
            messages.success(request, _("%(count)s indikator diterima.") % {"count": count})
        else:
            messages.info(request, _("Sudah Anda terima sebelumnya; tidak ada yang berubah."))
    except (EvaluationError, RefusedError) as error:
        messages.error(request, _said(error))
        return _back_with_ticks(request, here)
    return HttpResponseRedirect(f"{stage_address(here)}{rail.query_of(request)}")


def _back_with_ticks(request: HttpRequest, here: Opened) -> HttpResponse:
    """To the table with its filter, where what was chosen and refused is still ticked, unless it changed, and what was
    filled in beside it still stands."""
    ticked = [f"{code}:{revision}" for code, revision in _chosen(request.POST).items()]
    filled = {name: posted(request.POST, name)[:LONGEST_SEARCH] for name in takers.FIELDS}
    query = {"saring": rail.chosen_in(request) or (), "pilih": ticked}
    query |= {name: text for name, text in filled.items() if text}
    return HttpResponseRedirect(f"{stage_address(here)}?{urlencode(query, doseq=True)}")


def _chosen(sent: QueryDict) -> dict[str, int]:
    """The ticked answers, `code:revision` each; what is not of that shape is left out."""
    found = {}
    for ticked in sent.getlist("pilih"):
        code, _colon, revision = ticked.replace("\x00", "").partition(":")
        if revision.isascii() and revision.isdigit() and len(revision) < 10 and len(code) <= _LONGEST_CODE:
            found[code] = int(revision)
    return found


def _said(error: Exception) -> str:
    return (
        _("Peran Anda tidak melakukan ini.") if isinstance(error, RefusedError) else as_sentence(str(error))
    )


@takes_forms()
@in_one_language
def assign_many(request: HttpRequest, slug: str, evaluation: UUID, code: str) -> HttpResponse:
    """`…/<stage>/tugas/`: give the chosen indicators to a unit, a person, or both, until a day; nobody: take back."""
    here = open_place(request, slug, evaluation, code)
    chosen = _chosen(request.POST)
    try:
        unit, person = _taken(request, here)
        due = posted_day(request.POST, "tenggat")
        if not chosen:
            raise EvaluationError(_("Pilih dahulu indikatornya."))
        count = assign(here.staff.user, here.stage, list(chosen), unit=unit, person=person, due=due)
        given = unit or person
        said = _("%(count)s indikator ditugaskan.") if given else _("Penugasan %(count)s indikator dilepas.")
        messages.success(request, said % {"count": count})
    except (EvaluationError, RefusedError) as error:
        messages.error(request, _said(error))
        return _back_with_ticks(request, here)
    return HttpResponseRedirect(f"{stage_address(here)}{rail.query_of(request)}")


def _taken(request: HttpRequest, here: Opened) -> tuple[Unit | None, User | None]:
    """Whom the form names. Nobody is looked for on behalf of those whom the act refuses: what is found would tell
    them who is there."""
    if not here.may("assign"):
        return None, None
    office = takers.taken(takers.offices(here), request.POST, "kantor")
    return office, takers.taken(takers.people(here), request.POST, "orang")
