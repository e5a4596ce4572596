"""How many single-level steps lie between an index and a target, from printed figures alone.

A step raises one indicator by one level. The profile behind printed figures is not known; what is said here
holds for every profile that prints them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from sasando.scoring.explanation_printed import ContradictionError
from sasando.scoring.inference import Lattice, Printed, fitting, window
from sasando.scoring.model import Instrument, ValueKind

HALF_PRINTED = Fraction(1, 200)


class OutOfScaleError(ValueError):
    """The target lies outside the instrument's scale."""


@dataclass(frozen=True, slots=True)
class _Weight:
    """All leaves of one weight: those whose level sum a printed part fixes, and those that are free."""

    weight: int
    fixed: int
    fixed_sum: int
    free: int


def fewest_steps(instrument: Instrument, printed: Printed, target: Fraction) -> int | None:
    """The fewest steps after which the index prints at least `target`, from the most favourable profile.

    None for an instrument of decimal values.

    Raises:
        OutOfScaleError: the target lies above or below the scale.
        ContradictionError: no profile prints the start's figures.
    """
    if instrument.value_kind is not ValueKind.INTEGER:
        return None
    if not instrument.low <= target <= instrument.high:
        raise OutOfScaleError(f"target {target} di luar skala {instrument.low} sampai {instrument.high}")
    verdict, lattice, allowed, totals = fitting(instrument, printed)
    if verdict == "no":
        raise ContradictionError("angka tercetak saling bertentangan; langkah tidak dapat dihitung")
    least = (target - HALF_PRINTED) * lattice.scale
    needed = -(-least.numerator // least.denominator)
    if totals[-1] >= needed:
        return 0
    start = window(printed.index, lattice.scale)
    counts = (
        _fewest(weights, lattice, start, needed) for weights in _starts(lattice, printed, allowed, start)
    )
    return min(count for count in counts if count is not None)


def _starts(
    lattice: Lattice, printed: Printed, allowed: list[list[int]], start: tuple[int, int]
) -> Iterator[list[_Weight]]:
    """Every way the printed parts can share their level sums over the weights; the other parts stay free."""
    free: dict[int, int] = {}
    fixed_leaves: dict[int, int] = {}
    shares: set[tuple[tuple[int, int], ...]] = {()}
    for part, totals in zip(lattice.parts, allowed, strict=True):
        pools = part.pooled
        into = fixed_leaves if part.node.code in printed.parts else free
        for weight, leaves, _ in pools:
            into[weight] = into.get(weight, 0) + leaves
        if into is fixed_leaves:
            weights = [weight for weight, _, _ in pools]
            ways = [dict(zip(weights, sums, strict=True)) for sums in part.combinations(totals)]
            shares = {_merged(share, way) for share in shares for way in ways}
    for share in shares:
        sums = dict(share)
        total = sum(weight * level_sum for weight, level_sum in share)
        if free or start[0] <= total < start[1]:
            yield [
                _Weight(weight, fixed_leaves.get(weight, 0), sums.get(weight, 0), free.get(weight, 0))
                for weight in sorted({*fixed_leaves, *free}, reverse=True)
            ]


def _merged(share: tuple[tuple[int, int], ...], way: dict[int, int]) -> tuple[tuple[int, int], ...]:
    merged = dict(share)
    for weight, level_sum in way.items():
        merged[weight] = merged.get(weight, 0) + level_sum
    return tuple(sorted(merged.items()))


def _fewest(weights: list[_Weight], lattice: Lattice, start: tuple[int, int], needed: int) -> int | None:
    """The fewest steps over the free level sums, or None where no start fits.

    The cheapest way up takes the heaviest leaves first. So in a best solution there is a pivot weight: all
    heavier leaves end at the top, all lighter ones stay. For each pivot, only three things matter of the free
    leaves: the heavier ones' level sum (large saves steps), the pivot's own, and the lighter ones' total.
    """
    low, high = lattice.lowest, lattice.highest
    fixed_total = sum(one.weight * one.fixed_sum for one in weights)
    first, end = start[0] - fixed_total, start[1] - fixed_total
    best: int | None = None
    heavier: dict[int, int] = {0: 0}  # start total of the free heavier leaves: their largest level sum
    for position, pivot in enumerate(weights):
        lighter = _reachable(weights[position + 1 :], low, high)
        top = sum(one.weight * (one.fixed + one.free) * high for one in weights[:position])
        climb = sum((one.fixed + one.free) * high - one.fixed_sum for one in weights[:position])
        still = sum(one.weight * one.fixed_sum for one in weights[position + 1 :])
        for total, own, rest in _splits(heavier, pivot, lighter, first, end, low, high):
            begun = pivot.fixed_sum + own
            steps = max(0, -(-(needed - top - still - rest) // pivot.weight) - begun)
            if steps <= (pivot.fixed + pivot.free) * high - begun:
                count = climb - heavier[total] + steps
                best = count if best is None else min(best, count)
        heavier = _with(heavier, pivot, low, high)
    return best


def _splits(
    heavier: dict[int, int], pivot: _Weight, lighter: int, first: int, end: int, low: int, high: int
) -> Iterator[tuple[int, int, int]]:
    """(heavier total, the pivot's level sum, lighter total) of the starts worth looking at.

    Of several lighter totals that let the start print, only the largest saves steps.
    """
    mask = (1 << max(end, 0)) - 1
    for own in range(pivot.free * low, pivot.free * high + 1):
        taken = pivot.weight * own
        for total in heavier:
            room = end - taken - total
            if room <= 0:
                continue
            rest = (lighter & (mask >> (end - room))).bit_length() - 1
            if rest >= first - taken - total and rest >= 0:
                yield total, own, rest


def _reachable(weights: list[_Weight], low: int, high: int) -> int:
    """The totals that the free leaves of these weights can reach, as bits."""
    bits = 1
    for one in weights:
        if one.free:
            reached = 0
            for level_sum in range(one.free * low, one.free * high + 1):
                reached |= bits << (one.weight * level_sum)
            bits = reached
    return bits


def _with(heavier: dict[int, int], one: _Weight, low: int, high: int) -> dict[int, int]:
    if not one.free:
        return heavier
    found: dict[int, int] = {}
    for total, level_sum in heavier.items():
        for own in range(one.free * low, one.free * high + 1):
            place = total + one.weight * own
            if level_sum + own > found.get(place, -1):
                found[place] = level_sum + own
    return found
