"""Texts and values as cells hold them, the same way at writing and at comparing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext_noop as _

from sasando.evaluations.cells import Cell
from sasando.evaluations.models import Judgement
from sasando.kernel.canonical import sha256
from sasando.scoring.numbers import fraction_text, half_up

NOT_APPLICABLE = "tidak berlaku"
MOST_PLACES = 4  # a value with more decimals is written as a fraction
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")  # no XML holds them
_CARRIAGE = re.compile(r"_x000[dD]_\n?|\r\n?")  # how Excel, and old files, write the end of a line


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a row of a workbook may change. `label` is marked for translation; `long`: it may run over lines."""

    name: str
    label: str
    long: bool = False


VALUE = Field("value", _("Nilai"))
ITEM = Field("item", _("Layanan yang dinilai"))
FACT = Field("fact", _("Fakta"), long=True)
ANALYSIS = Field("analysis", _("Analisis"), long=True)
JUSTIFICATION = Field("justification", _("Justifikasi"), long=True)
SOURCE_AGENCY = Field("source_agency", _("Instansi sumber nilai"))
SOURCE_DATE = Field("source_date", _("Tanggal sumber"))
SOURCE_DOCUMENT = Field("source_document", _("Dokumen sumber, halaman"))
FIELDS = (VALUE, ITEM, SOURCE_AGENCY, SOURCE_DATE, SOURCE_DOCUMENT, FACT, ANALYSIS, JUSTIFICATION)


def cell_text(text: str) -> str:
    """A text as a cell can hold it: lines end in one way, nothing XML refuses, no blanks at its end."""
    return _FORBIDDEN.sub("", _CARRIAGE.sub("\n", text)).rstrip()


def mark_of(text: str) -> str:
    """What tells one text of a cell from another: 24 digits of its digest, "" for none."""
    return sha256(text)[:24] if text else ""


def day_text(day: date | None) -> str:
    """A day as a cell holds it: 2025-08-17."""
    return day.isoformat() if day else ""


def standing(cell: Cell) -> dict[str, str]:
    """What an answer holds now, by the name of the field, as the cells of a workbook show it.

    The explanation is the draft where there is one, as on the page where it is written.
    """
    fact, analysis = (cell.draft_fact, cell.draft_analysis) if cell.has_draft else (cell.fact, cell.analysis)
    return {
        "item": cell_text(cell.item),
        "value": value_text(cell),
        "source_agency": cell_text(cell.source_agency),
        "source_date": day_text(cell.source_date),
        "source_document": cell_text(cell.source_document),
        "fact": cell_text(fact),
        "analysis": cell_text(analysis),
        "justification": cell_text(cell.justification),
    }


def value_text(cell: Cell) -> str:
    """The value of an answer as a cell shows it; "" without one."""
    if cell.outcome == Judgement.Outcome.NOT_APPLICABLE:
        return NOT_APPLICABLE
    return "" if cell.value is None else number_text(cell.value)


def number_text(value: Fraction) -> str:
    """An exact number as people write it here.

    >>> number_text(Fraction(3)), number_text(Fraction(117, 100)), number_text(Fraction(7, 6))
    ('3', '1,17', '7/6')
    """
    for places in range(MOST_PLACES + 1):
        if (value * 10**places).denominator == 1:
            return half_up(value, places).replace(".", ",")
    return fraction_text(value)
