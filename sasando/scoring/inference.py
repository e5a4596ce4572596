"""What printed figures prove about levels that are not printed.

A figure is printed with two decimals, half up, from the exact value. An integer profile (one level for every
leaf) *prints* given figures when each of them comes out so. Everything said here holds for every profile that
prints the figures, and every bound is reached by one of them.

Exact and fast because of two facts. The index is a sum over the printed parts (the nodes below the root), so
only the weighted level total of each part matters to whether figures fit. And how many leaves of a group can
lie at or below a level depends on the part's total alone: those tables are constants of the instrument.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

from sasando.scoring.model import Instrument, Node, ValueKind
from sasando.scoring.numbers import fraction_text, round_half_up
from sasando.scoring.plan import compiled
from sasando.scoring.predicate import SHOWN_GRID, band_of

Possible = Literal["yes", "outside scale", "no"]
_GRID = 200  # printed figures are read on half steps of 0.01


class NoLevelsError(ValueError):
    """The instrument's values are not whole levels, so printed figures prove nothing about levels."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The figures of one row: the index, and the parts that are printed beside it, by code."""

    index: Fraction
    parts: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Group:
    """A domain or an aspect. `at_most[k]`: the fewest and the most of its leaves at level k or below."""

    code: str
    kind: str
    number: str
    indicators: int
    at_most: dict[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class PartProof:
    """Why a part's bounds hold: the level sums its classes can have. A class: the leaves of one weight below
    the part; `sums` lists every possible combination, one sum for each class, or is None where there are many.
    """

    code: str
    classes: tuple[PartClass, ...]
    sums: tuple[tuple[int, ...], ...] | None


@dataclass(frozen=True, slots=True)
class PartClass:
    """Leaves of one weight below one part: how many, and the codes of the groups they make up."""

    leaves: int
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inference:
    """What one row of printed figures proves. Empty where the figures contradict each other."""

    possible: Possible
    predicate_narrows: bool
    index: tuple[Fraction, ...]
    groups: tuple[Group, ...]
    parts: tuple[PartProof, ...]

    def to_json(self) -> dict[str, Any]:
        """The answer of `sasando infer`, without agency, year and publication."""
        return {
            "possible": self.possible,
            "predicate_narrows": self.predicate_narrows,
            "index": [fraction_text(value) for value in self.index],
            "groups": [
                {
                    "kind": group.kind,
                    "number": group.number,
                    "indicators": group.indicators,
                    "at_most": {str(level): list(bounds) for level, bounds in group.at_most.items()},
                }
                for group in self.groups
            ],
        }


def infer(
    instrument: Instrument,
    index: Fraction,
    parts: Mapping[str, Fraction],
    *,
    predicate: str | None = None,
    reading: str = "exact",
) -> Inference:
    """What the printed index and parts (by code; those not printed are left out) prove.

    The printed predicate is not used; `predicate_narrows` says whether it would rule out an exact index.

    Raises NoLevelsError for an instrument of decimal values.
    """
    verdict, lattice, allowed, totals = fitting(instrument, Printed(index, parts))
    if verdict == "no":
        return Inference("no", False, (), (), ())
    exact = tuple(Fraction(total, lattice.scale) for total in totals)
    return Inference(
        possible=verdict,
        predicate_narrows=_narrows(instrument, exact, predicate, reading),
        index=exact,
        groups=tuple(_group(table, allowed[table.part], lattice.lowest) for table in lattice.groups),
        parts=tuple(part.proof(allowed[position]) for position, part in enumerate(lattice.parts)),
    )


def possible(instrument: Instrument, index: Fraction, parts: Mapping[str, Fraction]) -> Possible:
    """Whether some integer profile prints the figures; "outside scale": only with levels one below the lowest."""
    return fitting(instrument, Printed(index, parts))[0]


def fitting(instrument: Instrument, printed: Printed) -> tuple[Possible, Lattice, list[list[int]], list[int]]:
    """The lattice a row lies on, the totals each part can have, and the totals of the index, all ascending."""
    lattice = lattice_of(instrument)
    allowed, totals = lattice.fit(printed)
    if totals:
        return "yes", lattice, allowed, totals
    if instrument.low > 0:
        wider = lattice_of(instrument, below=1)
        allowed, totals = wider.fit(printed)
        if totals:
            return "outside scale", wider, allowed, totals
    return "no", lattice, [], []


def _narrows(
    instrument: Instrument, exact: tuple[Fraction, ...], predicate: str | None, reading: str
) -> bool:
    if predicate is None or not instrument.bands:
        return False
    kept = 0
    for value in exact:
        read = round_half_up(value, SHOWN_GRID) if reading == "rounded" else value
        kept += instrument.low <= read <= instrument.high and band_of(instrument, read).name == predicate
    return 0 < kept < len(exact)


def _group(table: GroupTable, totals: list[int], lowest: int) -> Group:
    bounds = table.bounds[totals[0]]
    for total in totals[1:]:
        pairs = zip(bounds, table.bounds[total], strict=True)
        bounds = tuple((min(few, fewer), max(many, more)) for (few, many), (fewer, more) in pairs)
    node = table.node
    return Group(node.code, node.kind, node.number, table.leaves, dict(enumerate(bounds, start=lowest)))


@dataclass(frozen=True, slots=True)
class GroupTable:
    """For one group, by the total of its part: the fewest and most leaves at or below each level, lowest first."""

    node: Node
    part: int
    leaves: int
    bounds: dict[int, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class ClassOfLeaves:
    """Leaves of one weight (an integer of the lattice's scale) below one part and one group."""

    weight: int
    leaves: int
    group: str


@dataclass(frozen=True, slots=True)
class Part:
    """A printed part: every weighted level total it can reach, as a list and as the bits of one integer."""

    node: Node
    weight: int  # of all its leaves together
    classes: tuple[ClassOfLeaves, ...]
    totals: frozenset[int]
    bits: int
    lowest: int
    highest: int
    pooled: tuple[tuple[int, int, tuple[str, ...]], ...]  # weight, leaves, groups; heaviest first

    def printing(self, value: Fraction) -> list[int]:
        """The totals that print `value`."""
        low, high = window(value, self.weight)
        return [total for total in range(low, high) if total in self.totals]

    def combinations(self, totals: list[int]) -> Iterator[tuple[int, ...]]:
        """Every combination of level sums, one for each pooled class, that reaches one of the totals."""
        pools = self.pooled

        def extend(position: int, so_far: int, sums: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
            weight, leaves, _ = pools[position]
            low, high = leaves * self.lowest, leaves * self.highest
            if position == len(pools) - 1:
                for total in totals:
                    level_sum, rest = divmod(total - so_far, weight)
                    if not rest and low <= level_sum <= high:
                        yield (*sums, level_sum)
                return
            for level_sum in range(low, high + 1):
                yield from extend(position + 1, so_far + weight * level_sum, (*sums, level_sum))

        yield from extend(0, 0, ())

    def proof(self, totals: list[int]) -> PartProof:
        classes = tuple(PartClass(leaves, groups) for _, leaves, groups in self.pooled)
        if len(totals) > _TOTALS_IN_A_PROOF:
            return PartProof(self.node.code, classes, None)
        return PartProof(self.node.code, classes, tuple(sorted(self.combinations(totals))))


_TOTALS_IN_A_PROOF = 8


def window(value: Fraction, weight: int) -> tuple[int, int]:
    """The totals [low, high) that print `value`: value − 0.005 ≤ total / weight < value + 0.005."""
    steps, unit = _GRID * value.numerator, _GRID * value.denominator
    below, above = (steps - value.denominator) * weight, (steps + value.denominator) * weight
    return -(-below // unit), -(-above // unit)


@dataclass(frozen=True, slots=True)
class Lattice:
    """Everything about an instrument that does not depend on a row: totals, and tables of its groups.

    `scale`: the total of the index divided by it is the exact index.
    """

    lowest: int
    highest: int
    scale: int
    parts: tuple[Part, ...]
    groups: tuple[GroupTable, ...]

    def fit(self, printed: Printed) -> tuple[list[list[int]], list[int]]:
        """The totals each part can have and those of the index, given that all figures print; empty if none do."""
        low, high = window(printed.index, self.scale)
        if high <= 0:
            return [], []
        target = ((1 << (high - low)) - 1) << low if low > 0 else (1 << high) - 1
        given = [self._printing(part, printed) for part in self.parts]
        if not all(given):
            return [], []
        ahead = [1]  # ahead[i]: sums the parts from i on can reach
        for bits in reversed(given):
            ahead.append(_sums(ahead[-1], bits))
        ahead.reverse()
        if not ahead[0] & target:
            return [], []
        allowed, before = [], 1
        for position, bits in enumerate(given):
            rest = _sums(before, ahead[position + 1])
            allowed.append([total for total in _set_bits(bits) if (rest << total) & target])
            before = _sums(before, bits)
        return allowed, list(_set_bits(ahead[0] & target))

    def _printing(self, part: Part, printed: Printed) -> int:
        value = printed.parts.get(part.node.code)
        if value is None:
            return part.bits
        return sum(1 << total for total in part.printing(value))


def _sums(one: int, other: int) -> int:
    """The bits of all sums of a number in `one` and a number in `other`."""
    if one.bit_count() < other.bit_count():
        one, other = other, one
    total = 0
    for shift in _set_bits(other):
        total |= one << shift
    return total


def _set_bits(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


@lru_cache(maxsize=32)
def lattice_of(instrument: Instrument, below: int = 0) -> Lattice:
    """The lattice of an instrument, made once; `below` widens its levels downward.

    Raises NoLevelsError for an instrument of decimal values, NotScorableError for one that is not scored.
    """
    if instrument.scorable and instrument.value_kind is not ValueKind.INTEGER:
        raise NoLevelsError(
            f"{instrument.key} memakai nilai desimal; tingkat tidak dapat disimpulkan dari angka tercetak"
        )
    plan = compiled(instrument)
    lowest, highest = int(instrument.low) - below, int(instrument.high)
    weights = dict(zip((leaf.code for leaf in plan.leaves), plan.weights, strict=True))
    parts = tuple(_part(node, weights, lowest, highest) for node in instrument.parts)
    tables = [
        _table(node, position, parts[position], lowest, highest) for node, position in _groups(instrument)
    ]
    return Lattice(lowest, highest, plan.denominators[0], parts, tuple(tables))


def _groups(instrument: Instrument) -> list[tuple[Node, int]]:
    """All parts, then the inner nodes right below them, with the position of their part. Items count as indicators."""
    below = [
        (child, position)
        for position, part in enumerate(instrument.parts)
        for child in part.children
        if child.children and not child.items_max
    ]
    return [(part, position) for position, part in enumerate(instrument.parts)] + below


def _part(node: Node, weights: Mapping[str, int], lowest: int, highest: int) -> Part:
    classes: dict[tuple[str, int], int] = {}
    for child in node.children or (node,):
        group = child.code if child.children and not child.items_max else node.code
        for leaf in child.leaves:
            place = (group, weights[leaf.code])
            classes[place] = classes.get(place, 0) + 1
    rows = tuple(ClassOfLeaves(weight, leaves, group) for (group, weight), leaves in classes.items())
    reached = {0}
    for one in rows:
        steps = range(one.leaves * lowest, one.leaves * highest + 1)
        reached = {total + one.weight * level_sum for total in reached for level_sum in steps}
    bits = sum(1 << total for total in reached)
    weight = sum(one.weight * one.leaves for one in rows)
    return Part(node, weight, rows, frozenset(reached), bits, lowest, highest, _pooled(rows))


def _pooled(classes: tuple[ClassOfLeaves, ...]) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """The classes with equal weights put together."""
    found: dict[int, tuple[int, tuple[str, ...]]] = {}
    for one in classes:
        leaves, groups = found.get(one.weight, (0, ()))
        found[one.weight] = (leaves + one.leaves, (*groups, one.group))
    return tuple((weight, *found[weight]) for weight in sorted(found, reverse=True))


def _table(node: Node, position: int, part: Part, lowest: int, highest: int) -> GroupTable:
    """Bounds on the leaves of one group at or below each level, by the total of its part."""
    inside = [one for one in part.classes if node is part.node or one.group == node.code]
    leaves = sum(one.leaves for one in inside)
    columns = []
    for level in range(lowest, highest):
        low, high = {0: 0}, {0: 0}
        for one in part.classes:
            counted = level if one in inside else None
            low, high = _extended(low, high, one, counted, lowest, highest)
        columns.append((low, high))
    bounds = {total: tuple((low[total], high[total]) for low, high in columns) for total in part.totals}
    return GroupTable(node, position, leaves, bounds)


def _extended(
    low: dict[int, int],
    high: dict[int, int],
    one: ClassOfLeaves,
    level: int | None,
    lowest: int,
    highest: int,
) -> tuple[dict[int, int], dict[int, int]]:
    """The tables with one class more; `level` None: the class lies outside the group and counts nothing."""
    new_low: dict[int, int] = {}
    new_high: dict[int, int] = {}
    for level_sum in range(one.leaves * lowest, one.leaves * highest + 1):
        few, many = (0, 0) if level is None else counts(one.leaves, level_sum, level, lowest, highest)
        shift = one.weight * level_sum
        for total, count in low.items():
            place = total + shift
            if count + few < new_low.get(place, 1 << 30):
                new_low[place] = count + few
        for total, count in high.items():
            place = total + shift
            if count + many > new_high.get(place, -1):
                new_high[place] = count + many
    return new_low, new_high


def counts(leaves: int, level_sum: int, level: int, lowest: int, highest: int) -> tuple[int, int]:
    """The fewest and most of `leaves` levels, summing to `level_sum`, that lie at `level` or below.

    c of them lie there exactly when c·lowest + (n−c)(level+1) ≤ sum ≤ c·level + (n−c)·highest; both ends fall
    as c grows, so the possible c form an interval.
    """
    few = max(0, -(-(leaves * (level + 1) - level_sum) // (level + 1 - lowest)))
    many = min(leaves, (leaves * highest - level_sum) // (highest - level))
    return few, many
