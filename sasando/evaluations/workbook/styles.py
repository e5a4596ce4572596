"""The formats of a workbook that is filled in: what may be written on is white, the rest is quiet and locked."""

from __future__ import annotations

from typing import Any

from sasando.ui.documents import palette

INDONESIAN = "[$-421]"


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        base = {"font_name": "Calibri", "font_size": 11, "font_color": f"#{palette.INK}", "valign": "top"}
        wrapped = {**base, "text_wrap": True}
        lined = {**wrapped, "border": 1, "border_color": f"#{palette.LINE}"}
        quiet = {**lined, "bg_color": f"#{palette.SUNKEN}"}
        self.title = book.add_format({**base, "font_name": "Cambria", "font_size": 16})
        self.line = book.add_format({**base, "font_color": f"#{palette.INK_2}"})
        self.text = book.add_format(wrapped)
        self.strong = book.add_format({**wrapped, "bold": True})
        self.heading = book.add_format({**quiet, "bold": True, "valign": "bottom"})
        self.given = book.add_format(quiet)
        self.number = book.add_format({**quiet, "num_format": "@", "align": "center"})
        self.open_level = book.add_format({**lined, "locked": False, "align": "center", "font_size": 13})
        # "@" keeps what is typed as text: "- butir" is no formula, 7/6 is no day in June
        self.open_text = book.add_format({**lined, "locked": False, "num_format": "@"})
        centred = {**lined, "locked": False, "num_format": "@", "align": "center", "font_size": 13}
        self.open_value = book.add_format(centred)
        self.whole = book.add_format({**quiet, "num_format": "0", "align": "right"})
        self.shown = book.add_format({**quiet, "num_format": f"{INDONESIAN}0.00", "align": "right"})
        self.shown_big = book.add_format(
            {**quiet, "num_format": f"{INDONESIAN}0.00", "align": "left", "bold": True, "font_size": 14}
        )
        self.plain_cell = book.add_format(quiet)


def book_options() -> dict[str, bool]:
    """How texts are written: as texts, whatever they begin with."""
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
