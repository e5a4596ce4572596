"""Instruments small enough to try every profile, and what a profile prints."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from sasando.scoring.inference import Printed
from sasando.scoring.model import Instrument
from sasando.scoring.numbers import half_up, parse_exact
from sasando.scoring.plan import compiled
from sasando.scoring.tests.builders import small

Profile = tuple[int, ...]

# Shares of parts of groups of leaves: one part, two weights beside each other, sixths from level 0, and more.
SHAPES = {
    "one part": small([[[1, 1, 1], [2]]], high=4),
    "two weights": small([[[3, 3], [5, 5]], [[2, 2]]], high=3),
    "from level 0": small([[[10, 10]], [[15], [12, 12]]], low=0, high=3),
    "uneven": small([[[1, 2], [1]], [[7]], [[1, 1]]], high=3),
    "lone leaves": small([26, 50, 33, 91]),
}


def profiles(instrument: Instrument) -> Iterator[Profile]:
    """Every profile of an instrument."""
    levels = range(int(instrument.low), int(instrument.high) + 1)
    return product(levels, repeat=len(instrument.leaves))


def printed_by(instrument: Instrument, profile: Profile) -> Printed:
    """What a profile prints: the index and every part, two decimals, half up."""
    plan = compiled(instrument)
    totals = plan.totals(profile)
    shown = {node.code: _two_decimals(plan.value(totals, place)) for place, node in enumerate(plan.nodes)}
    return Printed(shown[instrument.root.code], {part.code: shown[part.code] for part in instrument.parts})


def _two_decimals(value: Fraction) -> Fraction:
    return parse_exact(half_up(value))
