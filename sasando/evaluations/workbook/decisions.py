"""From cells to what an act takes: decisions where a value stands, drafts where none does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_noop as _

from sasando.evaluations.actions.importing import Drafted
from sasando.evaluations.cells import Cell
from sasando.evaluations.entered import Entered, read_value
from sasando.evaluations.models import Judgement
from sasando.evaluations.queries import Worksheet
from sasando.evaluations.workbook.csv_file import CSV
from sasando.evaluations.workbook.layout import ENTRY
from sasando.evaluations.workbook.merge import Difference
from sasando.evaluations.workbook.texts import NOT_APPLICABLE, standing

REASONS = {
    ENTRY: _("dari buku kerja Excel"),
    CSV: _("dari berkas CSV"),
}  # by what the cells of the file are named after
_TEXTS = frozenset({"fact", "analysis"})


def decisions(
    sheet: Worksheet, chosen: Iterable[Difference], place: str = ENTRY
) -> tuple[list[Entered], list[Drafted]]:
    """What to save, on the revisions of `sheet`."""
    by_node: dict[str, dict[str, str]] = defaultdict(dict)
    for one in chosen:
        by_node[one.node][one.field.name] = one.file
    entered, drafts = [], []
    for node, new in by_node.items():
        cell = sheet.cell(node)
        if cell is None:
            continue
        if _is_decision(cell, new):
            entered.append(_entered(cell, new, REASONS[place]))
        else:
            drafts.append(_drafted(cell, new))
    return entered, drafts


def _is_decision(cell: Cell, new: dict[str, str]) -> bool:
    """Texts beside a value that stands correct it; beside none, or beside a draft, they stay a draft."""
    if new.keys() - _TEXTS:
        return True
    return cell.decided and not cell.has_draft


def _entered(cell: Cell, new: dict[str, str], reason: str) -> Entered:
    held = {**standing(cell), **new}
    none = held["value"] == NOT_APPLICABLE
    day = held["source_date"]
    return Entered(
        node=cell.node,
        expected_revision=cell.revision,
        value=None if none else read_value(held["value"]),
        outcome=Judgement.Outcome.NOT_APPLICABLE if none else Judgement.Outcome.VALUE,
        fact=new.get("fact"),
        analysis=new.get("analysis"),
        justification=new.get("justification"),
        item=new.get("item"),
        reason=reason,
        publication=None if "value" in new else cell.publication,
        source_agency=held["source_agency"],
        source_date=date.fromisoformat(day) if day else None,
        source_document=held["source_document"],
    )


def _drafted(cell: Cell, new: dict[str, str]) -> Drafted:
    held = {**standing(cell), **new}
    return Drafted(cell.node, cell.revision, held["fact"], held["analysis"])
