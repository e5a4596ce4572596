"""The list of indicators beside the form: grouped as the instrument does, filtered, with the state of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from functools import lru_cache

from django.http import HttpRequest
from django.utils import timezone

from sasando.evaluations.access import SELF, today
from sasando.evaluations.cells import Cell
from sasando.evaluations.lateness import late_since
from sasando.evaluations.models import Answer, Evaluation, Stage
from sasando.evaluations.queries import Row, Worksheet
from sasando.evaluations.screens.stage_words import WorkMark, work_mark
from sasando.organizations.queries import Staff
from sasando.scoring import model
from sasando.ui.numbers import EN_DASH, shown
from sasando.ui.words import text as _

ALL, EMPTY, MINE, RETURNED = "", "kosong", "saya", "dikembalikan"
UNVERIFIED, LATE, RECENT, DIFFERS, CRITERION = "verifikasi", "telat", "baru", "berubah", "kriteria"
_NAMED = (EMPTY, MINE, RETURNED, UNVERIFIED, LATE, RECENT, DIFFERS, CRITERION)
LATELY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Line:
    number: str
    name: str
    value: str
    mark: WorkMark
    current: bool
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """One aspect with its lines; `done` of `count` have a value; open where the shown indicator lies in it."""

    name: str
    done: int
    count: int
    open: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter: its word, how many rows it leaves, the value of `saring`."""

    label: str
    count: int
    value: str
    current: bool


def matches(row: Row, sheet: Worksheet, staff: Staff, chosen: str) -> bool:
    """Whether a row passes a filter."""
    cell = row.cells.get(sheet.stage.ordinal)
    if chosen == EMPTY:
        return row.counting is None
    if chosen == MINE:
        return cell is not None and is_mine(cell, staff)
    if chosen == RETURNED:
        return cell is not None and cell.work == Answer.Work.RETURNED
    if chosen == UNVERIFIED:
        return cell is not None and cell.work == Answer.Work.FILLED and is_verified_here(sheet.stage)
    if chosen == LATE:
        return cell is not None and late_since(cell, sheet.stage, today(sheet.stage)) is not None
    if chosen == RECENT:
        return changed_since(cell, timezone.now() - LATELY)
    if chosen == DIFFERS:
        return differs_from_before(row, sheet.stage.ordinal)
    if chosen == CRITERION:
        return cell is not None and cell.criterion_changed
    return True


def chosen_in(request: HttpRequest) -> str:
    """The filter that was chosen; `ALL` where none is, or none of that name."""
    chosen = request.GET.get("saring", "")
    return chosen if chosen in _NAMED else ALL


def query_of(request: HttpRequest) -> str:
    """The filter that was chosen, as it stands at the end of an address; "" where none is."""
    chosen = chosen_in(request)
    return f"?saring={chosen}" if chosen else ""


def is_verified_here(stage: Stage) -> bool:
    """Whether the answers of an open stage are to be verified: an official self-assessment's are."""
    official = stage.evaluation.kind == Evaluation.Kind.OFFICIAL
    return official and stage.code == SELF and stage.state == Stage.State.OPEN


def is_mine(cell: Cell, staff: Staff) -> bool:
    """Whether an answer waits for this person: by name, by their unit, or returned to them as its author."""
    back = cell.work == Answer.Work.RETURNED and cell.person is None and cell.entered_by == staff.user.id
    return cell.person == staff.user.id or cell.unit in staff.unit_ids or back


def changed_since(cell: Cell | None, moment: datetime) -> bool:
    """Whether an answer was decided, withdrawn or drafted anew since a moment."""
    return cell is not None and any(at is not None and at >= moment for at in (cell.at, cell.drafted_at))


def differs_from_before(row: Row, ordinal: int) -> bool:
    """Whether this stage decided another value than the latest stage before it that has one."""
    earlier = [held for place, held in sorted(row.cells.items()) if place < ordinal and held.decided]
    cell = row.cells.get(ordinal)
    return bool(earlier) and cell is not None and cell.decided and cell.value != earlier[-1].value


def chips(rows: Sequence[Row], sheet: Worksheet, staff: Staff, chosen: str) -> list[Chip]:
    """The filters with their counts; what is never met in this stage is left out."""
    words = {
        ALL: _("Semua"),
        MINE: _("Milik saya"),
        EMPTY: _("Kosong"),
        RETURNED: _("Dikembalikan"),
        UNVERIFIED: _("Menunggu verifikasi"),
        LATE: _("Lewat tenggat"),
        RECENT: _("Berubah sepekan ini"),
        DIFFERS: _("Beda dari tahap sebelumnya"),
        CRITERION: _("Kriteria berubah"),
    }
    found = [
        Chip(word, sum(matches(row, sheet, staff, value) for row in rows), value, value == chosen)
        for value, word in words.items()
    ]
    always = (ALL, MINE, EMPTY)
    return [chip for chip in found if chip.count or chip.current or chip.value in always]


def groups(rows: Iterable[Row], sheet: Worksheet, base: str, query: str, current: str) -> list[Group]:
    """The rows by the aspect they lie in, in the instrument's order. `base` is the stage's address."""
    parents = _aspects(sheet.instrument)
    made: dict[str, list[Row]] = {}
    for row in rows:
        made.setdefault(parents[row.node.code], []).append(row)
    return [
        Group(
            name=name,
            done=sum(row.counting is not None for row in held),
            count=len(held),
            open=any(row.node.number == current for row in held) or len(made) == 1,
            lines=tuple(_line(row, sheet, base, query, current) for row in held),
        )
        for name, held in made.items()
    ]


def _line(row: Row, sheet: Worksheet, base: str, query: str, current: str) -> Line:
    cell = row.cells.get(sheet.stage.ordinal)
    value = row.counting.value if row.counting else None
    return Line(
        number=row.node.number,
        name=row.node.short_name or row.node.name,
        value=EN_DASH if value is None else value_words(sheet.instrument, value),
        mark=work_mark(cell.work if cell else Answer.Work.EMPTY, kept=row.counting is not None),
        current=row.node.number == current,
        address=f"{base}isian/{row.node.number}/{query}",
    )


def value_words(instrument: model.Instrument, value: Fraction) -> str:
    """A value as it is shown: a level as a whole number, a decimal with two places."""
    return str(value.numerator) if _whole(instrument) else shown(value)


def _whole(instrument: model.Instrument) -> bool:
    return instrument.value_kind is model.ValueKind.INTEGER


@lru_cache(maxsize=32)
def _aspects(instrument: model.Instrument) -> dict[str, str]:
    """The name of the node right above each rated indicator (above its indicator, for an item)."""
    found: dict[str, str] = {}

    def walk(node: model.Node, above: str) -> None:
        if not node.children:
            found[node.code] = above
        for child in node.children:
            walk(child, above if node.kind == "indicator" else node.name)

    walk(instrument.root, instrument.root.name)
    return found
