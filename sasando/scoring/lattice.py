"""An instrument as a lattice of whole numbers: which totals its parts can have at all.

All weights are brought to one denominator, so that a total Σ weight·level is an integer and a set of totals
is the set bits of a Python int. Leaves with the same weight and range are one class: only the sum of their
levels matters to a total, and every sum between the extremes can be had.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sasando.scoring.model import Instrument, Node, ValueKind
from sasando.scoring.plan import compiled


class NoLevelsError(ValueError):
    """The values are no whole levels, so printed figures prove nothing about levels."""


@dataclass(frozen=True, slots=True)
class LeafClass:
    """Leaves of one integer weight whose levels run from `low` to `high`.

    `codes`: the largest nodes that together hold exactly these leaves.
    """

    weight: int
    low: int
    high: int
    leaves: tuple[Node, ...]
    codes: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.leaves)

    @property
    def lowest_sum(self) -> int:
        return self.count * self.low

    @property
    def highest_sum(self) -> int:
        return self.count * self.high

    def add_to(self, totals: int) -> int:
        """The set of totals after adding this class at every possible sum of levels."""
        width = self.highest_sum - self.lowest_sum
        return spread(totals << self.weight * self.lowest_sum, self.weight, width)


@dataclass(frozen=True, slots=True, eq=False)
class PartLattice:
    """What a node right below the root can total. `unit` is its own weight in the instrument's integers."""

    node: Node
    unit: int
    classes: tuple[LeafClass, ...]
    tails: tuple[int, ...]  # tails[i]: the totals that classes i, i+1, … can have; tails[-1] is {0}

    @property
    def reachable(self) -> int:
        return self.tails[0]

    def add_to(self, totals: int) -> int:
        """The set of totals after adding this part at every possible total."""
        for leaf_class in self.classes:
            totals = leaf_class.add_to(totals)
        return totals

    def sums(self, total: int) -> Iterator[tuple[int, ...]]:
        """Every way to make `total`: one sum of levels per class, in ascending order."""
        return self._sums(total, 0)

    def _sums(self, total: int, first: int) -> Iterator[tuple[int, ...]]:
        leaf_class, tail = self.classes[first], self.tails[first + 1]
        if first + 1 == len(self.classes):
            level_sum, rest = divmod(total, leaf_class.weight)
            if not rest and leaf_class.lowest_sum <= level_sum <= leaf_class.highest_sum:
                yield (level_sum,)
            return
        for level_sum in range(leaf_class.lowest_sum, leaf_class.highest_sum + 1):
            rest = total - level_sum * leaf_class.weight
            if rest < 0:
                return
            if tail >> rest & 1:
                for others in self._sums(rest, first + 1):
                    yield (level_sum, *others)


@dataclass(frozen=True, slots=True)
class Lattice:
    """`unit` is the weight of the root in integers: an exact index is total / unit.

    `widened`: every leaf may also take the level one below the instrument's lowest.
    """

    widened: bool
    unit: int
    low: int
    high: int
    parts: tuple[PartLattice, ...]


@lru_cache(maxsize=32)
def lattice_of(instrument: Instrument, widened: bool = False) -> Lattice:
    """The lattice of an instrument, made once.

    Raises NoLevelsError for decimal values, NotScorableError for an instrument that is not scored.
    """
    if instrument.scorable and instrument.value_kind is not ValueKind.INTEGER:
        raise NoLevelsError(
            f"{instrument.key} memakai nilai desimal; tingkat tidak dapat disimpulkan dari angka tercetak"
        )
    plan = compiled(instrument)
    weights = dict(zip((leaf.code for leaf in plan.leaves), plan.weights, strict=True))
    parts = tuple(_part(instrument, part, weights, 1 if widened else 0) for part in instrument.parts)
    return Lattice(
        widened=widened,
        unit=plan.denominators[0],
        low=min(leaf_class.low for part in parts for leaf_class in part.classes),
        high=max(leaf_class.high for part in parts for leaf_class in part.classes),
        parts=parts,
    )


def spread(totals: int, step: int, times: int) -> int:
    """The union of `totals` shifted by 0, 1, … `times` steps, by doubling."""
    done = 0
    while done < times:
        more = min(done + 1, times - done)
        totals |= totals << more * step
        done += more
    return totals


def members(totals: int) -> list[int]:
    """The set bits, ascending."""
    digits = bin(totals)[:1:-1]
    found = []
    position = digits.find("1")
    while position >= 0:
        found.append(position)
        position = digits.find("1", position + 1)
    return found


def _part(instrument: Instrument, part: Node, weights: Mapping[str, int], down: int) -> PartLattice:
    by_kind: dict[tuple[int, int, int], list[Node]] = {}
    for leaf in part.leaves:
        low, high = map(int, instrument.range_of(leaf))
        by_kind.setdefault((weights[leaf.code], max(0, low - down), high), []).append(leaf)
    classes = tuple(
        LeafClass(*kind, leaves=tuple(leaves), codes=_cover(part, {leaf.code for leaf in leaves}))
        for kind, leaves in by_kind.items()
    )
    tails = [1]
    for leaf_class in reversed(classes):
        tails.append(leaf_class.add_to(tails[-1]))
    unit = sum(weights[leaf.code] for leaf in part.leaves)
    return PartLattice(part, unit, classes, tuple(reversed(tails)))


def _cover(node: Node, leaves: set[str]) -> tuple[str, ...]:
    """The codes of the largest nodes at or below `node` whose leaves are all among `leaves`."""
    if all(leaf.code in leaves for leaf in node.leaves):
        return (node.code,)
    return tuple(code for child in node.children for code in _cover(child, leaves))
