"""Figures as they are shown, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.utils.translation import override

from sasando.ui.clock import moment
from sasando.ui.numbers import apart, day, exact_decimal, grouped, shown, signed, span


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(248, 100), "2,48"),
        (Fraction(5), "5,00"),
        (Fraction(1795, 1000), "1,80"),
        (Fraction(2675, 1000), "2,68"),
        (Fraction(-59, 100), "−0,59"),
        (Fraction(-1, 1000), "0,00"),
    ],
)
def test_figures_have_two_decimals_half_up_and_a_comma(value: Fraction, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(
    ("value", "other", "found"),
    [
        ("2.48", "1.91", (1, "0,57")),
        ("1.91", "2.48", (-1, "0,57")),
        ("3.12", "3.12", (0, "0,00")),
        ("7/6", "1", (1, "0,17")),
        ("2.005", "2", (1, "0,01")),
    ],
)
def test_how_far_apart_is_told_as_the_difference_is_shown(
    value: str, other: str, found: tuple[int, str]
) -> None:
    one, two = Fraction(value), Fraction(other)
    assert apart(one, two) == found
    assert found[1] == shown(abs(one - two))


def test_moment_names_the_clock_it_is_read_from() -> None:
    at = datetime(2026, 12, 31, 16, 5, tzinfo=UTC)
    assert moment(at, "Asia/Jakarta") == "31 Desember 2026, 23.05 WIB"
    assert moment(at, "Asia/Makassar") == "1 Januari 2027, 00.05 WITA"
    assert moment(at, "Asia/Jayapura") == "1 Januari 2027, 01.05 WIT"
    assert moment(at, "UTC") == "31 Desember 2026, 16.05 UTC"
    with override("en"):
        assert moment(at, "Asia/Makassar") == "1 January 2027, 00:05 WITA"


def test_english_pages_have_a_point() -> None:
    with override("en"):
        assert (shown(Fraction(248, 100)), signed(Fraction(57, 100)), grouped(391539)) == (
            "2.48",
            "+0.57",
            "391,539",
        )


def test_gains_carry_a_plus_losses_a_true_minus_and_nothing_neither() -> None:
    assert [signed(Fraction(n, 100)) for n in (57, -59, 0)] == ["+0,57", "−0,59", "0,00"]
    assert signed(Fraction(1, 1000)) == "0,00"


def test_contributions_may_have_three_decimals() -> None:
    assert signed(Fraction(1, 8), 3) == "+0,125"


def test_a_range_has_an_en_dash_and_one_end_where_both_are_the_same() -> None:
    assert (span("2,20", "2,68"), span(9, 10), span("3", "3")) == ("2,20–2,68", "9–10", "3")


def test_an_exact_value_shows_all_its_decimals_or_the_fraction() -> None:
    assert exact_decimal(Fraction(24835, 10000)) == "2,4835"
    assert exact_decimal(Fraction(5, 2)) == "2,50"
    assert exact_decimal(Fraction(7, 6)) == "7/6"


def test_counts_are_set_off_by_thousands() -> None:
    assert (grouped(391539), grouped(-1250), grouped(12)) == ("391.539", "−1.250", "12")


def test_dates_name_the_month() -> None:
    assert day(date(2025, 11, 14)) == "14 November 2025"
    assert day(date(2026, 8, 1)) == "1 Agustus 2026"
    with override("en"):
        assert day(date(2026, 8, 1)) == "1 August 2026"
