"""Documents are coloured as the pages are."""

from __future__ import annotations

import re
from pathlib import Path

import sasando
from sasando.ui.documents import palette

STYLE = Path(sasando.__file__).parent / "ui" / "static" / "ui" / "sasando.css"


def test_every_colour_is_the_light_value_of_the_role_it_is_named_after() -> None:
    light = STYLE.read_text(encoding="utf-8").split("@media", 1)[0]
    roles = dict(re.findall(r"--([a-z0-9-]+): #([0-9a-f]{3,6});", light))
    held = {name: value for name, value in vars(palette).items() if name.isupper() and isinstance(value, str)}
    expected = {name: roles[name.lower().replace("_", "-")] for name in held}
    assert held == {name: _six(colour) for name, colour in expected.items()}


def _six(colour: str) -> str:
    return colour if len(colour) == 6 else "".join(digit * 2 for digit in colour)
