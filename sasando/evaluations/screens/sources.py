"""The publications that the page of an indicator offers as the source of a value."""

from __future__ import annotations

from sasando.evaluations.models import Stage
from sasando.evaluations.queries import Row
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


def _named(publication: Publication) -> str:
    name = f"{publication.title}, {publication.authority}"
    return name if publication.current else _("%(name)s (sudah diganti)") % {"name": name}
