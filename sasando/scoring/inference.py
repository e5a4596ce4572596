"""What printed figures prove about levels that are not printed.

An integer profile (one level for every leaf) prints figures when each of them comes out so. Every statement is
true for all integer profiles that print these figures, and every bound is attained by one of them.
Source: DESIGN.md §4, `sasando infer`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import Any

from sasando.scoring.counts import count_tables
from sasando.scoring.lattice import lattice_of
from sasando.scoring.model import Band, Instrument
from sasando.scoring.numbers import fraction_text, round_half_up
from sasando.scoring.printed import Fit, Possible, Printed, fit

__all__ = ["Group", "Inference", "PartClass", "PartProof", "Possible", "Printed", "infer", "possible"]

MOST_SUMS = 64  # nobody reads a proof of more cases than this


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """A domain, an aspect. `at_most[k]`: the fewest and the most of its indicators at level k or below.

    A row of the instrument's tables, as `PartProof`: what is the same is one object.
    """

    code: str
    kind: str
    number: str
    indicators: int
    at_most: dict[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class PartClass:
    """Indicators of one weight and range: how many, and the largest nodes that together hold exactly them."""

    leaves: int
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PartProof:
    """Why the bounds of a part hold: every combination of level sums it can have, one sum for each class.

    `sums` ascends; it is None where there are more than MOST_SUMS combinations.
    """

    code: str
    classes: tuple[PartClass, ...]
    sums: tuple[tuple[int, ...], ...] | None


@dataclass(frozen=True, slots=True)
class Inference:
    """What one row of printed figures proves.

    `index`: every exact index that fits, ascending. `groups`: level by level of the tree, in the instrument's
    order. `parts`: one proof for each part. With "no" all of them are empty.
    """

    possible: Possible
    predicate_narrows: bool = False
    index: tuple[Fraction, ...] = ()
    groups: tuple[Group, ...] = ()
    parts: tuple[PartProof, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The answer of `sasando infer`, without agency, year and publication."""
        return {
            "possible": self.possible,
            "predicate_narrows": self.predicate_narrows,
            "index": [fraction_text(value) for value in self.index],
            "groups": [
                {
                    "kind": group.kind,
                    "number": group.number,
                    "indicators": group.indicators,
                    "at_most": {str(level): list(bounds) for level, bounds in group.at_most.items()},
                }
                for group in self.groups
            ],
        }


def infer(
    instrument: Instrument,
    index: Fraction,
    parts: Mapping[str, Fraction],
    *,
    predicate: str | None = None,
    reading: str = "exact",
) -> Inference:
    """What the printed index and parts (by code; those not printed are left out) prove.

    The printed predicate is not used; `predicate_narrows` says whether, under its reading ("exact" or
    "rounded"), it would rule out an exact index.

    Raises NoLevelsError for an instrument of decimal values, NotScorableError for one that is not scored,
    UnknownPartError for a part it does not have.
    """
    found = fit(instrument, Printed(index, parts))
    if found is None:
        return Inference("no")
    exact = tuple(Fraction(total, found.lattice.unit) for total in found.index)
    read = (index,) if reading == "rounded" else exact  # rounded, they are all the printed index
    return Inference(
        possible=found.possible,
        predicate_narrows=predicate is not None and _rules_out(instrument, predicate, read),
        index=exact,
        groups=_groups(instrument, found),
        parts=tuple(
            _proof(instrument, found.lattice.widened, part, tuple(totals))
            for part, totals in enumerate(found.parts)
        ),
    )


def possible(instrument: Instrument, index: Fraction, parts: Mapping[str, Fraction]) -> Possible:
    """Whether some integer profile prints the figures; "outside scale": only with levels one below the lowest.

    Raises as `infer` does.
    """
    found = fit(instrument, Printed(index, parts))
    return "no" if found is None else found.possible


def _groups(instrument: Instrument, found: Fit) -> tuple[Group, ...]:
    widened = found.lattice.widened
    rows = [
        _groups_of_part(instrument, widened, part, tuple(totals)) for part, totals in enumerate(found.parts)
    ]
    return tuple([rows[place.part][place.slot] for place in count_tables(instrument, widened).groups])


@lru_cache(maxsize=1024)
def _groups_of_part(
    instrument: Instrument, widened: bool, part: int, totals: tuple[int, ...]
) -> tuple[Group, ...]:
    """The groups of one part by their slots: a table of the instrument, filled as it is asked."""
    tables = count_tables(instrument, widened)
    bounds = tables.over(part, totals)
    return tuple(
        Group(
            place.node.code,
            place.node.kind,
            place.node.number,
            len(place.node.leaves),
            dict(zip(tables.levels, bounds[place.slot], strict=True)),
        )
        for place in sorted(tables.groups, key=lambda place: place.slot)
        if place.part == part
    )


def _rules_out(instrument: Instrument, predicate: str, values: Sequence[Fraction]) -> bool:
    """Whether some of these values lie in another band only; one outside all bands is ruled out by none."""
    wanted = predicate.strip().casefold()
    grid = instrument.band_grid
    for value in values:
        read = value if grid is None else round_half_up(value, grid)
        holding = [band for band in instrument.bands if band.holds(read)]
        if holding and not any(wanted in _names(band) for band in holding):
            return True
    return False


def _names(band: Band) -> set[str]:
    return {name.casefold() for name in (band.name, band.also, *band.aliases)}


@lru_cache(maxsize=1024)
def _proof(instrument: Instrument, widened: bool, position: int, totals: tuple[int, ...]) -> PartProof:
    """Why the bounds of a part hold where it has one of these totals: a table of the instrument too."""
    part = lattice_of(instrument, widened).parts[position]
    classes = tuple(PartClass(leaf_class.count, leaf_class.codes) for leaf_class in part.classes)
    sums = list(islice((sums for total in totals for sums in part.sums(total)), MOST_SUMS + 1))
    return PartProof(part.node.code, classes, None if len(sums) > MOST_SUMS else tuple(sorted(sums)))
