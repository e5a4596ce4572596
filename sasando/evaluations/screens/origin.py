"""Where the draft of an indicator comes from, where it began as a text of an earlier evaluation."""

from __future__ import annotations

from sasando.evaluations.copying.models import TakenText
from sasando.evaluations.screens.stage_words import evaluation_name
from sasando.instruments.queries import parsed
from sasando.ui.words import text as _


def taken_from(taken: TakenText) -> str:
    """Where a draft was taken from: "Dari tulisan SPBE 2024, indikator 3"."""
    instrument = parsed(taken.source.instrument.digest)
    said = {"source": evaluation_name(taken.source, instrument.short_name), "number": taken.origin.number}
    return _("Dari tulisan %(source)s, indikator %(number)s") % said
