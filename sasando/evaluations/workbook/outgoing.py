"""What somebody takes along of a stage: the workbook, of the whole or of one unit, or an empty table for CSV."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from sasando.evaluations.models import Evaluation
from sasando.evaluations.queries import Row, Worksheet
from sasando.evaluations.visible import is_contact_only, rows_seen
from sasando.evaluations.workbook.csv_file import template
from sasando.evaluations.workbook.export import Wanted, export
from sasando.organizations.models import Unit
from sasando.organizations.queries import Staff
from sasando.ui.words import speaking

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Taken:
    """A file with its kind, and its name on the reader's disk."""

    content: bytes
    kind: str
    name: str


def workbook_of(staff: Staff, sheet: Worksheet, unit: str = "") -> Taken:
    """The workbook of what a person sees of a stage; `unit`: the id of one that has indicators there, "" for all.

    Raises:
        Http404: no such unit here.
    """
    rows = list(rows_seen(staff, sheet))
    chosen = _unit(staff, sheet, unit)
    if chosen is not None:
        rows = [row for row in rows if _unit_of(row, sheet) == chosen.id]
    whole = chosen is None and not is_contact_only(staff)
    with speaking("id"):
        content = export(Wanted(sheet, rows, whole, chosen, timezone.now()))
    return Taken(content, XLSX_TYPE, f"{_name(staff, sheet, chosen)}.xlsx")


def table_of(staff: Staff, sheet: Worksheet) -> Taken:
    """The empty table of what a person sees of a stage."""
    content = template(sheet, rows_seen(staff, sheet))
    return Taken(content, CSV_TYPE, f"{_name(staff, sheet, None)}.csv")


def _unit_of(row: Row, sheet: Worksheet) -> UUID | None:
    cell = row.cells.get(sheet.stage.ordinal)
    return cell.unit if cell else None


def _unit(staff: Staff, sheet: Worksheet, asked: str) -> Unit | None:
    if not asked:
        return None
    seen = {str(_unit_of(row, sheet)) for row in rows_seen(staff, sheet)} - {"None"}
    if asked not in seen:
        raise Http404(asked)
    return Unit.objects.get(agency=staff.agency, id=asked)


def _name(staff: Staff, sheet: Worksheet, unit: Unit | None) -> str:
    evaluation = sheet.evaluation
    kind = "" if evaluation.kind == Evaluation.Kind.OFFICIAL else evaluation.kind
    measured = (sheet.instrument.short_name, str(evaluation.year), kind, evaluation.label)
    parts = (staff.agency.slug, *measured, sheet.stage.code, unit.code if unit else "")
    return "-".join(_file_part(part) for part in parts if part)


def _file_part(text: str) -> str:
    return "".join(one if one.isascii() and one.isalnum() else "-" for one in text.lower()).strip("-")
