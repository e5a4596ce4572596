"""Which hidden values still follow from what a disclosure shows: index, predicate, and every value that is not hidden.

Shown figures have two decimals, so each stands for a stretch of values. Of whole levels every profile is weighed that
would show the same page, as sets of totals (`scoring.lattice`); of decimals what remains possible is a stretch.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sasando.scoring.lattice import members, spread
from sasando.scoring.model import Node, ValueKind
from sasando.scoring.numbers import half_up, round_half_up
from sasando.scoring.plan import compiled
from sasando.scoring.predicate import SHOWN_GRID, read_predicate
from sasando.scoring.printed import totals_printing
from sasando.scoring.score import Score

NARROW = Fraction(1, 4)  # a decimal known to within less than this many levels is as good as told


def given_away(scored: Score, shown: Collection[str], hidden: Sequence[str]) -> list[Node]:
    """The hidden nodes, and what lies below them, whose value can be worked out; in the instrument's order.

    `shown`, `hidden`: codes. The score must be complete. A node without leaves of its own is given away where all
    that remains possible is shown as one figure.
    """
    by_code = scored.instrument.by_code
    asked = {below.code for code in hidden for below in by_code[code].walk()}
    whole = scored.instrument.value_kind is ValueKind.INTEGER
    view = _Whole(scored, frozenset(shown)) if whole else _Decimal(scored, frozenset(shown))
    return [node for node in scored.instrument.root.walk() if node.code in asked and view.tells(node)]


class _Whole:
    """Whole levels. A set of totals Σ weight·level is the set bits of a Python int."""

    def __init__(self, scored: Score, shown: frozenset[str]) -> None:
        plan = compiled(scored.instrument)
        self._scored, self._shown = scored, shown
        self._weights = dict(zip((leaf.code for leaf in plan.leaves), plan.weights, strict=True))
        self._kept: dict[str, int] = {}
        self._unit = plan.denominators[0]
        self._pages = self._totals_of_the_page()

    def tells(self, node: Node) -> bool:
        """Whether all profiles that show the page agree on this node."""
        rest = self._totals(self._scored.instrument.root, without=node)
        left = [total for total in members(self._all(node)) if rest << total & self._pages]
        unit = sum(self._weights[leaf.code] for leaf in node.leaves)
        return len({half_up(Fraction(total, unit)) for total in left}) == 1

    def _totals_of_the_page(self) -> int:
        index, predicate = self._scored.index, self._scored.predicate
        if index is None or predicate is None:
            raise ValueError("a score with gaps shows no index")
        found, can_be = 0, self._all(self._scored.instrument.root)
        for total in totals_printing(round_half_up(index, SHOWN_GRID), self._unit):
            if not can_be >> total & 1:
                continue
            exact = Fraction(total, self._unit)
            if read_predicate(self._scored.instrument, exact, self._scored.reading).name == predicate.name:
                found |= 1 << total
        return found

    def _all(self, node: Node) -> int:
        """What a node can total by what is shown of it and below it."""
        if node.code not in self._kept:
            self._kept[node.code] = self._totals(node)
        return self._kept[node.code]

    def _totals(self, node: Node, without: Node | None = None) -> int:
        if without is not None and node.code == without.code:
            return 1
        if not node.children:
            return self._leaf(node)
        found = 1
        for child in node.children:
            inside = without is not None and any(one.code == without.code for one in child.walk())
            found = _sums(found, self._totals(child, without) if inside else self._all(child))
        return found & self._printing(node) if node.code in self._shown else found

    def _leaf(self, leaf: Node) -> int:
        weight, value = self._weights[leaf.code], self._scored.values[leaf.code]
        if leaf.code in self._shown and value is not None:
            return 1 << weight * int(value)
        low, high = map(int, self._scored.instrument.range_of(leaf))
        return spread(1 << weight * low, weight, high - low)

    def _printing(self, node: Node) -> int:
        """The totals of a node that print as its shown mean."""
        value = self._scored.nodes[node.code]
        if value is None:
            raise ValueError(f"{node.code} has no value and cannot be shown")
        unit = sum(self._weights[leaf.code] for leaf in node.leaves)
        window = totals_printing(round_half_up(value, SHOWN_GRID), unit)
        return ((1 << len(window)) - 1) << window.start


def _sums(one: int, other: int) -> int:
    """The set of all sums of a total of one set and a total of the other."""
    few, many = sorted((one, other), key=int.bit_count)
    found = 0
    for total in members(few):
        found |= many << total
    return found


@dataclass(frozen=True, slots=True)
class _Stretch:
    """All values from `low` to `high`."""

    low: Fraction
    high: Fraction

    def plus(self, other: _Stretch) -> _Stretch:
        return _Stretch(self.low + other.low, self.high + other.high)

    def within(self, other: _Stretch) -> _Stretch:
        return _Stretch(max(self.low, other.low), min(self.high, other.high))


def _shown_as(value: Fraction, weight: int = 1) -> _Stretch:
    """What is shown as this value is, times a weight."""
    middle = round_half_up(value, SHOWN_GRID)
    return _Stretch(weight * (middle - SHOWN_GRID / 2), weight * (middle + SHOWN_GRID / 2))


class _Decimal:
    """Decimal values: what a node can total is a stretch."""

    def __init__(self, scored: Score, shown: frozenset[str]) -> None:
        plan = compiled(scored.instrument)
        self._scored, self._shown = scored, shown
        self._weights = dict(zip((leaf.code for leaf in plan.leaves), plan.weights, strict=True))
        if scored.index is None:
            raise ValueError("a score with gaps shows no index")
        self._page = _shown_as(scored.index, plan.denominators[0])

    def tells(self, node: Node) -> bool:
        """Whether less than `NARROW` remains possible of this node."""
        rest = self._total(self._scored.instrument.root, without=node)
        possible = _Stretch(self._page.low - rest.high, self._page.high - rest.low).within(self._total(node))
        unit = sum(self._weights[leaf.code] for leaf in node.leaves)
        return possible.high - possible.low < NARROW * unit

    def _total(self, node: Node, without: Node | None = None) -> _Stretch:
        if without is not None and node.code == without.code:
            return _Stretch(Fraction(0), Fraction(0))
        weight = sum(self._weights[leaf.code] for leaf in node.leaves)
        value = self._scored.nodes[node.code]
        told = _shown_as(value, weight) if node.code in self._shown and value is not None else None
        if not node.children:
            low, high = self._scored.instrument.range_of(node)
            free = _Stretch(weight * low, weight * high)
            return free if told is None else free.within(told)
        found = _Stretch(Fraction(0), Fraction(0))
        for child in node.children:
            found = found.plus(self._total(child, without))
        return found if told is None else found.within(told)
