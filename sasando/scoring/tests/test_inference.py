"""What printed figures prove, held against every profile of small instruments and every published row."""

from __future__ import annotations

import csv
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sasando.scoring.explanation_printed import ContradictionError, explain_printed
from sasando.scoring.inference import Inference, NoLevelsError, Printed, counts, infer, possible
from sasando.scoring.model import Instrument, Node
from sasando.scoring.plan import compiled
from sasando.scoring.tests.files import shipped
from sasando.scoring.tests.small_instruments import SHAPES, Profile, printed_by, profiles

SPBE = shipped("spbe-2020")
PUBLISHED = Path(__file__).resolve().parents[3] / "data" / "published"


def row(index: str, *parts: str) -> Printed:
    return Printed(
        Fraction(index), {f"D{number}": Fraction(value) for number, value in enumerate(parts, start=1)}
    )


KUPANG_2023 = row("1.91", "1.30", "1.40", "1.00", "2.69")
KUPANG_2024 = row("2.48", "1.70", "1.90", "1.18", "3.50")


def at_most(found: Inference, code: str) -> dict[int, tuple[int, int]]:
    return next(group.at_most for group in found.groups if group.code == code)


class TestKupang:
    """Figures: the ministry's reports of 2023 and 2024; what follows from them: DOMAIN facts in data/cases."""

    def test_all_management_indicators_of_2023_are_proved_at_level_1(self) -> None:
        found = infer(SPBE, KUPANG_2023.index, KUPANG_2023.parts)
        assert at_most(found, "D3")[1] == (11, 11)

    def test_at_least_nine_of_eleven_still_are_in_2024(self) -> None:
        found = infer(SPBE, KUPANG_2024.index, KUPANG_2024.parts)
        assert at_most(found, "D3")[1] == (9, 10)
        assert found.index == (Fraction(4967, 2000),)

    def test_services_of_2024_can_share_their_levels_in_two_ways_only(self) -> None:
        found = infer(SPBE, KUPANG_2024.index, KUPANG_2024.parts)
        services = next(part for part in found.parts if part.code == "D4")
        assert [part.groups for part in services.classes] == [("A8",), ("A7",)]
        assert services.sums == ((10, 47), (21, 35))

    def test_change_of_each_domain_is_known_exactly_or_as_two_values(self) -> None:
        change = explain_printed(SPBE, KUPANG_2023, KUPANG_2024)
        assert change.change.values == (Fraction("0.5745"), Fraction("0.5770"))
        assert [span.values for _, span in change.parts] == [
            (Fraction("0.052"),),
            (Fraction("0.125"),),
            (Fraction("0.030"),),
            (Fraction("0.3675"), Fraction("0.3700")),
        ]

    def test_groups_are_all_domains_and_then_all_aspects(self) -> None:
        found = infer(SPBE, KUPANG_2024.index, KUPANG_2024.parts)
        assert [group.code for group in found.groups] == [
            *["D1", "D2", "D3", "D4", "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8"]
        ]
        assert sum(group.indicators for group in found.groups if group.kind == "domain") == 47


class TestPublishedRows:
    def rows(self) -> list[tuple[int, str, Printed, str]]:
        found = []
        for year in (2023, 2024):
            with (PUBLISHED / f"spbe-results-{year}.csv").open(encoding="utf-8", newline="") as file:
                for line in csv.DictReader(file):
                    figures = row(line["index"], *(line[f"d{number}"] for number in range(1, 5)))
                    found.append((year, line["agency"], figures, line["predicate"]))
        return found

    def test_all_1236_rows_are_possible_and_banyuasin_2023_alone_lies_outside_the_scale(self) -> None:
        verdicts = {
            (year, name): possible(SPBE, line.index, line.parts) for year, name, line, _ in self.rows()
        }
        assert len(verdicts) == 1236
        others = {place: verdict for place, verdict in verdicts.items() if verdict != "yes"}
        assert others == {(2023, "Pemerintah Kab. Banyuasin"): "outside scale"}

    def test_printed_predicate_rules_out_an_exact_index_only_at_a_limit(self) -> None:
        narrowed = {
            (year, name)
            for year, name, line, predicate in self.rows()
            if infer(
                SPBE,
                line.index,
                line.parts,
                predicate=predicate,
                reading="rounded" if year == 2023 else "exact",
            ).predicate_narrows
        }
        assert narrowed == {
            (2024, "Badan Intelijen Negara"), (2024, "Pemerintah Kab. Nias Barat"), (2024, "Pemerintah Kab. Wonogiri"),
        }  # fmt: skip

    def test_half_up_ties_are_the_only_reading_that_prints_these_rows(self) -> None:
        # data/cases/edge_cases_2023.yaml: each leaves one exact index, which ends in 5 at the third decimal
        gayo_lues = infer(SPBE, Fraction("2.47"), row("2.47", "3.00", "1.10", "1.09", "3.56").parts)
        assert gayo_lues.index == (Fraction("2.465"),)
        assert possible(SPBE, Fraction("2.46"), row("2.46", "3.00", "1.10", "1.09", "3.56").parts) == "no"

    def test_row_outside_the_scale_counts_level_0_too(self) -> None:
        found = infer(SPBE, Fraction("1.05"), row("1.05", "2.40", "1.70", "1.09", "0.30").parts)
        assert found.possible == "outside scale"
        assert at_most(found, "A8")[0] == (6, 6)
        assert list(at_most(found, "D1")) == [0, 1, 2, 3, 4]


class TestContradictions:
    def test_figures_that_no_profile_prints_prove_nothing(self) -> None:
        found = infer(SPBE, Fraction("2.58"), KUPANG_2024.parts)
        assert (found.possible, found.groups, found.index, found.parts) == ("no", (), (), ())
        assert found.to_json()["groups"] == []

    def test_change_from_or_to_such_figures_is_refused(self) -> None:
        with pytest.raises(ContradictionError):
            explain_printed(SPBE, KUPANG_2023, Printed(Fraction("2.58"), KUPANG_2024.parts))

    def test_index_above_the_scale_is_impossible(self) -> None:
        assert possible(SPBE, Fraction("5.01"), {}) == "no"

    def test_decimal_instrument_is_refused_with_the_reason(self) -> None:
        with pytest.raises(NoLevelsError, match="desimal"):
            infer(shipped("pemdi-2026"), Fraction("1.24"), {})


def test_json_is_the_contract() -> None:
    answer = infer(SPBE, KUPANG_2024.index, KUPANG_2024.parts).to_json()
    assert answer["index"] == ["4967/2000"]
    assert answer["groups"][2] == {
        "kind": "domain", "number": "3", "indicators": 11,
        "at_most": {"1": [9, 10], "2": [10, 11], "3": [11, 11], "4": [11, 11]},
    }  # fmt: skip


@given(st.lists(st.integers(0, 4), min_size=1, max_size=6), st.integers(0, 3))
def test_count_at_or_below_a_level_lies_within_its_bounds(levels: list[int], level: int) -> None:
    few, many = counts(len(levels), sum(levels), level, 0, 4)
    assert few <= sum(one <= level for one in levels) <= many


@pytest.mark.parametrize("leaves", [1, 2, 3, 4])
def test_bounds_on_counts_are_reached(leaves: int) -> None:
    for level_sum in range(leaves, 4 * leaves + 1):
        fitting = [one for one in product(range(1, 5), repeat=leaves) if sum(one) == level_sum]
        for level in (1, 2, 3):
            found = {sum(one <= level for one in profile) for profile in fitting}
            assert counts(leaves, level_sum, level, 1, 4) == (min(found), max(found))


def groups_of(instrument: Instrument) -> list[Node]:
    inner = [
        child
        for part in instrument.parts
        for child in part.children
        if child.children and not child.items_max
    ]
    return [*instrument.parts, *inner]


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("parts_printed", ["all", "first", "none"])
def test_every_statement_agrees_with_all_profiles_of_a_small_instrument(
    shape: Instrument, parts_printed: str
) -> None:
    by_print: dict[tuple[Fraction, ...], list[Profile]] = {}
    kept = {"all": len(shape.parts), "first": 1, "none": 0}[parts_printed]
    for profile in profiles(shape):
        figures = printed_by(shape, profile)
        place = (figures.index, *list(figures.parts.values())[:kept])
        by_print.setdefault(place, []).append(profile)
    codes = [part.code for part in shape.parts][:kept]
    leaves = [leaf.code for leaf in shape.leaves]
    plan = compiled(shape)
    for place, fitting in by_print.items():
        found = infer(shape, place[0], dict(zip(codes, place[1:], strict=True)))
        assert found.possible == "yes"
        assert set(found.index) == {plan.value(plan.totals(profile), 0) for profile in fitting}
        for node, group in zip(groups_of(shape), found.groups, strict=True):
            inside = [leaves.index(leaf.code) for leaf in node.leaves]
            for level, bounds in group.at_most.items():
                held = {sum(profile[one] <= level for one in inside) for profile in fitting}
                assert bounds == (min(held), max(held)), (place, node.code, level)


@pytest.mark.parametrize("shape", [SHAPES["one part"], SHAPES["two weights"]], ids=["one", "two"])
def test_change_agrees_with_all_pairs_of_profiles(shape: Instrument) -> None:
    plan = compiled(shape)
    by_print: dict[tuple[Fraction, ...], list[Profile]] = {}
    for profile in profiles(shape):
        figures = printed_by(shape, profile)
        by_print.setdefault((figures.index, *figures.parts.values()), []).append(profile)
    places = sorted(by_print)[:: max(1, len(by_print) // 8)]
    for before, after in product(places, repeat=2):
        codes = [part.code for part in shape.parts]
        one, other = (
            Printed(place[0], dict(zip(codes, place[1:], strict=True))) for place in (before, after)
        )
        change = explain_printed(shape, one, other).change
        indices = [
            {plan.value(plan.totals(profile), 0) for profile in by_print[place]} for place in (before, after)
        ]
        differences = {new - old for old in indices[0] for new in indices[1]}
        assert (change.lower, change.upper) == (min(differences), max(differences))
        assert change.values is None or set(change.values) == differences


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=47, max_size=47))
def test_random_profile_printed_and_inferred_back_is_never_ruled_out(levels: list[int]) -> None:
    figures = printed_by(SPBE, tuple(levels))
    found = infer(SPBE, figures.index, figures.parts)
    plan = compiled(SPBE)
    assert plan.value(plan.totals(levels), 0) in found.index
    position = {leaf.code: place for place, leaf in enumerate(SPBE.leaves)}
    for node, group in zip(groups_of(SPBE), found.groups, strict=True):
        for level, (few, many) in group.at_most.items():
            assert few <= sum(levels[position[leaf.code]] <= level for leaf in node.leaves) <= many


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 5), min_size=37, max_size=37),
    st.lists(st.integers(0, 5), min_size=37, max_size=37),
)
def test_contributions_of_2018_hold_the_true_ones(first: list[int], second: list[int]) -> None:
    instrument = shipped("spbe-2018")
    plan = compiled(instrument)
    before, after = printed_by(instrument, tuple(first)), printed_by(instrument, tuple(second))
    change = explain_printed(instrument, before, after)
    old, new = plan.totals(first), plan.totals(second)
    assert change.change.lower <= plan.value(new, 0) - plan.value(old, 0) <= change.change.upper
    places = {node.code: place for place, node in enumerate(plan.nodes)}
    for node, span in change.parts:
        place = places[node.code]
        assert span.lower <= Fraction(new[place] - old[place], plan.denominators[0]) <= span.upper
