"""Fewest steps to a target and steps made between two years, against counting every climb."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sasando.planning.steps import OutOfScaleError, fewest_steps, steps_made
from sasando.scoring.explanation_printed import ContradictionError
from sasando.scoring.lattice import NoLevelsError
from sasando.scoring.model import Node
from sasando.scoring.printed import Printed
from sasando.scoring.tests.files import shipped
from sasando.scoring.tests.published import row_of
from sasando.scoring.tests.small_instruments import (
    SMALL,
    Profile,
    Row,
    instrument,
    leaf,
    printed,
    rows,
    shown,
)

KUPANG = "Pemerintah Kab. Kupang"
SPBE = shipped("spbe-2020")
CASES = [
    ("own_ranges", ()),
    ("own_ranges", ("D1", "D2", "D3")),
    ("own_ranges", ("D2",)),
    ("nearly_equal_weights", ()),
    ("nearly_equal_weights", ("D2",)),
    ("nearly_equal_weights", ("D1", "D2")),
    ("one_weight_across_aspects", ()),
    ("one_weight_across_aspects", ("D2",)),
]


def as_printed(row: Row) -> Printed:
    return Printed(row[0], dict(row[1]))


@cache
def highest_after(name: str, levels: tuple[int, ...]) -> tuple[Fraction, ...]:
    """The highest printed index after 0, 1, 2 … single-level steps from a profile: every climb is tried."""
    measure = SMALL[name]
    weights = [int(leaf.weight or 0) for leaf in measure.leaves]
    tops = [int(measure.range_of(leaf)[1]) for leaf in measure.leaves]
    best = [0] * (sum(tops) - sum(levels) + 1)
    for ends in product(*(range(level, top + 1) for level, top in zip(levels, tops, strict=True))):
        steps = sum(ends) - sum(levels)
        best[steps] = max(best[steps], sum(map(int.__mul__, weights, ends)))
    return tuple(shown(Fraction(total, sum(weights))) for total in best)


def fewest_counted(name: str, profiles: list[Profile], target: Fraction) -> int:
    return min(
        next(steps for steps, index in enumerate(highest_after(name, tuple(one.values()))) if index >= target)
        for one in profiles
    )


@pytest.mark.parametrize(("name", "parts"), CASES)
def test_fewest_steps_are_those_of_the_best_climb_from_the_best_profile(
    name: str, parts: tuple[str, ...]
) -> None:
    measure = SMALL[name]
    top = shown(Fraction(max(index for index, _ in rows(name, parts))))
    for row, counted in list(rows(name, parts).items())[::7]:
        profiles = [one.levels for one in counted]
        for target in {top, row[0], *(top - Fraction(cut, 100) for cut in (1, 23, 48, 90))}:
            if target >= measure.low:
                assert fewest_steps(measure, as_printed(row), target) == fewest_counted(
                    name, profiles, target
                )


@pytest.mark.parametrize(("name", "parts"), CASES)
def test_steps_made_are_bounded_by_every_pair_of_profiles(name: str, parts: tuple[str, ...]) -> None:
    measure = SMALL[name]
    before, after = rows(name, ()), rows(name, parts)
    for (first, old), (second, new) in zip(list(before.items())[::5], reversed(after.items()), strict=False):
        sums = [[one.level_sum for one in side] for side in (old, new)]
        assert steps_made(measure, as_printed(first), as_printed(second)) == (
            min(sums[1]) - max(sums[0]),
            max(sums[1]) - min(sums[0]),
        )


@pytest.mark.parametrize(("start", "steps"), [("1.60", 82), ("1.85", 72)])
def test_kupang_needed_this_many_steps_to_3_86_whatever_its_levels_were(start: str, steps: int) -> None:
    """ANTARA, 29 July 2023; DOMAIN.md §1."""
    assert fewest_steps(SPBE, Printed(Fraction(start), {}), Fraction("3.86")) == steps


def test_kupang_needs_at_least_51_steps_from_its_figures_of_2024() -> None:
    row = row_of(2024, KUPANG).printed
    assert fewest_steps(SPBE, row, Fraction("3.86")) == 51
    assert fewest_steps(SPBE, Printed(row.index, {}), Fraction("3.86")) == 48


def test_the_51_steps_of_kupang_are_the_greedy_climb_from_its_two_possible_sums() -> None:
    """D1-D3 leave one sum each (17, 19, 13), D4 two (DOMAIN.md §1): the heavier services first."""
    needed = Fraction("385.5")
    counts = []
    for administrative, public in ((35, 21), (47, 10)):
        climbs = [("3", 30 - public), ("2.75", 50 - administrative), ("2.5", 50 - 19), ("1.5", 55 - 13)]
        total = Fraction("1.3") * 17 + Fraction("2.5") * 19 + Fraction("1.5") * 13
        total += Fraction("2.75") * administrative + 3 * public
        steps = 0
        for weight, room in climbs:
            for _ in range(room):
                if total < needed:
                    total, steps = total + Fraction(weight), steps + 1
        counts.append(steps)
    assert min(counts) == 51


def test_kupang_made_23_to_26_net_steps_from_2023_to_2024() -> None:
    assert steps_made(SPBE, row_of(2023, KUPANG).printed, row_of(2024, KUPANG).printed) == (23, 26)


def test_a_target_is_met_when_the_printed_index_reaches_it() -> None:
    row = row_of(2024, KUPANG).printed
    assert fewest_steps(SPBE, row, Fraction("2.48")) == 0
    assert fewest_steps(SPBE, row, Fraction("2.4801")) == 1
    assert fewest_steps(SPBE, row, Fraction("2.49")) == 1


def test_a_target_below_the_start_needs_no_step_and_the_top_needs_nearly_all() -> None:
    lowest = Printed(Fraction(1), {})
    assert fewest_steps(SPBE, Printed(Fraction(4), {}), Fraction(2)) == 0
    assert fewest_steps(SPBE, lowest, Fraction(5)) == 47 * 4


def test_a_start_outside_the_scale_climbs_from_level_zero() -> None:
    row = row_of(2023, "Pemerintah Kab. Banyuasin").printed
    assert fewest_steps(SPBE, row, Fraction("1.06")) == 1


def test_the_scale_ends_where_the_highest_levels_of_all_indicators_end() -> None:
    measure = instrument(leaf(1, 1), leaf(2, 1, 1, 2))
    start = Printed(Fraction(1), {})
    assert fewest_steps(measure, start, Fraction("2.5")) == 3
    with pytest.raises(OutOfScaleError, match=r"isi 1\.00 sampai 2\.50"):
        fewest_steps(measure, start, Fraction("2.51"))


@pytest.mark.parametrize("target", ["5.01", "0.99"])
def test_a_target_outside_the_scale_is_refused_with_the_scale(target: str) -> None:
    with pytest.raises(OutOfScaleError, match=r"di luar skala spbe-2020; isi 1\.00 sampai 5\.00"):
        fewest_steps(SPBE, Printed(Fraction(2), {}), Fraction(target))


def test_a_start_that_contradicts_itself_is_refused() -> None:
    row = Printed(Fraction("2.60"), row_of(2024, KUPANG).printed.parts)
    with pytest.raises(ContradictionError):
        fewest_steps(SPBE, row, Fraction(3))
    with pytest.raises(ContradictionError):
        steps_made(SPBE, row, row)


def test_decimal_values_have_no_steps() -> None:
    row = Printed(Fraction("1.24"), {})
    assert fewest_steps(shipped("pemdi-2026"), row, Fraction(2)) is None
    with pytest.raises(NoLevelsError):
        steps_made(shipped("pemdi-2026"), row, row)


def weight_of(leaf: Node) -> Fraction:
    return leaf.weight or Fraction(0)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_no_random_profile_reaches_a_target_in_fewer_steps(data: st.DataObject) -> None:
    measure = shipped(data.draw(st.sampled_from(("spbe-2018", "spbe-2020"))))
    low, high = int(measure.low), int(measure.high)
    profile = {leaf.code: data.draw(st.integers(low, high)) for leaf in measure.leaves}
    parts = data.draw(st.sets(st.sampled_from([part.code for part in measure.parts])))
    target = Fraction(data.draw(st.integers(low * 100, high * 100)), 100)
    total = sum((weight_of(leaf) * profile[leaf.code] for leaf in measure.leaves), Fraction(0))
    steps = 0
    for one in sorted(measure.leaves, key=weight_of, reverse=True):
        for _ in range(high - profile[one.code]):
            if shown(total / 100) < target:
                total, steps = total + weight_of(one), steps + 1
    found = fewest_steps(measure, printed(measure, profile, sorted(parts)), target)
    assert found is not None
    assert 0 <= found <= steps
