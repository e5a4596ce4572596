"""Exact numbers as people write them and as they are shown. No float passes through here."""

from __future__ import annotations

import re
from fractions import Fraction

LONGEST = 40  # characters; no weight, level or index is longer, and int() of a huge text costs seconds
_DECIMAL = re.compile(r"([+-]?)(\d+)(?:[.,](\d+))?", re.ASCII)
_RATIO = re.compile(r"([+-]?\d+)/(\d+)", re.ASCII)


def parse_exact(text: str) -> Fraction:
    """The number written as "3", "1.26", "1,26" (Indonesian comma) or "7/6".

    Raises ValueError for everything else; thousands separators and exponents are refused, not guessed.

    >>> parse_exact("1,26")
    Fraction(63, 50)
    """
    written = text.strip()
    if len(written) <= LONGEST:
        if match := _DECIMAL.fullmatch(written):
            sign, whole, places = match[1], match[2], match[3] or ""
            value = Fraction(int(whole + places), 10 ** len(places))
            return -value if sign == "-" else value
        if (match := _RATIO.fullmatch(written)) and int(match[2]):
            return Fraction(int(match[1]), int(match[2]))
    raise ValueError(f"not an exact number: {written[:LONGEST]!r}")


def fraction_text(value: Fraction | int) -> str:
    """The reduced fraction as text, without "/1".

    >>> fraction_text(Fraction(26, 20))
    '13/10'
    """
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def _steps(value: Fraction | int, per_unit: int) -> int:
    """How many steps of 1/per_unit `value` is, rounded half up by magnitude."""
    numerator, denominator = abs(value.numerator) * per_unit, value.denominator
    steps = (2 * numerator + denominator) // (2 * denominator)
    return -steps if value.numerator < 0 else steps


def round_half_up(value: Fraction | int, grid: Fraction) -> Fraction:
    """The multiple of `grid` nearest to `value`; a tie goes away from zero (see `half_up`)."""
    return _steps(Fraction(value) / grid, 1) * grid


def half_up(value: Fraction | int, places: int = 2) -> str:
    """`value` with `places` decimals and a point, ties half up: floor(x·10^places + 1/2) / 10^places.

    That is for x ≥ 0, as the ministry's tables are printed. A negative number (a loss) is the mirror image
    of the gain of the same size, so that a change and its reverse show the same figure; zero has no sign.

    >>> half_up(Fraction(4765, 1000)), half_up(Fraction(-5, 1000)), half_up(Fraction(-1, 1000))
    ('4.77', '-0.01', '0.00')
    """
    steps = _steps(value, 10**places)
    digits = str(abs(steps)).rjust(places + 1, "0")
    shown = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{shown}" if steps < 0 else shown
