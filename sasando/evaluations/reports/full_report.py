"""The whole report of a stage: DOCX from a template, PDF of the same content; and its summary of two pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sasando.evaluations.reports.docx_files import filled, ours, safe
from sasando.evaluations.reports.facts import Facts
from sasando.evaluations.reports.kinds import Making
from sasando.evaluations.reports.pictures import waterfall_figure
from sasando.evaluations.reports.wording import level_text, points_text, values
from sasando.ui.documents.paper import pdf, png
from sasando.ui.documents.paper_figures import waterfall_data
from sasando.ui.numbers import day

_FORMS = Path(__file__).parent / "forms"
REPORT = "laporan"
_PIXELS_A_POINT = 2.5
_LONGEST_NOTE = 400


def report_docx(facts: Facts, making: Making) -> bytes:
    """The report as DOCX, with the explanation of the index as a picture."""
    picture = png(_FORMS / "grafik.typ", drawn(facts), _PIXELS_A_POINT)
    return filled(making.template or ours(REPORT), values(facts, making), {"grafik": picture})


def report_pdf(facts: Facts, making: Making) -> bytes:
    """The report as PDF."""
    return pdf(_FORMS / "laporan.typ", {**safe(values(facts, making)), **drawn(facts)}, making.at)


def summary_pdf(facts: Facts, making: Making) -> bytes:
    """The summary: two pages of A4, whatever there is to say."""
    rooms = [
        {
            "nomor": one.number,
            "nama": one.name,
            "langkah": f"{level_text(facts, one.before)} → {level_text(facts, one.after)}",
            "andil": points_text(one.points),
        }
        for one in facts.rooms
    ]
    notes = [_shortened_note(note) for note in values(facts, making)["catatan"]]
    data = {**values(facts, making), "catatan": notes, "ruang": rooms, "tanggal_berikut": _coming(facts)}
    return pdf(_FORMS / "ringkasan.typ", {**safe(data), **drawn(facts)}, making.at)


def _shortened_note(note: dict[str, str]) -> dict[str, str]:
    """A note of an aspect as a summary has room for."""
    return {
        name: text if len(text) <= _LONGEST_NOTE else f"{text[: _LONGEST_NOTE - 1].rstrip()}…"
        for name, text in note.items()
    }


def _coming(facts: Facts) -> str:
    coming = facts.coming
    return f"{day(coming.day)} (sisa {coming.days} hari): {coming.what}" if coming else "belum dijadwalkan"


def drawn(facts: Facts) -> dict[str, Any]:
    """The explanation of the index as the templates draw it."""
    found: dict[str, Any] = safe({"chart": waterfall_data(waterfall_figure(facts))})
    return found
