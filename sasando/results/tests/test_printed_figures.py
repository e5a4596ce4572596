"""Figures as tables print them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sasando.results.printed_figures import parse_printed


@pytest.mark.parametrize(
    ("text", "value"), [("2.48", Fraction(62, 25)), ("5", Fraction(5)), ("0.3", Fraction(3, 10))]
)
def test_two_decimals_with_a_point_are_read_exactly(text: str, value: Fraction) -> None:
    assert parse_printed(text) == value


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("2,48", "tulis dengan titik: 2.48"),
        ("2.481", "lebih rinci dari 0.01"),
        ("baik", "bukan angka"),
        ("1e5", "bukan angka"),
        ("nan", "bukan angka"),
        ("٢.٤٨", "bukan angka"),
        ("", "bukan angka"),
    ],
)
def test_anything_else_is_refused_with_what_to_write(text: str, remedy: str) -> None:
    with pytest.raises(ValueError, match="tulis") as refused:
        parse_printed(text)
    assert remedy in str(refused.value)
