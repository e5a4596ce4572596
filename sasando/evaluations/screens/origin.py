"""Where the draft of an indicator comes from, where it began as a text of an earlier evaluation."""

from __future__ import annotations

from collections.abc import Sequence

from sasando.evaluations.access import SELF
from sasando.evaluations.copying.models import TakenText
from sasando.evaluations.copying.taken import taken_text
from sasando.evaluations.models import Stage
from sasando.evaluations.queries import Row
from sasando.evaluations.screens.stage_words import evaluation_name
from sasando.instruments.queries import parsed
from sasando.ui.words import text as _


def taken_of(row: Row, inner: Sequence[Stage]) -> TakenText | None:
    """Where the draft in *mandiri* was taken from, for those who read how that stage came about. One query."""
    cell = row.cells.get(1)
    if cell is None or not any(stage.code == SELF for stage in inner):
        return None
    return taken_text(cell.id)


def taken_from(taken: TakenText) -> str:
    """Where a draft was taken from: "Dari tulisan SPBE 2024, indikator 3"."""
    instrument = parsed(taken.source.instrument.digest)
    said = {"source": evaluation_name(taken.source, instrument.short_name), "number": taken.origin.number}
    return _("Dari tulisan %(source)s, indikator %(number)s") % said
