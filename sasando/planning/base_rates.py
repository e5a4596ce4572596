"""How many comparable agencies gained as much: a base rate, not a forecast."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

NEAR = Fraction(1, 4)
WIDER = Fraction(1, 2)
ENOUGH = 20
LIKELY_SHARE = Fraction(1, 4)


@dataclass(frozen=True, slots=True)
class Observation:
    """One agency over one span of years: the printed index at its start and its end.

    `outside_scale`: one of the two years is outside the scale of the instrument.
    """

    key: str
    name: str
    start: Fraction
    end: Fraction
    outside_scale: bool = False

    @property
    def gain(self) -> Fraction:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class BaseRate:
    """`band`: how far starts may lie apart; None for the whole kind. `comparable`, `reached`: agencies.

    `median` and `best` gain of the comparable; `best_of_kind`: the largest gain of the whole kind. None where
    there is nobody. `left_out`: agencies outside the scale in either year, wherever they start.
    """

    band: Fraction | None
    comparable: tuple[Observation, ...]
    reached: tuple[Observation, ...]
    median: Fraction | None
    best: Observation | None
    best_of_kind: Observation | None
    left_out: tuple[Observation, ...]


def base_rate(observations: Sequence[Observation], start: Fraction, gain: Fraction) -> BaseRate:
    """Who of one kind started near `start`, and how many of them gained at least `gain` (printed figures).

    Starts within ±0.25; where those are fewer than twenty, within ±0.50; where those are, the whole kind.
    """
    inside = [one for one in observations if not one.outside_scale]
    band: Fraction | None = NEAR
    comparable = _within(inside, start, NEAR)
    if len(comparable) < ENOUGH:
        band, comparable = WIDER, _within(inside, start, WIDER)
    if len(comparable) < ENOUGH:
        band, comparable = None, inside
    return BaseRate(
        band=band,
        comparable=tuple(comparable),
        reached=tuple(one for one in comparable if one.gain >= gain),
        median=statistics.median(one.gain for one in comparable) if comparable else None,
        best=_best(comparable),
        best_of_kind=_best(inside),
        left_out=tuple(one for one in observations if one.outside_scale),
    )


def verdict(rate: BaseRate) -> str:
    """ "likely": at least a quarter of the comparable gained as much; "rare": at least one; "unseen": nobody."""
    reached, comparable = len(rate.reached), len(rate.comparable)
    if not reached:
        return "unseen"
    return "likely" if reached >= LIKELY_SHARE * comparable else "rare"


def _within(observations: Sequence[Observation], start: Fraction, band: Fraction) -> list[Observation]:
    return [one for one in observations if abs(one.start - start) <= band]


def _best(observations: Sequence[Observation]) -> Observation | None:
    return max(observations, key=lambda one: (one.gain, one.name), default=None)
