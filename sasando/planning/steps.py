"""How many single-level steps lie between printed figures and a target, or between two printed years.

A step raises one indicator by one level. The profile behind printed figures is not known; what is said here is
exact over all profiles that print them. Source: DESIGN.md §4, `sasando reach`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from sasando.scoring.explanation_printed import fit_or_refuse
from sasando.scoring.inference import Printed
from sasando.scoring.lattice import LeafClass, spread
from sasando.scoring.model import Instrument, ValueKind
from sasando.scoring.numbers import half_up
from sasando.scoring.printed import Fit, totals_printing

Share = tuple[
    tuple[int, int], ...
]  # weight: the sum of levels that printed parts give the leaves of this weight

LevelSums = dict[int, tuple[int, int]]  # by total: the smallest and the largest sum of levels


class OutOfScaleError(ValueError):
    """The target lies outside the instrument's scale."""


@dataclass(frozen=True, slots=True)
class _Weight:
    """All leaves of one weight. `free_low`, `free_high`: the sums of levels of those in parts not printed."""

    weight: int
    top: int  # the sum of levels of all of them at their highest
    free_low: int
    free_high: int


def fewest_steps(instrument: Instrument, printed: Printed, target: Fraction) -> int | None:
    """The fewest steps after which the index prints at least `target`, from the most favourable profile.

    None for an instrument of decimal values. Raises OutOfScaleError for a target outside the scale,
    ContradictionError where no profile prints the start's figures, else as `fit` does.
    """
    if instrument.value_kind is not ValueKind.INTEGER:
        return None
    found = fit_or_refuse(instrument, printed)
    unit = found.lattice.unit
    needed = _least_total(target, unit)
    weights = _weights(found, printed)
    highest = sum(one.weight * one.top for one in weights)
    if target < instrument.low or needed > highest:
        scale = f"{half_up(instrument.low)} sampai {half_up(Fraction(highest, unit))}"
        raise OutOfScaleError(f"target {half_up(target)} di luar skala {instrument.key}; isi {scale}")
    if found.index[-1] >= needed:
        return 0
    window = totals_printing(printed.index, unit)
    return _Climb(weights, window, needed).fewest(_shares(found, printed))


def steps_made(instrument: Instrument, before: Printed, after: Printed) -> tuple[int, int]:
    """The fewest and the most net steps between two printed rows: levels gained less levels lost.

    Raises ContradictionError where no profile prints one of the rows, NoLevelsError for decimal values.
    """
    first = _level_sums(fit_or_refuse(instrument, before), before)
    second = _level_sums(fit_or_refuse(instrument, after), after)
    return second[0] - first[1], second[1] - first[0]


def _least_total(target: Fraction, unit: int) -> int:
    """The smallest total whose index is printed as `target` or more."""
    return ceil(Fraction((2 * ceil(target * 100) - 1) * unit, 200))


class _Climb:
    """The cheapest way up takes the heaviest leaves first, so some weight is the pivot of a best solution:
    all heavier leaves end at the top, all lighter ones make no step.

    Of a start, then, only three things matter: the total of the free heavier leaves (and for each the largest
    sum of levels, which saves most steps), and the total of the free others, the larger the better.
    """

    def __init__(self, weights: list[_Weight], window: range, needed: int) -> None:
        self.weights = weights  # heaviest first
        self.window = window
        self.needed = needed
        self.heavier = [
            {0: 0}
        ]  # heavier[i]: by start total of the free leaves before weight i, the largest sum

    def fewest(self, shares: set[Share]) -> int:
        """Over every share of the printed parts and every pivot."""
        counts: list[int] = []
        raised = 0  # the total of all heavier leaves at the top
        lowest = [
            sum(one.weight * one.free_low for one in self.weights[at:]) for at in range(len(self.weights))
        ]
        for position, pivot in enumerate(self.weights):
            useful = False
            for share in shares:
                sums = dict(share)
                still = sum(one.weight * sums.get(one.weight, 0) for one in self.weights[position:])
                if raised + still + lowest[position] < self.needed:  # else heavier leaves alone are enough
                    useful = True
                    counts += self._counts(position, sums, self.needed - raised)
            if not useful:
                break
            raised += pivot.weight * pivot.top
        return min(counts)

    def _counts(self, position: int, sums: Mapping[int, int], needed: int) -> Iterator[int]:
        """The steps of every start worth looking at, where pivot and lighter leaves must total `needed`."""
        pivot = self.weights[position]
        fixed = sum(one.weight * sums.get(one.weight, 0) for one in self.weights)
        lighter_fixed = sum(one.weight * sums.get(one.weight, 0) for one in self.weights[position + 1 :])
        own_fixed = pivot.weight * sums.get(pivot.weight, 0)
        climb = sum(one.top - sums.get(one.weight, 0) for one in self.weights[:position])
        starts = self._starts(position, needed - pivot.weight * pivot.top - lighter_fixed)
        for total, level_sum in self._table(position).items():
            first = max(0, self.window.start - fixed - total)
            end = self.window.stop - fixed - total
            fitting = starts >> first & ((1 << end - first) - 1) if end > first else 0
            if fitting:
                missing = needed - lighter_fixed - own_fixed - (first + fitting.bit_length() - 1)
                yield climb - level_sum + max(0, -(-missing // pivot.weight))

    def _starts(self, position: int, least: int) -> int:
        """The totals of the free leaves from the pivot on, where the lighter ones total at least `least`."""
        totals = 1
        for one in self.weights[position + 1 :]:
            totals = _add(totals, one)
        skipped = max(0, least)
        return _add(totals >> skipped << skipped, self.weights[position])

    def _table(self, position: int) -> dict[int, int]:
        while len(self.heavier) <= position:
            one, table = self.weights[len(self.heavier) - 1], self.heavier[-1]
            found: dict[int, int] = {}
            for own in range(one.free_low, one.free_high + 1):
                shift = one.weight * own
                for total, level_sum in table.items():
                    if level_sum + own > found.get(total + shift, -1):
                        found[total + shift] = level_sum + own
            self.heavier.append(found)
        return self.heavier[position]


def _add(totals: int, one: _Weight) -> int:
    return spread(totals << one.weight * one.free_low, one.weight, one.free_high - one.free_low)


def _weights(found: Fit, printed: Printed) -> list[_Weight]:
    """The leaves by weight, heaviest first."""
    everywhere = [leaf_class for part in found.lattice.parts for leaf_class in part.classes]
    free = _free(found, printed)
    return [
        _Weight(
            weight,
            sum(one.highest_sum for one in everywhere if one.weight == weight),
            sum(one.lowest_sum for one in free if one.weight == weight),
            sum(one.highest_sum for one in free if one.weight == weight),
        )
        for weight in sorted({one.weight for one in everywhere}, reverse=True)
    ]


def _free(found: Fit, printed: Printed) -> list[LeafClass]:
    return [
        leaf_class
        for part in found.lattice.parts
        if part.node.code not in printed.parts
        for leaf_class in part.classes
    ]


def _shares(found: Fit, printed: Printed) -> set[Share]:
    """Every way the printed parts can share their levels over the weights."""
    shares: set[Share] = {()}
    for part, totals in zip(found.lattice.parts, found.parts, strict=True):
        if part.node.code in printed.parts:
            ways = [sums for total in totals for sums in part.sums(total)]
            shares = {_joined(share, part.classes, sums) for share in shares for sums in ways}
    return shares


def _joined(share: Share, classes: tuple[LeafClass, ...], sums: tuple[int, ...]) -> Share:
    joined = dict(share)
    for leaf_class, level_sum in zip(classes, sums, strict=True):
        joined[leaf_class.weight] = joined.get(leaf_class.weight, 0) + level_sum
    return tuple(sorted(joined.items()))


def _level_sums(found: Fit, printed: Printed) -> tuple[int, int]:
    """The smallest and the largest sum of all levels over the profiles that print a row."""
    choices = [
        {total: _extremes([sum(way) for way in part.sums(total)]) for total in totals}
        for part, totals in zip(found.lattice.parts, found.parts, strict=True)
        if part.node.code in printed.parts
    ]
    choices += [
        {one.weight * own: (own, own) for own in range(one.free_low, one.free_high + 1)}
        for one in _weights(found, printed)
    ]
    *others, last = choices
    reached: LevelSums = {0: (0, 0)}
    for choice in others:
        reached = _added(reached, choice)
    ends = [
        (low + reached[index - total][0], high + reached[index - total][1])
        for index in found.index
        for total, (low, high) in last.items()
        if index - total in reached
    ]
    return min(low for low, _ in ends), max(high for _, high in ends)


def _extremes(sums: list[int]) -> tuple[int, int]:
    return min(sums), max(sums)


def _added(reached: LevelSums, choice: LevelSums) -> LevelSums:
    found: LevelSums = {}
    for more, (least, most) in choice.items():
        for total, (low, high) in reached.items():
            known = found.get(total + more)
            if known is None:
                found[total + more] = (low + least, high + most)
            elif low + least < known[0] or high + most > known[1]:
                found[total + more] = (min(known[0], low + least), max(known[1], high + most))
    return found
