"""The predicate of an index, under both readings that the ministry's tables show.

The tables of 2023 read it from the index rounded to two decimals, those of 2024 from the exact one: it is a
property of the evaluation and its publication, not of the instrument. Default: exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from sasando.scoring.model import Band, Instrument
from sasando.scoring.numbers import round_half_up

Reading = Literal["exact", "rounded"]
SHOWN_GRID = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Predicate:
    """The predicate under the chosen reading, and what each reading gives."""

    name: str
    also: str
    from_exact: str
    from_shown: str

    @property
    def differs(self) -> bool:
        return self.from_exact != self.from_shown


def band_of(instrument: Instrument, value: Fraction) -> Band:
    """The band `value` is read from, after rounding to the instrument's grid where it has one.

    Raises ValueError for a value outside the index's range.
    """
    grid = instrument.band_grid
    read = value if grid is None else round_half_up(value, grid)
    for band in instrument.bands:
        if band.holds(read):
            return band
    raise ValueError(f"{read} lies in no band of {instrument.key}")


def read_predicate(instrument: Instrument, index: Fraction, reading: Reading = "exact") -> Predicate:
    """The predicate of `index`. Raises ValueError for an unknown reading or an index out of range."""
    if reading not in get_args(Reading):
        raise ValueError(f"unknown reading {reading!r}: exact or rounded")
    exact = band_of(instrument, index)
    shown = band_of(instrument, round_half_up(index, SHOWN_GRID))
    chosen = exact if reading == "exact" else shown
    return Predicate(chosen.name, chosen.also, from_exact=exact.name, from_shown=shown.name)
