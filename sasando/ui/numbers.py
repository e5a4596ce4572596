"""Numbers and dates as they are shown: Indonesian `2,48`, English `2.48`; true minus, en dash, half up."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import lru_cache

from sasando.scoring.numbers import half_up
from sasando.ui.words import tongue

MINUS = "−"
EN_DASH = "–"
_MONTHS = {  # by decimal mark, which tells the languages apart
    ",": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober"),
        *("November", "Desember"),
    ),
    ".": (
        *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
        *("November", "December"),
    ),
}


def shown(value: Fraction | int, places: int = 2) -> str:
    """Two decimals, half up, with the decimal mark of the page's language."""
    numerator, denominator = value.as_integer_ratio()  # one call, where `numerator` and `denominator` are two
    if places == 2 and numerator >= 0:  # nearly every figure of a page
        return _hundredths(numerator, denominator, tongue().decimal_mark)
    text = half_up(value, places).replace(".", tongue().decimal_mark)
    return MINUS + text[1:] if text[0] == "-" else text


@lru_cache(maxsize=4096)
def _hundredths(numerator: int, denominator: int, mark: str) -> str:
    """How a number is written: the same few hundred figures stand on all pages."""
    whole, hundredths = divmod((200 * numerator + denominator) // (2 * denominator), 100)
    return f"{whole}{mark}{hundredths:02d}"


def apart(value: Fraction, other: Fraction) -> tuple[int, str]:
    """How a value stands to another: above it (1), below it (-1) or the same (0); and how far off, as it is shown.

    Whole numbers all the way: the difference of two fractions costs five times as much.
    """
    one, of_one = value.as_integer_ratio()
    two, of_two = other.as_integer_ratio()
    over = one * of_two - two * of_one
    distance = _hundredths(abs(over), of_one * of_two, tongue().decimal_mark)
    return (over > 0) - (over < 0), distance


def signed(value: Fraction | int, places: int = 2) -> str:
    """As `shown`, with a plus before a gain; what is shown as zero has no sign."""
    text = shown(value, places)
    return f"+{text}" if value > 0 and text.strip("0.,") else text


def span(low: str | int, high: str | int) -> str:
    """A range: `2,20–2,68`; one figure where both ends are the same."""
    return str(low) if low == high else f"{low}{EN_DASH}{high}"


def exact_decimal(value: Fraction, longest: int = 6) -> str:
    """A value with all its decimals where they end within `longest`, else as a fraction: `2,4835`, `7/6`."""
    for places in range(2, longest + 1):
        if (value * 10**places).denominator == 1:
            return shown(value, places)
    return f"{value.numerator}/{value.denominator}"


def as_written(value: Fraction) -> str:
    """A value as a person would write it: `3`, `1,26`; a fraction only where no decimal says the same: `7/6`."""
    return str(value.numerator) if value.denominator == 1 else exact_decimal(value)


def retold(written: str) -> str:
    """A decimal that somebody wrote, digit for digit, with the decimal mark of the page: `0.5` is told as `0,5`."""
    mark = tongue().decimal_mark
    return written.replace(",", mark).replace(".", mark)


def grouped(value: int) -> str:
    """A count with its thousands set off: `391.539`, English `391,539`."""
    separator = "." if tongue().decimal_mark == "," else ","
    return f"{value:,}".replace(",", separator).replace("-", MINUS)


def day(when: date) -> str:
    """`14 November 2025`."""
    return f"{when.day} {_MONTHS[tongue().decimal_mark][when.month - 1]} {when.year}"


def short_day(when: date) -> str:
    """`24 Nov`, for lines of a history."""
    return f"{when.day} {_MONTHS[tongue().decimal_mark][when.month - 1][:3]}"
