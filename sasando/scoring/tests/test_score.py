"""Scoring: gaps, outside values, contributions, refusals, and the dict of `sasando score`."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sasando.scoring.faults import LevelsError
from sasando.scoring.model import ValueKind
from sasando.scoring.plan import NotScorableError, compiled
from sasando.scoring.predicate import band_of, read_predicate
from sasando.scoring.score import Bounds, score
from sasando.scoring.tests.builders import small
from sasando.scoring.tests.files import shipped

THREES = {leaf.code: Fraction(3) for leaf in shipped("spbe-2020").leaves}


def test_a_gap_leaves_no_index_but_bounds_from_the_lowest_to_the_highest_level() -> None:
    instrument = shipped("spbe-2020")
    result = score(instrument, {code: level for code, level in THREES.items() if code != "I4"})
    assert (result.index, result.shown, result.predicate, result.missing) == (None, None, None, ("4",))
    assert result.bounds == Bounds(3 - Fraction(26, 1000), 3 + Fraction(26, 1000))


def test_nodes_above_a_gap_have_no_value_and_the_others_keep_theirs() -> None:
    nodes = score(shipped("spbe-2020"), THREES | {"I4": None}).nodes
    assert {code for code, value in nodes.items() if value is None} == {"I4", "A1", "D1", "INDEX"}
    assert nodes["A2"] == 3


def test_a_gap_is_not_level_one() -> None:
    instrument = shipped("spbe-2020")
    assert (
        score(instrument, THREES | {"I4": None}).index
        != score(instrument, THREES | {"I4": Fraction(1)}).index
    )


def test_a_service_of_indicator_35_that_is_not_rated_is_missing_and_never_reweighted() -> None:
    instrument = shipped("spbe-2018")
    values: dict[str, Fraction | None] = {leaf.code: Fraction(3) for leaf in instrument.leaves}
    result = score(instrument, values | {"I35.2": None})
    assert result.index is None
    assert result.missing == ("35-2",)
    assert result.bounds == Bounds(3 - Fraction(1, 10), 3 + Fraction(2, 30))


def test_outside_values_left_blank_count_as_one_and_are_listed() -> None:
    instrument = shipped("pemdi-2026")
    local = {leaf.code: Fraction(2) for leaf in instrument.leaves if not leaf.outside}
    result = score(instrument, local | {"I5": None})
    assert result.assumed == ("5", "6", "7", "10", "11", "12", "18")
    assert result.missing == ()
    assert result.values["I5"] == 1
    assert result.index == 2 - Fraction(5 + 3 + 3 + 4 + 3 + 4 + 3, 100)


def test_an_outside_value_is_missing_where_the_instrument_has_no_rule_for_it() -> None:
    result = score(small([1, 1], outside=("L1",)), {"L2": 3})
    assert (result.missing, result.assumed) == (("1",), ())


def test_contributions_are_weight_times_value_and_add_up_to_the_index() -> None:
    result = score(shipped("spbe-2020"), THREES | {"I47": Fraction(5)})
    assert result.contributions["I47"] == Fraction(15, 100)
    assert sum(each for each in result.contributions.values() if each is not None) == result.index


def test_missing_leaves_contribute_nothing_known() -> None:
    assert score(shipped("spbe-2020"), THREES | {"I4": None}).contributions["I4"] is None


@pytest.mark.parametrize(
    ("exact", "from_exact", "from_shown"),
    [
        ("3494/1000", "Baik", "Baik"),
        ("6997/2000", "Baik", "Sangat Baik"),
        ("7/2", "Sangat Baik", "Sangat Baik"),
        ("1", "Kurang", "Kurang"),
        ("5", "Memuaskan", "Memuaskan"),
    ],
)
def test_both_readings_of_the_predicate_are_given(exact: str, from_exact: str, from_shown: str) -> None:
    instrument, index = shipped("spbe-2020"), Fraction(exact)
    read = read_predicate(instrument, index)
    assert (read.name, read.from_exact, read.from_shown) == (from_exact, from_exact, from_shown)
    assert read.differs == (from_exact != from_shown)
    assert read_predicate(instrument, index, "rounded").name == from_shown


def test_an_unknown_reading_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown reading"):
        read_predicate(shipped("spbe-2020"), Fraction(3), "banker")  # type: ignore[arg-type]


def test_an_index_outside_all_bands_is_refused() -> None:
    with pytest.raises(ValueError, match="no band"):
        band_of(shipped("spbe-2020"), Fraction(1, 2))


def test_predicates_of_pemdi_carry_both_names() -> None:
    instrument = shipped("pemdi-2026")
    read = score(instrument, {leaf.code: 2 for leaf in instrument.leaves}).predicate
    assert read is not None
    assert (read.name, read.also) == ("Cukup", "Membangun")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"I1": Fraction(0)}, "I1: nilai 0 di luar skala; isi 1 sampai 5, atau kosongkan bila belum dinilai"),
        ({"I1": Fraction(6)}, "I1: nilai 6 di luar skala; isi 1 sampai 5, atau kosongkan bila belum dinilai"),
        ({"I1": Fraction(5, 2)}, "I1: nilai 5/2 tidak bulat; isi bilangan bulat 1 sampai 5"),
        ({"I48": Fraction(1)}, "I48: I48 tidak dinilai langsung di spbe-2020; pakai kode pada instrumen"),
        ({"A4": Fraction(1)}, "A4: A4 tidak dinilai langsung di spbe-2020; pakai I19, I20"),
    ],
)
def test_a_value_that_cannot_stand_is_refused_with_its_place(
    values: dict[str, Fraction], sentence: str
) -> None:
    with pytest.raises(LevelsError) as refusal:
        score(shipped("spbe-2020"), values)
    assert str(refusal.value) == sentence


def test_an_instrument_that_is_not_scored_says_why() -> None:
    with pytest.raises(NotScorableError, match="rb-2023 tidak dinilai"):
        score(shipped("rb-2023"), {})


def test_the_json_is_that_of_the_command() -> None:
    result = score(shipped("spbe-2020"), THREES | {"I1": Fraction(4)}).to_json()
    assert list(result) == [
        "instrument",
        "version",
        "index",
        "predicate",
        "bounds",
        "missing",
        "assumed",
        "nodes",
    ]
    assert result["index"] == {"exact": "3013/1000", "shown": "3.01"}
    assert result["predicate"] == {
        "name": "Baik",
        "also": "",
        "from_exact": "Baik",
        "from_shown": "Baik",
        "differs": False,
    }
    assert (result["bounds"], result["missing"], result["assumed"]) == (None, [], [])
    assert result["nodes"][:2] == [
        {
            "kind": "domain",
            "number": "1",
            "name": "Kebijakan Internal SPBE",
            "weight": "13",
            "exact": "31/10",
            "shown": "3.10",
        },
        {
            "kind": "aspect",
            "number": "1",
            "name": "Kebijakan Internal Tata Kelola SPBE",
            "weight": "13",
            "exact": "31/10",
            "shown": "3.10",
        },
    ]
    kinds = [node["kind"] for node in result["nodes"]]
    assert [kinds.count(kind) for kind in ("domain", "aspect", "indicator")] == [4, 8, 47]


def test_the_json_of_a_row_with_gaps_has_bounds_and_null_nodes() -> None:
    result = score(shipped("spbe-2020"), THREES | {"I4": None}).to_json()
    assert (result["index"], result["predicate"], result["missing"]) == (None, None, ["4"])
    assert result["bounds"] == {
        "lower": {"exact": "1487/500", "shown": "2.97"},
        "upper": {"exact": "1513/500", "shown": "3.03"},
    }
    gaps = [(node["kind"], node["number"]) for node in result["nodes"] if node["exact"] is None]
    assert gaps == [("domain", "1"), ("aspect", "1"), ("indicator", "4")]


def test_leaves_may_hang_at_any_depth() -> None:
    instrument = small([1, [1, [1, [[1]]]], [2]], kind=ValueKind.DECIMAL)
    result = score(instrument, {"L1": 1, "L2": 2, "L3": 3, "L4": 4, "L5": 5})
    assert result.index == Fraction(1 + 2 + 3 + 4 + 2 * 5, 6)
    assert result.nodes["N1"] == Fraction(2 + 3 + 4, 3)
    assert result.nodes["N4"] == 4


def test_totals_of_a_plan_are_exact_integers_over_the_denominator_of_each_node() -> None:
    instrument = shipped("spbe-2018")
    plan = compiled(instrument)
    levels = [position % 6 for position, _ in enumerate(plan.leaves)]
    totals = plan.totals(levels)
    result = score(instrument, dict(zip((leaf.code for leaf in plan.leaves), levels, strict=True)))
    for node, total, denominator in zip(plan.nodes, totals, plan.denominators, strict=True):
        assert result.nodes[node.code] == Fraction(total, denominator)
