"""What each indicator adds to the index, and what one step up would add. Pure, over a score."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from sasando.scoring.model import Instrument, Node, ValueKind
from sasando.scoring.score import Score


@dataclass(frozen=True, slots=True)
class Share:
    """In points of the index: what the node adds now (None without a value), and what one step up would add."""

    now: Fraction | None
    step: Fraction | None  # None where there is no step: no value yet, or the highest


def shares(scored: Score) -> dict[str, Share]:
    """The share of every rated node, by code. A step is one level, or what is left to the highest value."""
    return {leaf.code: share_of(scored, leaf) for leaf in scored.instrument.leaves}


def share_of(scored: Score, leaf: Node) -> Share:
    """The share of one rated node."""
    value, unit = scored.values[leaf.code], points_of(scored.instrument, leaf.code)
    if value is None:
        return Share(None, None)
    _, high = scored.instrument.range_of(leaf)
    height = min(Fraction(1), high - value)
    whole = scored.instrument.value_kind is ValueKind.INTEGER
    no_step = height <= 0 or (whole and height < 1)
    return Share(value * unit, None if no_step else unit * height)


@lru_cache(maxsize=1024)
def points_of(instrument: Instrument, code: str) -> Fraction:
    """What one unit of a rated node's value adds to the index: its weight over the sum of all weights."""
    return (instrument.by_code[code].weight or Fraction(0)) / _total(instrument)


@lru_cache(maxsize=32)
def _total(instrument: Instrument) -> Fraction:
    return sum((leaf.weight or Fraction(0) for leaf in instrument.leaves), Fraction(0))
