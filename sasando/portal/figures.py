"""Published figures as they are kept, in whole ten-thousandths, as pages print them: no fraction on the way."""

from __future__ import annotations

from fractions import Fraction

from sasando.kernel.fields import STEPS
from sasando.ui.numbers import EN_DASH, MINUS, shown, signed
from sasando.ui.words import tongue

NO_VALUE = EN_DASH
_HUNDREDTH = STEPS // 100


def figure(value: int | None) -> str:
    """`2,48`; a dash where there is none."""
    if value is None:
        return NO_VALUE
    hundredths, rest = divmod(value, _HUNDREDTH)
    if rest or value < 0:
        return shown(Fraction(value, STEPS))
    whole, part = divmod(hundredths, 100)
    return f"{whole}{tongue().decimal_mark}{part:02d}"


def steps(value: Fraction) -> int:
    """A published figure in ten-thousandths, which it is a whole number of."""
    numerator, denominator = value.as_integer_ratio()
    return numerator * STEPS // denominator


def change(value: int | None) -> str:
    """`+0,57`, `−0,26`, `0,00`; a dash where there is none."""
    if value is None or value % _HUNDREDTH:
        return NO_VALUE if value is None else signed(Fraction(value, STEPS))
    sign = "+" if value > 0 else MINUS if value < 0 else ""
    return sign + figure(abs(value))
