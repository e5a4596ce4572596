"""What holds for every instrument and every row: found by hypothesis on random trees of random depth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from sasando.scoring.canonical import canonical, from_canonical, with_digests
from sasando.scoring.change import explain_change
from sasando.scoring.checks import check_instrument
from sasando.scoring.faults import FaultList
from sasando.scoring.model import Instrument, Node, ValueKind
from sasando.scoring.score import score
from sasando.scoring.tests.builders import Shape, small

Drawn = tuple[Instrument, list[dict[str, Fraction]]]

leaves = st.integers(1, 9)
shapes = st.lists(
    st.recursive(leaves, lambda below: st.lists(below, min_size=1, max_size=3), max_leaves=8),
    min_size=1,
    max_size=4,
)


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    shape: Sequence[Shape] = draw(shapes)
    return small(shape, low=draw(st.integers(0, 1)), kind=draw(st.sampled_from(ValueKind)))


def values_of(instrument: Instrument) -> st.SearchStrategy[Fraction]:
    if instrument.value_kind is ValueKind.INTEGER:
        return st.integers(int(instrument.low), int(instrument.high)).map(Fraction)
    return st.fractions(instrument.low, instrument.high, max_denominator=12)


@st.composite
def complete(draw: st.DrawFn, rows: int = 1) -> Drawn:
    instrument = draw(instruments())
    value = values_of(instrument)
    return instrument, [{leaf.code: draw(value) for leaf in instrument.leaves} for _ in range(rows)]


def naive(node: Node, row: dict[str, Fraction]) -> Fraction:
    """The weighted mean of the means below, as the law writes it."""
    if not node.children:
        return row[node.code]
    total = sum(((child.weight or 0) * naive(child, row) for child in node.children), Fraction(0))
    return total / (node.weight or 1)


@given(complete())
def test_every_node_is_the_weighted_mean_of_what_is_below_it(
    drawn: Drawn,
) -> None:
    instrument, (row,) = drawn
    result = score(instrument, row)
    for node in instrument.root.walk():
        assert result.nodes[node.code] == naive(node, row)
    assert result.index == result.nodes["INDEX"]


@given(complete(), st.data())
def test_raising_any_value_raises_the_index(drawn: Drawn, data: st.DataObject) -> None:
    instrument, (row,) = drawn
    code = data.draw(st.sampled_from(sorted(row)))
    higher = data.draw(values_of(instrument))
    before, after = score(instrument, row).index, score(instrument, row | {code: higher}).index
    assert before is not None
    assert after is not None
    assert (after > before) == (higher > row[code])
    assert (after < before) == (higher < row[code])


@given(complete(), st.data())
def test_bounds_hold_every_completion_and_are_reached(drawn: Drawn, data: st.DataObject) -> None:
    instrument, (row,) = drawn
    gaps = data.draw(st.sets(st.sampled_from(sorted(row)), min_size=1))
    bounds = score(instrument, {code: None if code in gaps else value for code, value in row.items()}).bounds
    index = score(instrument, row).index
    assert bounds is not None
    assert index is not None
    assert bounds.lower <= index <= bounds.upper
    assert bounds.lower == score(instrument, row | dict.fromkeys(gaps, instrument.low)).index
    assert bounds.upper == score(instrument, row | dict.fromkeys(gaps, instrument.high)).index


@given(complete(rows=2))
def test_the_explanation_of_a_change_adds_up_to_it_at_every_node(
    drawn: Drawn,
) -> None:
    instrument, (old, new) = drawn
    before, after = score(instrument, old), score(instrument, new)
    change = explain_change(instrument, before, after)
    assert before.index is not None
    assert sum(change.leaves.values()) == change.difference == change.nodes["INDEX"]
    assert before.index + change.difference == after.index
    for node in instrument.root.walk():
        assert change.nodes[node.code] == sum(change.leaves[leaf.code] for leaf in node.leaves)


@given(complete(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(drawn: Drawn, random: Random) -> None:
    instrument, (row,) = drawn
    pairs = list(row.items())
    random.shuffle(pairs)
    assert score(instrument, dict(pairs)).to_json() == score(instrument, row).to_json()


@given(instruments())
@settings(max_examples=50)
def test_the_canonical_form_gives_back_an_equal_instrument(instrument: Instrument) -> None:
    assert from_canonical(canonical(instrument)) == instrument


@given(instruments())
@settings(max_examples=50)
def test_the_checks_accept_every_consistent_tree_and_refuse_one_weight_changed(
    instrument: Instrument,
) -> None:
    faults = FaultList("kecil")
    check_instrument(instrument, faults)
    assert faults.found == []
    first = instrument.root.children[0]
    heavier = replace(first, weight=(first.weight or 0) + Fraction(1, 7))
    root = replace(instrument.root, children=(heavier, *instrument.root.children[1:]))
    check_instrument(with_digests(replace(instrument, root=root)), faults)
    assert any(fault.path == "tree.weight" for fault in faults.found)
