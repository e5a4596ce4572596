"""How many indicators of a group can have at most level k, once the total of their part is known.

A constant of the instrument, worked out once: the bounds hold for every profile with that total, and some
profile attains each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sasando.scoring.lattice import LeafClass, PartLattice, lattice_of
from sasando.scoring.model import Instrument, Node

Bounds = tuple[tuple[int, int], ...]  # (fewest, most) for each level from the lowest to the highest but one
Extremes = dict[int, tuple[tuple[int, ...], tuple[int, ...]]]  # by total: fewest and most, for each level


@dataclass(frozen=True, slots=True)
class Place:
    """Where a group of indicators is found: the position of its part, the slot in that part's rows."""

    node: Node
    part: int
    slot: int


@dataclass(frozen=True, slots=True)
class CountTables:
    """`by_part[i][total][slot]`: the bounds of a group of part i where that part has this total.

    `groups`: level by level of the tree, in the instrument's order.
    """

    levels: tuple[int, ...]
    groups: tuple[Place, ...]
    by_part: tuple[dict[int, tuple[Bounds, ...]], ...]

    def over(self, part: int, totals: Sequence[int]) -> tuple[Bounds, ...]:
        """The bounds of every group of a part over several totals."""
        rows = [self.by_part[part][total] for total in totals]
        if len(rows) == 1:
            return rows[0]
        return tuple(
            tuple((min(map(_first, pairs)), max(map(_second, pairs))) for pairs in zip(*bounds, strict=True))
            for bounds in zip(*rows, strict=True)
        )


@lru_cache(maxsize=32)
def count_tables(instrument: Instrument, widened: bool = False) -> CountTables:
    """The tables of an instrument, made once. Raises as `lattice_of` does."""
    lattice = lattice_of(instrument, widened)
    levels = tuple(range(lattice.low, lattice.high))
    by_depth: list[tuple[int, Place]] = []
    by_part = []
    for position, part in enumerate(lattice.parts):
        nodes = list(_groups(part.node, 1))
        by_depth += [(depth, Place(node, position, slot)) for slot, (depth, node) in enumerate(nodes)]
        columns = [_bounds_by_total(part, node, levels) for _, node in nodes]
        totals = columns[0].keys() if columns else []
        by_part.append({total: tuple(column[total] for column in columns) for total in totals})
    by_depth.sort(key=lambda found: found[0])
    return CountTables(levels, tuple(place for _, place in by_depth), tuple(by_part))


def _first(pair: tuple[int, int]) -> int:
    return pair[0]


def _second(pair: tuple[int, int]) -> int:
    return pair[1]


def _groups(node: Node, depth: int) -> Iterator[tuple[int, Node]]:
    """The part itself and the nodes below it that group indicators; an indicator rated on items is no group."""
    if depth == 1 or (node.children and not node.items_max):
        yield depth, node
        for child in node.children:
            yield from _groups(child, depth + 1)


def _bounds_by_total(part: PartLattice, group: Node, levels: Sequence[int]) -> dict[int, Bounds]:
    counted = {leaf.code for leaf in group.leaves}
    nothing = (0,) * len(levels)
    found: Extremes = {0: (nothing, nothing)}
    for leaf_class in part.classes:
        inside = sum(leaf.code in counted for leaf in leaf_class.leaves)
        for leaves, counts in ((inside, True), (leaf_class.count - inside, False)):
            if leaves:
                found = _joined(found, leaf_class, leaves, levels if counts else None)
    return {total: tuple(zip(fewest, most, strict=True)) for total, (fewest, most) in found.items()}


def _joined(
    found: Extremes,
    leaf_class: LeafClass,
    leaves: int,
    levels: Sequence[int] | None,
) -> Extremes:
    """Add `leaves` leaves of one class at every sum of levels; count them where `levels` is given."""
    joined: Extremes = {}
    for level_sum in range(leaves * leaf_class.low, leaves * leaf_class.high + 1):
        step = level_sum * leaf_class.weight
        spans = [_span(leaf_class, leaves, level_sum, level) for level in levels or ()]
        for before, (fewest, most) in found.items():
            if spans:
                fewest = tuple(low + span[0] for low, span in zip(fewest, spans, strict=True))
                most = tuple(high + span[1] for high, span in zip(most, spans, strict=True))
            known = joined.get(before + step)
            if known is not None:
                fewest = tuple(map(min, fewest, known[0]))
                most = tuple(map(max, most, known[1]))
            joined[before + step] = (fewest, most)
    return joined


def _span(leaf_class: LeafClass, leaves: int, level_sum: int, level: int) -> tuple[int, int]:
    """The fewest and the most of `leaves` leaves with this sum of levels that have at most `level`.

    c of them lie in [low, level] and the others in [level + 1, high] exactly if
    c·low + (n-c)·(level+1) ≤ sum ≤ c·level + (n-c)·high: an interval in c.
    """
    low, high = leaf_class.low, leaf_class.high
    if level < low:
        return 0, 0
    if level >= high:
        return leaves, leaves
    fewest = -((level_sum - leaves * (level + 1)) // (level + 1 - low))
    most = (leaves * high - level_sum) // (high - level)
    return max(0, fewest), min(leaves, most)
