"""The source of a value on a page: whether it is there, and the publications that are offered for it."""

from __future__ import annotations

from sasando.evaluations.models import Stage
from sasando.evaluations.queries import Row, Worksheet
from sasando.evaluations.unsourced import lacks_source
from sasando.results.models import Publication
from sasando.results.queries import publications_of
from sasando.ui.words import text as _


def sources_for(stage: Stage, row: Row) -> list[tuple[str, str]]:
    """Id and name of those that print the result, and of the one that the value stands on. One query."""
    cell = row.cells.get(stage.ordinal)
    held = {cell.publication} if cell and cell.publication else set()
    evaluation = stage.evaluation
    found = publications_of(evaluation.agency, evaluation.instrument_key, evaluation.year, held)
    return [(str(one.id), _named(one)) for one in found]


def is_unsourced(row: Row, sheet: Worksheet) -> bool:
    """Whether a value that was entered in this stage lacks a part of its source."""
    cell = row.cells.get(sheet.stage.ordinal)
    if cell is None or cell.value is None:
        return False
    return lacks_source(sheet.instrument, row.node, sheet.stage, cell.sourced)


def _named(publication: Publication) -> str:
    name = f"{publication.title}, {publication.authority}"
    return name if publication.current else _("%(name)s (sudah diganti)") % {"name": name}
