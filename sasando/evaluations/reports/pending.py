"""What is late, what waits for whom, and the next day that matters: read off a worksheet, without a query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from sasando.evaluations.access import SELF
from sasando.evaluations.cells import Cell
from sasando.evaluations.lateness import is_to_do, late_since
from sasando.evaluations.models import Answer, Evaluation, Seal, Stage
from sasando.evaluations.queries import Worksheet
from sasando.evaluations.reports.facts import Coming, Late, SealLine, Waiting
from sasando.evaluations.unsourced import asks_sources, unsourced

NOBODY = "Belum ditugaskan"


def _cells(sheet: Worksheet) -> list[tuple[str, Cell]]:
    """The answers of the stage that is shown, with their numbers."""
    found = [(row.node.number, row.cells.get(sheet.stage.ordinal)) for row in sheet.rows]
    return [(number, cell) for number, cell in found if cell is not None]


def late(sheet: Worksheet, today: date) -> tuple[Late, ...]:
    """Answers not done though their day (else the stage's) has passed, by unit; the most first."""
    return _by_owner(sheet, lambda cell: late_since(cell, sheet.stage, today))


def soon(sheet: Worksheet, today: date, last: date) -> tuple[Late, ...]:
    """Answers still to do whose day (else the stage's) lies between today and the last day, likewise."""

    def due(cell: Cell) -> date | None:
        day = cell.due or sheet.stage.due
        near = day is not None and today <= day <= last and is_to_do(cell)
        return day if near and sheet.stage.state == Stage.State.OPEN else None

    return _by_owner(sheet, due)


def _by_owner(sheet: Worksheet, day_of: Callable[[Cell], date | None]) -> tuple[Late, ...]:
    """The answers that have a day, by the unit or person they are asked of."""
    by_owner: dict[tuple[str, bool], list[tuple[str, date]]] = {}
    for number, cell in _cells(sheet):
        day = day_of(cell)
        if day is not None:
            whose = (cell.unit_name or cell.person_name or NOBODY, bool(cell.unit_name))
            by_owner.setdefault(whose, []).append((number, day))
    found = [
        Late(*whose, tuple(number for number, _day in held), min(day for _number, day in held))
        for whose, held in by_owner.items()
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.numbers), one.since, one.unit)))


def waiting(sheet: Worksheet) -> tuple[Waiting, ...]:
    """What keeps an open stage from being sealed, and whose turn it is; a last line where nothing does.

    Of a sealed one: that the next stage of its track waits to be opened.
    """
    stage = sheet.stage
    if stage.state == Stage.State.SEALED:
        return _next_to_open(sheet)
    if stage.state != Stage.State.OPEN:
        return ()
    cells = _cells(sheet)
    own = stage.code == SELF
    filler = "pelaksana entri data" if own else "penilai tahap ini"
    found = [
        Waiting("dikembalikan, menunggu perbaikan", filler, _numbers(cells, Answer.Work.RETURNED)),
        Waiting("belum bernilai", filler, sheet.score.missing),
        Waiting(
            "penjelasan ditulis, belum disimpan sebagai isian",
            filler,
            tuple(number for number, cell in cells if cell.has_draft and cell.work != Answer.Work.RETURNED),
        ),
    ]
    if own and sheet.evaluation.kind == Evaluation.Kind.OFFICIAL:
        bare = tuple(number for number, cell in cells if cell.value is not None and not cell.fact)
        found.append(Waiting("bernilai tanpa penjelasan", filler, bare))
    if asks_sources(stage):
        found += _unsourced(sheet, filler)
    if own:
        unverified = _numbers(cells, Answer.Work.FILLED)
        found.append(Waiting("menunggu verifikasi", "asesor internal", unverified))
    found = [one for one in found if one.numbers]
    if not found:
        whose = "penanggung jawab" if own else "koordinator"
        found = [Waiting("lengkap, siap dikirim" if own else "lengkap, siap disegel", whose, ())]
    return tuple(found)


def _unsourced(sheet: Worksheet, filler: str) -> list[Waiting]:
    held = {
        row.node.code: cell.sourced
        for row in sheet.rows
        if (cell := row.cells.get(sheet.stage.ordinal)) and cell.value is not None
    }
    bare = unsourced(sheet.instrument, sheet.stage, held)
    return [
        Waiting("bernilai tanpa dokumen sumber", filler, bare.own),
        Waiting("dari indeks luar, sumbernya belum lengkap", filler, bare.outside),
    ]


def _next_to_open(sheet: Worksheet) -> tuple[Waiting, ...]:
    later = [one for one in sheet.stages if one.ordinal > sheet.stage.ordinal]
    if not later or any(one.state != Stage.State.WAITING for one in later):
        return ()
    what = f"{later[0].name} belum dibuka" + (", bila perlu" if later[0].optional else "")
    return (Waiting(what, "koordinator", ()),)


def undisclosed(sheet: Worksheet, seals: Sequence[SealLine], disclosed: Seal | None) -> tuple[Waiting, ...]:
    """A result that is newer than the one that is public: until somebody decides, the public sees the older one.

    Newer is a further seal of the same stage, or that of a later stage, while its stage is sealed.
    """
    if disclosed is None:
        return ()
    sealed = {one.code: one for one in sheet.stages if one.state == Stage.State.SEALED}
    newer = [
        one
        for one in seals
        if one.stage in sealed
        and one.index is not None
        and (sealed[one.stage].ordinal, one.number) > (disclosed.stage.ordinal, disclosed.number)
    ]
    if not newer:
        return ()
    last = max(newer, key=lambda one: (sealed[one.stage].ordinal, one.number))
    public = f"segel {disclosed.number} {disclosed.stage.name}"
    what = f"segel {last.number} {last.stage_name} belum diumumkan, yang terbuka untuk umum masih {public}"
    return (Waiting(what, "koordinator", ()),)


def _numbers(cells: Iterable[tuple[str, Cell]], work: str) -> tuple[str, ...]:
    return tuple(number for number, cell in cells if cell.work == work)


def coming(sheet: Worksheet, today: date) -> Coming | None:
    """The next day: of an answer still to do, or the last day of a stage that is not sealed; None where none is set."""
    found = [
        (stage.due, f"hari terakhir {stage.name}", stage.letter)
        for stage in sheet.stages
        if stage.due is not None and stage.due >= today and stage.state != Stage.State.SEALED
    ]
    if sheet.stage.state == Stage.State.OPEN:
        by_day: dict[date, list[str]] = {}
        for number, cell in _cells(sheet):
            if cell.due is not None and cell.due >= today and is_to_do(cell):
                by_day.setdefault(cell.due, []).append(number)
        found += [(day, f"tenggat isian {len(numbers)} indikator", "") for day, numbers in by_day.items()]
    if not found:
        return None
    day, what, letter = min(found, key=lambda one: one[0])
    return Coming(day, (day - today).days, what, letter)
