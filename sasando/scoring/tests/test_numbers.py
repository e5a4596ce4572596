"""Numbers as written and as shown."""

from __future__ import annotations

import doctest
from fractions import Fraction

import pytest

from sasando.scoring import numbers
from sasando.scoring.numbers import fraction_text, half_up, parse_exact, round_half_up


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3", Fraction(3)),
        (" 2.50 ", Fraction(5, 2)),
        ("1,26", Fraction(63, 50)),
        ("7/6", Fraction(7, 6)),
        ("20/6", Fraction(10, 3)),
        ("-0.5", Fraction(-1, 2)),
        ("+4", Fraction(4)),
    ],
)
def test_a_number_is_read_exactly_as_it_is_written(written: str, value: Fraction) -> None:
    assert parse_exact(written) == value


@pytest.mark.parametrize(
    "written",
    ["", "x", "1e3", "1.000,5", "1_0", ".5", "2.", "1/0", "1/2/3", "0.5/2", "٣", "nan", "1" * 41, "3 4"],
)
def test_what_is_not_plainly_a_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="not an exact number"):
        parse_exact(written)


def test_a_fraction_is_written_reduced_and_whole_numbers_without_a_denominator() -> None:
    assert [fraction_text(each) for each in (Fraction(26, 20), Fraction(26, 2), Fraction(-7, 6))] == [
        "13/10",
        "13",
        "-7/6",
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(4515, 1000), "4.52"),
        (Fraction(4765, 1000), "4.77"),
        (Fraction(4745, 1000), "4.75"),
        (Fraction(34985, 10000), "3.50"),
        (Fraction(1004999, 1000000), "1.00"),
        (Fraction(5), "5.00"),
        (Fraction(1, 200), "0.01"),
        (Fraction(0), "0.00"),
    ],
)
def test_a_tie_is_shown_rounded_up(value: Fraction, shown: str) -> None:
    assert half_up(value) == shown


def test_a_loss_is_shown_like_the_gain_of_the_same_size_and_zero_has_no_sign() -> None:
    assert half_up(Fraction(-5745, 10000)) == "-" + half_up(Fraction(5745, 10000)) == "-0.57"
    assert half_up(Fraction(-1, 200)) == "-0.01"
    assert half_up(Fraction(-1, 1000)) == "0.00"


def test_other_numbers_of_places_are_shown_too() -> None:
    assert half_up(Fraction(5, 2), 0) == "3"
    assert half_up(Fraction(1, 8), 3) == "0.125"


def test_rounding_to_a_grid_goes_half_up() -> None:
    assert round_half_up(Fraction(76605, 1000), Fraction(1, 100)) == Fraction(7661, 100)


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(numbers).failed == 0
