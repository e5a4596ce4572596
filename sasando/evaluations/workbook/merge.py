"""What a filled workbook would change, cell by cell: its cells, what it was made from, and what stands now.

A cell that was not touched changes nothing, and an empty one never removes anything. A touched cell whose answer
holds in that place what it held then is a change; one that somebody else changed meanwhile is a conflict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sasando.evaluations.access import today
from sasando.evaluations.actions.judging import TRANSCRIBE, act_of
from sasando.evaluations.cells import Cell
from sasando.evaluations.queries import Worksheet
from sasando.evaluations.visible import rows_seen
from sasando.evaluations.workbook.checks import normal
from sasando.evaluations.workbook.hidden_sheet import Base, Origin
from sasando.evaluations.workbook.layout import ENTRY, Column, letter, place
from sasando.evaluations.workbook.reading import Filled, FilledRow
from sasando.evaluations.workbook.texts import ANALYSIS, FACT, FIELDS, VALUE, Field, mark_of, standing
from sasando.kernel.faults import Fault
from sasando.organizations.queries import Staff
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class Writing:
    """Who wrote what stands, and when."""

    by: UUID
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that would change: what the file holds, and what stands. `at`: "D12".

    `written`: who wrote what stands, None where nobody did. `drafter`: whose newer draft, which the file does not
    know, would become part of the decision.
    """

    node: str
    number: str
    field: Field
    at: str
    file: str
    stored: str
    written: Writing | None = None
    drafter: Writing | None = None

    @property
    def name(self) -> str:
        """Its name in a form."""
        return f"{self.node}.{self.field.name}"


@dataclass(frozen=True, slots=True)
class Merge:
    """Everything an import would do, before it is done.

    `seen`: the revision of every answer it looked at; `place`: what the cells of the file are named after.
    """

    changes: tuple[Difference, ...]
    conflicts: tuple[Difference, ...]
    faults: tuple[Fault, ...]
    seen: dict[str, int]
    place: str = ENTRY

    def chosen(self, picks: Mapping[str, str]) -> list[Difference]:
        """What to save: all changes, and those conflicts for which "file" was picked."""
        return [*self.changes, *(one for one in self.conflicts if picks.get(one.name) == "file")]


@dataclass(slots=True)
class _Work:
    """What one comparison gathers."""

    seen_codes: frozenset[str]
    sheet: Worksheet
    columns: tuple[Column, ...]
    unit: UUID | None
    place: str
    transcribed: bool
    today: date
    changes: list[Difference] = field(default_factory=list)
    conflicts: list[Difference] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)


def origin_problem(origin: Origin, sheet: Worksheet) -> str:
    """Why a workbook does not belong to this stage, in words; "" where it does."""
    said, evaluation = origin.said, sheet.evaluation
    if said["agency"] != evaluation.agency.slug:
        return _("buku kerja ini milik instansi lain (%(agency)s); unggah di halaman instansi itu") % {
            "agency": said["agency"][:60]
        }
    if said["evaluation"] != str(evaluation.id):
        return _("buku kerja ini milik evaluasi lain; unggah di halaman evaluasi itu")
    if said["stage"] != str(sheet.stage.id):
        return _("buku kerja ini milik tahap lain dari evaluasi ini; unggah di halaman tahap itu")
    if said["digest"] != sheet.instrument.digest:
        version = _("%(instrument)s versi %(version)s") % {
            "instrument": said["instrument"][:40],
            "version": said["version"][:20],
        }
        return _(
            "buku kerja ini dibuat untuk %(version)s, sedangkan evaluasi ini sudah pindah "
            "versi; ekspor yang baru"
        ) % {"version": version}
    return ""


def merge(staff: Staff, sheet: Worksheet, columns: tuple[Column, ...], filled: Filled) -> Merge:
    """Compare a file that belongs to this stage with the stage as it is now.

    One or two queries: by which act the person would enter values.
    """
    seen = frozenset(row.node.code for row in rows_seen(staff, sheet))
    transcribed = act_of(staff.user, sheet.stage) == TRANSCRIBE
    work = _Work(seen, sheet, columns, _unit(filled.origin), filled.place, transcribed, today(sheet.stage))
    work.faults.extend(filled.faults)
    for row in filled.rows:
        base = filled.origin.base.get(row.node)
        cell = sheet.cell(row.node)
        if base is None or cell is None:
            work.faults.append(
                Fault(work.place, row.line, _("indikatornya tidak dikenal; ekspor buku kerja yang baru"))
            )
        else:
            _row(work, row, base, cell)
    return Merge(tuple(work.changes), tuple(work.conflicts), tuple(work.faults), work.seen, work.place)


def _unit(origin: Origin) -> UUID | None:
    try:
        return UUID(origin.said["unit"]) if origin.said["unit"] else None
    except ValueError:
        return UUID(int=0)  # no unit has it: a workbook of an unknown unit touches nothing


def _row(work: _Work, row: FilledRow, base: Base, cell: Cell) -> None:
    touched = [
        one
        for one in FIELDS
        if row.cells.get(one.name) and mark_of(row.cells[one.name]) != base.marks[one.name]
    ]
    if not touched:
        return
    number = work.sheet.instrument.by_code[cell.node].number
    if refusal := _refusal(work, cell, number):
        work.faults.append(Fault(work.place, row.line, refusal))
        return
    if base.revision > cell.revision:
        work.faults.append(
            Fault(work.place, row.line, _("revisinya lebih baru dari yang tersimpan; ekspor yang baru"))
        )
        return
    work.seen[cell.node] = cell.revision
    stands = standing(cell)
    drafter = _newer_draft(base, cell, stands, touched)
    for one in touched:
        _cell(work, row, base, cell, one, stands[one.name], None if one in (FACT, ANALYSIS) else drafter)
    _check_whole(work, row, cell, stands)


def _refusal(work: _Work, cell: Cell, number: str) -> str:
    """Why this person, or this workbook, may not change this answer. Says nothing of what stands there."""
    if cell.node not in work.seen_codes:
        return _(
            "indikator %(number)s tidak ditugaskan kepada Anda atau kantor Anda; kosongkan perubahannya"
        ) % {"number": number}
    if work.unit is not None and cell.unit != work.unit:
        return _("indikator %(number)s kini bukan tugas kantor di buku kerja ini; ekspor yang baru") % {
            "number": number
        }
    return ""


def _newer_draft(base: Base, cell: Cell, stands: dict[str, str], touched: list[Field]) -> Writing | None:
    """Who has drafted a text since the export that the file leaves alone: a decision would take it along."""
    moved = any(
        mark_of(stands[one.name]) != base.marks[one.name] for one in (FACT, ANALYSIS) if one not in touched
    )
    return _drafted(cell) if moved and base.revision < cell.revision else None


def _drafted(cell: Cell) -> Writing | None:
    if not cell.has_draft or cell.drafted_by is None or cell.drafted_at is None:
        return None
    return Writing(cell.drafted_by, cell.drafted_by_name, cell.drafted_at)


def _decided(cell: Cell) -> Writing | None:
    if cell.entered_by is None or cell.at is None:
        return None
    return Writing(cell.entered_by, cell.entered_by_name, cell.at)


def _cell(
    work: _Work, row: FilledRow, base: Base, cell: Cell, one: Field, stored: str, drafter: Writing | None
) -> None:
    node = work.sheet.instrument.by_code[cell.node]
    at = f"{letter(place(work.columns, one.name))}{row.line}"
    text, problem = normal(work.sheet.instrument, node, one, row.cells[one.name], work.today)
    if problem:
        work.faults.append(Fault(work.place, at, problem))
    elif text != stored:
        written = _drafted(cell) if cell.has_draft and one.long else _decided(cell)
        found = Difference(cell.node, node.number, one, at, text, stored, written, drafter)
        moved = base.revision < cell.revision and mark_of(stored) != base.marks[one.name]
        (work.conflicts if moved or drafter else work.changes).append(found)


def _check_whole(work: _Work, row: FilledRow, cell: Cell, stands: dict[str, str]) -> None:
    """A source or a justification belongs to a value, and a value that is transcribed has a source."""
    valued = next((one for one in work.changes if one.node == cell.node and one.field is VALUE), None)
    if valued and work.transcribed and not (stands["source_document"] or row.cells.get("source_document")):
        problem = _("nilai yang disalin dari asesor perlu dokumen sumbernya; sebut laporan dan halamannya")
        work.faults.append(Fault(work.place, valued.at, problem))
    alone = [
        one
        for one in work.changes + work.conflicts
        if one.node == cell.node and one.field.name not in ("value", "fact", "analysis")
    ]
    if alone and not stands["value"] and not row.cells.get("value"):
        work.faults.append(
            Fault(
                work.place,
                alone[0].at,
                _("%(field)s tanpa nilai; isi nilainya juga") % {"field": _(alone[0].field.label)},
            )
        )
