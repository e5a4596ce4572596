"""What each indicator adds to the index, and what one step up would add. Pure, over a score."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sasando.scoring.model import Instrument, Node, ValueKind
from sasando.scoring.score import Score


@dataclass(frozen=True, slots=True)
class Share:
    """In points of the index: what the node adds now (None without a value), and what one step up would add."""

    now: Fraction | None
    step: Fraction | None  # None where there is no step: no value yet, or the highest


def shares(scored: Score) -> dict[str, Share]:
    """The share of every rated node, by code. A step is one level, or what is left to the highest value."""
    instrument = scored.instrument
    total = sum((leaf.weight or Fraction(0) for leaf in instrument.leaves), Fraction(0))
    return {
        leaf.code: Share(
            scored.contributions[leaf.code], _step(instrument, leaf, scored.values[leaf.code], total)
        )
        for leaf in instrument.leaves
    }


def _step(instrument: Instrument, leaf: Node, value: Fraction | None, total: Fraction) -> Fraction | None:
    if value is None or not total:
        return None
    _, high = instrument.range_of(leaf)
    height = min(Fraction(1), high - value)
    if height <= 0 or (instrument.value_kind is ValueKind.INTEGER and height < 1):
        return None
    return (leaf.weight or Fraction(0)) * height / total
