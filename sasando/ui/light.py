"""The traffic light: place, shape and word before colour, the same for every target. One component."""

from __future__ import annotations

from typing import Literal

from django.utils.safestring import SafeString

from sasando.ui.markup import escape, safe

Colour = Literal["red", "amber", "green"]
_RED = '<rect{on} x="5" y="3" width="20" height="20"/>'
_AMBER = '<path{on} d="M15 30 26 50H4z"/>'
_GREEN = '<circle{on} cx="15" cy="67" r="10"/>'
_MARKS = {  # on the lamp that is lit, so that it is told apart in grey and on paper too
    "red": '<path class="mk" d="m10.5 8.5 9 9m0-9-9 9"/>',
    "amber": '<path class="mk" d="M15 36.5v6M15 45.5v.1"/>',
    "green": '<path class="mk" d="m10.5 67 3 3.5 6-7"/>',
}


def light(colour: Colour, identifier: str, heading: str, sentence: str, fine: str = "") -> SafeString:
    """The light with its heading and sentence; `fine`: a smaller remark below, or ""."""
    lamps = zip(("red", "amber", "green"), (_RED, _AMBER, _GREEN), strict=True)
    drawn = "".join(lamp.replace("{on}", ' class="on"' if name == colour else "") for name, lamp in lamps)
    below = f'<p class="fine muted">{escape(fine)}</p>' if fine else ""
    name = escape(identifier)
    return safe(
        f'<div class="light {colour}" role="group" aria-labelledby="{name}">',
        f'<svg viewBox="0 0 30 80" aria-hidden="true">{drawn}{_MARKS[colour]}</svg>',
        f'<div><h3 id="{name}">{escape(heading)}</h3><p>{escape(sentence)}</p>{below}</div></div>',
    )
