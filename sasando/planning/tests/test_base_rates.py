"""How many comparable agencies gained as much: the rule, and the figures of the two national tables."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from sasando.planning.base_rates import NEAR, WIDER, Observation, base_rate, verdict

PUBLISHED = Path(__file__).resolve().parents[3] / "data" / "published"


def seen(key: str, start: str, end: str, outside_scale: bool = False) -> Observation:
    return Observation(key, key, Fraction(start), Fraction(end), outside_scale)


@pytest.fixture(scope="module")
def regencies() -> list[Observation]:
    """Every kabupaten of both tables; Banyuasin 2023 is outside the scale."""
    tables = []
    for year in (2023, 2024):
        with (PUBLISHED / f"spbe-results-{year}.csv").open(encoding="utf-8", newline="") as file:
            tables.append({line["agency"]: Fraction(line["index"]) for line in csv.DictReader(file)})
    first, second = tables
    return [
        Observation(name, name, first[name], second[name], name == "Pemerintah Kab. Banyuasin")
        for name in first
        if name.startswith("Pemerintah Kab.") and name in second
    ]


def test_one_of_115_comparable_regencies_gained_what_kupang_needs(regencies: list[Observation]) -> None:
    rate = base_rate(regencies, Fraction("2.48"), Fraction("1.38"))
    assert (rate.band, len(rate.comparable), len(rate.reached)) == (NEAR, 115, 1)
    assert rate.reached[0].name == "Pemerintah Kab. Pasuruan"
    assert verdict(rate) == "rare"


def test_26_of_115_gained_enough_for_3_00(regencies: list[Observation]) -> None:
    rate = base_rate(regencies, Fraction("2.48"), Fraction("0.52"))
    assert len(rate.reached) == 26
    assert verdict(rate) == "rare"


def test_no_regency_ever_gained_2_01_and_banyuasin_is_named_and_left_out(
    regencies: list[Observation],
) -> None:
    rate = base_rate(regencies, Fraction("1.85"), Fraction("2.01"))
    assert verdict(rate) == "unseen"
    assert rate.best_of_kind is not None
    assert rate.best_of_kind.gain == Fraction("1.41")
    assert [one.name for one in rate.left_out] == ["Pemerintah Kab. Banyuasin"]


def test_starts_widen_until_twenty_are_comparable() -> None:
    near = [seen(f"n{number}", "2.00", "2.10") for number in range(19)]
    wide = [seen("w", "2.50", "2.60")]
    far = [seen("f", "4.00", "4.10")]
    assert base_rate([*near, seen("edge", "2.25", "2.3")], Fraction(2), Fraction(1)).band == NEAR
    assert base_rate([*near, *wide], Fraction(2), Fraction(1)).band == WIDER
    assert base_rate([*near, *far], Fraction(2), Fraction(1)).band is None


@pytest.mark.parametrize(
    ("reached", "said"), [(0, "unseen"), (1, "rare"), (4, "rare"), (5, "likely"), (20, "likely")]
)
def test_a_quarter_is_likely_one_is_rare_none_is_unseen(reached: int, said: str) -> None:
    rows = [seen(f"a{number}", "2.00", "2.50" if number < reached else "2.10") for number in range(20)]
    assert verdict(base_rate(rows, Fraction(2), Fraction("0.5"))) == said


def test_nobody_to_compare_with_is_unseen() -> None:
    rate = base_rate([], Fraction(2), Fraction("0.5"))
    assert (rate.median, rate.best, verdict(rate)) == (None, None, "unseen")


def test_outside_the_scale_never_counts_even_where_it_starts_near() -> None:
    rows = [seen(f"a{number}", "2.00", "2.10") for number in range(20)]
    rate = base_rate([*rows, seen("out", "2.00", "4.00", outside_scale=True)], Fraction(2), Fraction(1))
    assert (len(rate.comparable), len(rate.reached)) == (20, 0)
