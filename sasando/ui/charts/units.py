"""The units of charts: drawn for texts of 16 px, written in em, so that rows grow with the reader's text."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from sasando.ui.markup import escape

TEXT = 13  # px: what 1em is in a chart whose reader did not change the size


@lru_cache(maxsize=4096)
def em(px: float, size: int = TEXT) -> str:
    """A length of the drawing for an element whose text is `size` px high.

    >>> em(13), em(26, 12), em(0)
    ('1em', '2.17em', '0')
    """
    return f"{round(px / size, 2):g}em" if px else "0"


@lru_cache(maxsize=4096)
def across(share: float) -> str:
    """A place of the drawing from the left, or a width: in % of the whole.

    >>> across(40.75), across(24.0)
    ('40.75%', '24%')
    """
    return f"{share:g}%"


def plain(value: Fraction) -> float:
    """Where a value is drawn, as `float(value)`, which asks a good deal more on the way."""
    numerator, denominator = value.as_integer_ratio()
    return numerator / denominator


def svg_open(identifier: str, title: str, description: str, height: float) -> str:
    """The start of a chart with its name and description; close it with `</svg>`."""
    name = escape(identifier)
    return (
        f'<svg height="{em(height)}" role="img" aria-labelledby="{name}t {name}d"><title id="{name}t">{escape(title)}'
        f'</title><desc id="{name}d">{escape(description)}</desc>'
    )
