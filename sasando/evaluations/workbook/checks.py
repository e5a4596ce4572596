"""What may stand in one cell of the entry sheet, and the form in which it is kept."""

from __future__ import annotations

from datetime import date

from sasando.evaluations.entered import day_problem, no_day, read_value, value_problem
from sasando.evaluations.lengths import LONGEST_NAME, LONGEST_SHORT, LONGEST_TEXT, length_problem
from sasando.evaluations.workbook.layout import items_of
from sasando.evaluations.workbook.texts import NOT_APPLICABLE, Field, number_text
from sasando.scoring.model import Instrument, Node
from sasando.ui.words import text as _

_LONGEST = {"item": LONGEST_NAME, "source_agency": LONGEST_NAME, "source_document": LONGEST_SHORT}


def normal(instrument: Instrument, node: Node, field: Field, text: str, today: date) -> tuple[str, str]:
    """A cell as it is kept, and what is wrong with it on this day ("" where nothing is)."""
    if field.name == "value":
        return _value(instrument, node, text)
    if field.name == "source_date":
        return _day(text, today)
    if field.name == "item" and node.kind != "item":
        return text, _("hanya untuk baris layanan yang dipilih (%(numbers)s); kosongkan sel ini") % {
            "numbers": ", ".join(leaf.number for leaf in items_of(instrument))
        }
    return text, length_problem(text, _LONGEST.get(field.name, LONGEST_TEXT))


def _value(instrument: Instrument, node: Node, text: str) -> tuple[str, str]:
    if text.strip().lower() == NOT_APPLICABLE:
        return NOT_APPLICABLE, ""
    try:
        value = read_value(text)
    except ValueError as error:
        return text, str(error)
    return number_text(value), value_problem(instrument, node, value, text)


def _day(text: str, today: date) -> tuple[str, str]:
    try:
        day = date.fromisoformat(text.strip()[:10])
    except ValueError:
        return text, no_day(text)
    return day.isoformat(), day_problem(day, today)
