"""What printed figures prove, against counting every profile of small instruments."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sasando.scoring.inference import Inference, PartClass, infer, possible
from sasando.scoring.lattice import NoLevelsError, members, spread
from sasando.scoring.model import Instrument
from sasando.scoring.plan import NotScorableError
from sasando.scoring.printed import Printed, UnknownPartError, totals_printing
from sasando.scoring.tests.files import shipped
from sasando.scoring.tests.small_instruments import (
    SMALL,
    Counted,
    Row,
    groups,
    instrument,
    leaf,
    node,
    printed,
    profiles,
    rows,
    shown,
    value,
)


def some_parts(name: str) -> list[tuple[str, ...]]:
    codes = [part.code for part in SMALL[name].parts]
    return list(chain.from_iterable(combinations(codes, size) for size in range(len(codes) + 1)))


CASES = [(name, parts) for name in SMALL for parts in some_parts(name)]


def counted_bounds(measure: Instrument, found: list[Counted]) -> dict[str, dict[int, tuple[int, int]]]:
    ranges = [measure.range_of(leaf) for leaf in measure.leaves]
    levels = range(int(min(low for low, _ in ranges)), int(max(high for _, high in ranges)))
    return {
        group.code: {
            level: (min(counts), max(counts))
            for level in levels
            for counts in [[one.at_most(group, level) for one in found]]
        }
        for group in groups(measure)
    }


def inferred_bounds(found: Inference) -> dict[str, dict[int, tuple[int, int]]]:
    return {group.code: group.at_most for group in found.groups}


def infer_row(measure: Instrument, row: Row) -> Inference:
    return infer(measure, row[0], dict(row[1]))


@pytest.mark.parametrize(("name", "parts"), CASES)
def test_bounds_and_indices_are_those_of_counting_every_profile(name: str, parts: tuple[str, ...]) -> None:
    measure = SMALL[name]
    for row, counted in rows(name, parts).items():
        found = infer_row(measure, row)
        assert found.possible == "yes"
        assert found.index == tuple(sorted({one.index for one in counted}))
        assert inferred_bounds(found) == counted_bounds(measure, counted)


@pytest.mark.parametrize(("name", "parts"), CASES)
def test_the_proof_of_a_part_lists_exactly_the_level_sums_that_occur(
    name: str, parts: tuple[str, ...]
) -> None:
    measure = SMALL[name]
    for row, counted in rows(name, parts).items():
        for proof in infer_row(measure, row).parts:
            classes = [
                [leaf.code for code in one.groups for leaf in measure.by_code[code].leaves]
                for one in proof.classes
            ]
            assert [len(codes) for codes in classes] == [one.leaves for one in proof.classes]
            sums = {tuple(sum(one.levels[code] for code in codes) for codes in classes) for one in counted}
            assert proof.sums == tuple(sorted(sums))


def test_groups_come_level_by_level_in_the_order_of_the_instrument() -> None:
    found = infer(SMALL["deep_and_uneven"], Fraction(1), {})
    assert [group.code for group in found.groups] == ["D1", "D2", "D3", "A1", "A2", "A3", "B1"]


def test_items_count_as_indicators_and_their_indicator_is_no_group() -> None:
    found = infer(SMALL["items_of_an_indicator"], Fraction(0), {})
    assert [(group.code, group.indicators) for group in found.groups] == [
        ("D1", 2),
        ("D2", 5),
        ("A1", 2),
        ("A2", 2),
        ("A3", 3),
    ]


@pytest.mark.parametrize("parts", [("D1", "D2"), ("D2",), ()])
def test_levels_one_below_the_lowest_are_tried_only_where_the_scale_gives_nothing(
    parts: tuple[str, ...],
) -> None:
    name = "nearly_equal_weights"
    inside, wider = rows(name, parts), rows(name, parts, down=1)
    beyond = {row: counted for row, counted in wider.items() if row not in inside}
    assert beyond
    for row, counted in beyond.items():
        found = infer_row(SMALL[name], row)
        assert found.possible == "outside scale"
        assert found.index == tuple(sorted({one.index for one in counted}))
        assert min(found.groups[0].at_most) == 0
        bounds = inferred_bounds(found)
        for group in groups(SMALL[name]):
            for level, extremes in bounds[group.code].items():
                counts = [one.at_most(group, level) for one in counted]
                assert extremes == (min(counts), max(counts))


def test_an_index_that_does_not_fit_its_parts_is_impossible_and_proves_nothing() -> None:
    name = "nearly_equal_weights"
    known = rows(name, ("D1", "D2"), down=1)
    strange = [
        (index + Fraction(step, 100), parts)
        for index, parts in known
        for step in (-3, 3)
        if (index + Fraction(step, 100), parts) not in known
    ]
    assert len(strange) > 100
    for row in strange:
        assert infer_row(SMALL[name], row) == Inference("no")


def test_a_scale_from_zero_is_not_widened() -> None:
    name = "items_of_an_indicator"
    measure = SMALL[name]
    off = (Fraction(1, 100), (("D1", Fraction(0)), ("D2", Fraction(0))))
    assert off not in rows(name, ("D1", "D2"))
    assert infer_row(measure, off).to_json() == {
        "possible": "no",
        "predicate_narrows": False,
        "index": [],
        "groups": [],
    }


def test_an_index_outside_the_scale_is_printed_by_nobody() -> None:
    assert possible(shipped("spbe-2020"), Fraction("5.01"), {}) == "no"
    assert possible(shipped("spbe-2018"), Fraction("5.01"), {}) == "no"


def test_figures_off_the_grid_of_two_decimals_are_printed_by_nobody() -> None:
    assert possible(SMALL["own_ranges"], Fraction(1005, 1000), {}) == "no"


def test_a_total_is_printed_half_up() -> None:
    assert list(totals_printing(Fraction("1.01"), 200)) == [201, 202]
    assert list(totals_printing(Fraction(0), 200)) == [0]


def test_a_proof_of_too_many_cases_is_left_out_while_its_bounds_stay() -> None:
    many = instrument(node("D1", "domain", *(leaf(number, number) for number in range(1, 9))))
    found = infer(many, Fraction(2), {"D1": Fraction(2)})
    assert found.parts[0].sums is None
    assert found.groups[0].at_most[1][1] > 0


def test_a_class_is_named_after_the_largest_nodes_that_hold_exactly_it() -> None:
    found = infer(SMALL["one_weight_across_aspects"], Fraction(1), {})
    assert found.parts[0].classes == (PartClass(2, ("I1", "A2")), PartClass(1, ("I2",)))
    services = infer(shipped("spbe-2020"), Fraction(1), {}).parts
    assert [one.classes for one in services] == [
        (PartClass(10, ("D1",)),),
        (PartClass(10, ("D2",)),),
        (PartClass(11, ("D3",)),),
        (PartClass(10, ("A7",)), PartClass(6, ("A8",))),
    ]


def test_the_predicate_narrows_where_it_would_rule_out_an_exact_index() -> None:
    name = "nearly_equal_weights"
    (index, _), counted = next(
        (row, counted) for row, counted in rows(name, ()).items() if len({one.index for one in counted}) == 2
    )
    border = max(one.index for one in counted)
    low, high = SMALL[name].bands
    measure = replace(
        SMALL[name],
        bands=(replace(low, high=border), replace(high, low=border, also="Bagus", aliases=("Elok",))),
    )

    for word in ("Kurang", "Baik", "bagus ", "Elok"):
        found = infer(measure, index, {}, predicate=word)
        assert found.predicate_narrows
        assert found.index == infer(measure, index, {}).index
    assert not infer(measure, index, {}).predicate_narrows
    assert not infer(SMALL[name], index, {}, predicate="Kurang").predicate_narrows
    assert not infer(measure, Fraction(4), {}, predicate="Elok").predicate_narrows
    read_as = "Baik" if index >= border else "Kurang"
    assert not infer(measure, index, {}, predicate=read_as, reading="rounded").predicate_narrows


def test_decimal_and_unscored_instruments_are_refused_with_the_reason() -> None:
    with pytest.raises(NoLevelsError, match="pemdi-2026 memakai nilai desimal"):
        infer(shipped("pemdi-2026"), Fraction("1.24"), {})
    with pytest.raises(NotScorableError, match="rb-2023"):
        possible(shipped("rb-2023"), Fraction(60), {})


def test_a_part_the_instrument_does_not_have_is_named_with_those_it_has() -> None:
    with pytest.raises(UnknownPartError, match="D9 bukan bagian dari spbe-2020; yang ada: D1, D2, D3, D4"):
        infer(shipped("spbe-2020"), Fraction(2), {"D9": Fraction(2)})


@given(st.sets(st.integers(0, 60), max_size=6), st.integers(1, 9), st.integers(0, 9))
def test_spreading_a_set_adds_every_number_of_steps(totals: set[int], step: int, times: int) -> None:
    bits = sum(1 << total for total in totals)
    assert members(bits) == sorted(totals)
    reached = {total + step * more for total in totals for more in range(times + 1)}
    assert members(spread(bits, step, times)) == sorted(reached)


@st.composite
def printed_profiles(draw: st.DrawFn) -> tuple[Instrument, dict[str, int], Printed]:
    """A random profile of a real instrument, and the row it prints with some of its parts."""
    measure = shipped(draw(st.sampled_from(("spbe-2018", "spbe-2020"))))
    usual = draw(st.integers(int(measure.low), int(measure.high)))
    level = st.one_of(st.just(usual), st.integers(int(measure.low), int(measure.high)))
    profile = {leaf.code: draw(level) for leaf in measure.leaves}
    parts = draw(st.sets(st.sampled_from([part.code for part in measure.parts])))
    return measure, profile, printed(measure, profile, sorted(parts))


@given(printed_profiles())
@settings(max_examples=150, deadline=None)
def test_what_a_random_profile_prints_is_inferred_back(
    drawn: tuple[Instrument, dict[str, int], Printed],
) -> None:
    measure, profile, row = drawn
    found = infer(measure, row.index, row.parts)
    assert found.possible == "yes"
    assert value(measure.root, profile) in found.index
    assert {shown(index) for index in found.index} == {row.index}
    for group, place in zip(found.groups, groups(measure), strict=True):
        counted = Counted(profile, row.index)
        for level, (fewest, most) in group.at_most.items():
            assert fewest <= counted.at_most(place, level) <= most


def test_every_profile_is_counted_once() -> None:
    assert len({tuple(one.items()) for one in profiles(SMALL["own_ranges"])}) == 3**6
