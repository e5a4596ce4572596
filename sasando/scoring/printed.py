"""Printed figures, and every integer total that prints them.

Printed means two decimals, half up, from the exact value (DOMAIN.md §3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import prod
from typing import Literal

from sasando.scoring.lattice import Lattice, PartLattice, lattice_of, members
from sasando.scoring.model import Instrument

_FEW = 256  # combinations
Possible = Literal["yes", "outside scale", "no"]


class UnknownPartError(ValueError):
    """A printed value is named after a node that is not right below the root."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed row: the index, and the value of each part that is printed, by the code of its node."""

    index: Fraction
    parts: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fit:
    """Every total that prints a row.

    `parts[i]` are the totals of part i that go together with some totals of the others, `index` those of the
    whole tree; all ascending, none empty. With `lattice.widened` the row is outside the scale.
    """

    lattice: Lattice
    parts: tuple[Sequence[int], ...]
    index: Sequence[int]

    @property
    def possible(self) -> Possible:
        return "outside scale" if self.lattice.widened else "yes"


def fit(instrument: Instrument, printed: Printed) -> Fit | None:
    """The totals that print this row; None where no profile does.

    Levels one below the lowest are tried only where the scale itself gives nothing and does not start at 0.
    Raises UnknownPartError, and as `lattice_of` does.
    """
    unknown = printed.parts.keys() - {part.code for part in instrument.parts}
    if unknown:
        raise UnknownPartError(
            f"{', '.join(sorted(unknown))} bukan bagian dari {instrument.key}; yang ada: "
            + ", ".join(part.code for part in instrument.parts)
        )
    found = _fit(lattice_of(instrument), printed)
    if found is None and instrument.low >= 1:
        found = _fit(lattice_of(instrument, True), printed)
    return found


def totals_printing(shown: Fraction, unit: int) -> range:
    """The integers T ≥ 0 with T / unit printed as `shown`; none where `shown` is off the grid of 0.01."""
    if 100 % shown.denominator:
        return range(0)
    hundredths = shown.numerator * (100 // shown.denominator)
    first = -((1 - 2 * hundredths) * unit // 200)
    return range(max(0, first), -((-1 - 2 * hundredths) * unit // 200))


def _fit(lattice: Lattice, printed: Printed) -> Fit | None:
    window = totals_printing(printed.index, lattice.unit)
    if not window:
        return None
    choices: list[Sequence[int] | None] = []
    for part in lattice.parts:
        shown = printed.parts.get(part.node.code)
        choice = None if shown is None else _reachable(part, *shown.as_integer_ratio())
        if choice == ():
            return None
        choices.append(choice)
    listed = [choice for choice in choices if choice is not None]
    if len(listed) == len(choices) and prod(map(len, listed)) <= _FEW:
        return _fit_of_few(lattice, window, listed)
    return _fit_of_many(lattice, window, choices)


def _fit_of_few(lattice: Lattice, window: range, choices: Sequence[Sequence[int]]) -> Fit | None:
    """Where every part is printed there are few combinations: each is added up."""
    fitting = [one for one in product(*choices) if sum(one) in window]
    if not fitting:
        return None
    kept = tuple(sorted(set(totals)) for totals in zip(*fitting, strict=True))
    return Fit(lattice, kept, sorted({sum(one) for one in fitting}))


def _fit_of_many(lattice: Lattice, window: range, choices: Sequence[Sequence[int] | None]) -> Fit | None:
    """Else sets of totals are added up as the bits of whole numbers."""
    mask = ((1 << len(window)) - 1) << window.start
    kept = []
    for position, (part, choice) in enumerate(zip(lattice.parts, choices, strict=True)):
        others = _others(lattice, choices, position)
        totals = members(part.reachable) if choice is None else choice
        kept.append([total for total in totals if others << total & mask])
    if not kept[0]:
        return None
    index = _others(lattice, choices, None) & mask
    return Fit(lattice, tuple(kept), [window.start + at for at in members(index >> window.start)])


@lru_cache(maxsize=4096)
def _reachable(part: PartLattice, numerator: int, denominator: int) -> tuple[int, ...]:
    """The totals of a part that print a value: a table of the instrument, filled as it is asked."""
    window = totals_printing(Fraction(numerator, denominator), part.unit)
    return tuple(total for total in window if part.reachable >> total & 1)


def _others(lattice: Lattice, choices: Sequence[Sequence[int] | None], left_out: int | None) -> int:
    """The set of totals of all parts but one."""
    totals = 1
    for position, (part, choice) in enumerate(zip(lattice.parts, choices, strict=True)):
        if position == left_out:
            continue
        if choice is None:
            totals = part.add_to(totals)
        else:
            before, totals = totals, 0
            for total in choice:
                totals |= before << total
    return totals
