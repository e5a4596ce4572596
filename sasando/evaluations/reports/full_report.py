"""The whole report of a stage: DOCX from a template, PDF of the same content; and its summary of two pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sasando.evaluations.reports.docx_files import filled, ours, safe
from sasando.evaluations.reports.facts import Facts
from sasando.evaluations.reports.kinds import Making
from sasando.evaluations.reports.pictures import waterfall_figure
from sasando.evaluations.reports.wording import values
from sasando.ui.documents.paper import png
from sasando.ui.documents.paper_figures import waterfall_data

_FORMS = Path(__file__).parent / "forms"
REPORT = "laporan"
_PIXELS_A_POINT = 2.5


def report_docx(facts: Facts, making: Making) -> bytes:
    """The report as DOCX, with the explanation of the index as a picture."""
    picture = png(_FORMS / "grafik.typ", drawn(facts), _PIXELS_A_POINT)
    return filled(making.template or ours(REPORT), values(facts, making), {"grafik": picture})


def drawn(facts: Facts) -> dict[str, Any]:
    """The explanation of the index as the templates draw it."""
    found: dict[str, Any] = safe({"chart": waterfall_data(waterfall_figure(facts))})
    return found
