"""Numbers as they are shown: Indonesian `2,48`, English `2.48`; true minus, en dash."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import get_language

from sasando.scoring.numbers import half_up

MINUS = "−"
EN_DASH = "–"


def shown(value: Fraction | int, places: int = 2) -> str:
    """Two decimals, half up, with the decimal mark of the page's language."""
    text = half_up(value, places)
    if text.startswith("-"):
        text = MINUS + text[1:]
    return text if get_language() == "en" else text.replace(".", ",")


def signed(value: Fraction | int, places: int = 2) -> str:
    """As `shown`, with a plus before a gain."""
    text = shown(value, places)
    return text if value < 0 else f"+{text}"


def span(low: str, high: str) -> str:
    """A range: `2,20–2,68`; one figure where both ends are the same."""
    return low if low == high else f"{low}{EN_DASH}{high}"


def exact_decimal(value: Fraction, longest: int = 6) -> str:
    """A value with all its decimals where they end within `longest`, else as a fraction: `2,4835`, `7/6`."""
    for places in range(2, longest + 1):
        if (value * 10**places).denominator == 1:
            return shown(value, places)
    return f"{value.numerator}/{value.denominator}"
