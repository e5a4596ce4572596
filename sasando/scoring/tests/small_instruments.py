"""Instruments small enough to count every profile, and the truth about their printed rows by counting.

Nothing here uses the code under test: values come straight from the definition, one profile after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import product

from sasando.scoring.model import Instrument, Node, Status
from sasando.scoring.printed import Printed
from sasando.scoring.tests.builders import small

Profile = Mapping[str, int]


def leaf(number: int | str, weight: int, low: int | None = None, high: int | None = None) -> Node:
    """One indicator; `weight` is its share, `low` and `high` its own range."""
    return Node(
        code=f"I{number}",
        kind="indicator",
        number=str(number),
        name=f"Indikator {number}",
        short_name="",
        weight=Fraction(weight),
        status=Status.OFFICIAL,
        low=None if low is None else Fraction(low),
        high=None if high is None else Fraction(high),
    )


def node(code: str, kind: str, *children: Node, items_max: int = 0) -> Node:
    weight = sum((child.weight or Fraction(0) for child in children), Fraction(0))
    return Node(code, kind, code[1:], code, code, weight, Status.OFFICIAL, children, items_max=items_max)


def instrument(*parts: Node, low: int = 1, high: int = 3) -> Instrument:
    """An instrument over these parts; its bands are `Kurang` below the middle of the scale and `Baik` from it."""
    return replace(small([1], low=low, high=high), root=node("INDEX", "index", *parts), digest=repr(parts))


def one_weight_across_aspects() -> Instrument:
    return instrument(
        node("D1", "domain", node("A1", "aspect", leaf(1, 2), leaf(2, 3)), node("A2", "aspect", leaf(3, 2))),
        node(
            "D2",
            "domain",
            node("A3", "aspect", leaf(4, 3), leaf(5, 3), leaf(6, 5)),
            node("A4", "aspect", leaf(7, 4)),
        ),
    )


def items_of_an_indicator() -> Instrument:
    items = [replace(leaf(f"4.{item}", 2), kind="item") for item in (1, 2, 3)]
    rated = node("I4", "indicator", *items, items_max=3)
    return instrument(
        node("D1", "domain", node("A1", "aspect", leaf(1, 3), leaf(2, 3))),
        node("D2", "domain", node("A2", "aspect", leaf(3, 5), leaf(5, 2)), node("A3", "aspect", rated)),
        low=0,
        high=2,
    )


def deep_and_uneven() -> Instrument:
    below = node("B1", "component", leaf(1, 1), leaf(2, 2))
    return instrument(
        node("D1", "domain", node("A1", "aspect", below, leaf(3, 2)), node("A2", "aspect", leaf(4, 1))),
        node("D2", "domain", leaf(5, 4), leaf(6, 1)),
        node("D3", "domain", node("A3", "aspect", leaf(7, 3))),
    )


def nearly_equal_weights() -> Instrument:
    """Different profiles print alike only because figures are rounded."""
    return instrument(
        node("D1", "domain", leaf(1, 100), leaf(2, 101), leaf(3, 103)),
        node("D2", "domain", leaf(4, 99), leaf(5, 100)),
        high=4,
    )


def own_ranges() -> Instrument:
    return instrument(
        node("D1", "domain", leaf(1, 2), leaf(2, 2, 0, 2), leaf(3, 3)),
        replace(leaf(4, 3, 2, 4), code="D2"),
        node("D3", "domain", leaf(5, 2), leaf(6, 2)),
    )


def lone_leaves() -> Instrument:
    return small([26, 50, 33, 91])


SMALL = {
    made.__name__: made()
    for made in (
        one_weight_across_aspects,
        items_of_an_indicator,
        deep_and_uneven,
        nearly_equal_weights,
        own_ranges,
        lone_leaves,
    )
}


@dataclass(frozen=True, slots=True)
class Counted:
    """A profile with its exact index."""

    levels: Profile
    index: Fraction

    def at_most(self, group: Node, level: int) -> int:
        return sum(self.levels[leaf.code] <= level for leaf in group.leaves)

    @property
    def level_sum(self) -> int:
        return sum(self.levels.values())


Row = tuple[Fraction, tuple[tuple[str, Fraction], ...]]


@cache
def rows(name: str, parts: tuple[str, ...], down: int = 0) -> dict[Row, list[Counted]]:
    """Every printed row of a small instrument where these parts are printed, with all profiles that print it."""
    measure = SMALL[name]
    found: dict[Row, list[Counted]] = {}
    for profile in profiles(measure, down):
        row = printed(measure, profile, parts)
        counted = Counted(profile, value(measure.root, profile))
        found.setdefault((row.index, tuple(row.parts.items())), []).append(counted)
    return found


def profiles(measure: Instrument, down: int = 0) -> Iterator[Profile]:
    """Every profile; `down` levels below the lowest as well."""
    codes = [leaf.code for leaf in measure.leaves]
    ranges = [
        range(max(0, int(low) - down), int(high) + 1) for low, high in map(measure.range_of, measure.leaves)
    ]
    for levels in product(*ranges):
        yield dict(zip(codes, levels, strict=True))


def printed(measure: Instrument, profile: Profile, parts: Sequence[str]) -> Printed:
    """The row a profile prints."""
    return Printed(
        shown(value(measure.root, profile)),
        {part.code: shown(value(part, profile)) for part in measure.parts if part.code in parts},
    )


def value(place: Node, profile: Profile) -> Fraction:
    """The exact value of a node, straight from the definition."""
    weights = [(leaf.weight or Fraction(0), profile[leaf.code]) for leaf in place.leaves]
    return sum((weight * level for weight, level in weights), Fraction(0)) / sum(
        weight for weight, _ in weights
    )


def shown(exact: Fraction) -> Fraction:
    """Two decimals, half up."""
    return Fraction(int(exact * 100 + Fraction(1, 2)), 100)


def groups(measure: Instrument) -> list[Node]:
    """The groups of the contract: parts, then level by level every node that groups indicators."""
    found, level = list(measure.parts), list(measure.parts)
    while level:
        level = [child for place in level for child in place.children if place.kind != "indicator"]
        found += [place for place in level if place.children and place.kind != "indicator"]
    return found
