"""Sentences that several pages of evaluations say, in the reader's language."""

from __future__ import annotations

from sasando.evaluations.models import Evaluation
from sasando.evaluations.queries import Worksheet
from sasando.instruments.queries import parsed
from sasando.scoring.model import Instrument


def stage_line(sheet: Worksheet) -> str:
    """What a page is about: "SPBE 2025 · Simulasi · Penilaian Mandiri"."""
    return f"{_line(sheet.evaluation, sheet.instrument)} · {sheet.stage.name}"


def evaluation_line(evaluation: Evaluation) -> str:
    """An evaluation, read with its instrument, by name: "SPBE 2025 · Simulasi"."""
    return _line(evaluation, parsed(evaluation.instrument.digest))


def _line(evaluation: Evaluation, instrument: Instrument) -> str:
    parts = (
        f"{instrument.short_name} {evaluation.year}",
        evaluation.label,
        str(evaluation.get_kind_display()),
    )
    return " · ".join(filter(None, parts))
