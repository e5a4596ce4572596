"""From whom one may learn how a target was reached: who began near and ended near it, not who gained most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sasando.planning.base_rates import WIDER, BaseRate, Observation

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Examples:
    """`found`, nearest first. `near`: whether they began within `distance` and reached the target; else they only
    gained as much."""

    distance: Fraction
    near: bool
    found: tuple[Observation, ...]


def examples(rate: BaseRate, own: str, start: Fraction, target: Fraction) -> Examples:
    """Those of the comparable agencies that gained as much from whom `own` (a key) learns most.

    They began within the distance of the comparable (at most ±0.50) and reached at least `target`; first who lies
    nearest by start and end together, then the smaller gain. Where there is none, the nearest of the others that
    gained as much.
    """
    distance = rate.band or WIDER

    def apart(one: Observation) -> Fraction:
        return abs(one.start - start)

    def rank(one: Observation) -> tuple[Fraction, Fraction, str]:
        return apart(one) + abs(one.end - target), one.gain, one.name

    others: Sequence[Observation] = sorted((one for one in rate.reached if one.key != own), key=rank)
    near = tuple(one for one in others if apart(one) <= distance and one.end >= target)
    return Examples(distance, bool(near), near[:SHOWN] or tuple(others[:1]))
