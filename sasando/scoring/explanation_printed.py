"""What moved the index between two years of one instrument, from the printed figures alone.

Source: DESIGN.md §4, `sasando explain`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sasando.scoring.model import Instrument, Node
from sasando.scoring.numbers import fraction_text, half_up
from sasando.scoring.printed import Fit, Printed, fit

LISTED_AT_MOST = 8


class ContradictionError(ValueError):
    """The printed figures of a year contradict each other, so nothing follows from them."""


@dataclass(frozen=True, slots=True)
class Span:
    """Every difference lies in [lower, upper]; `values` lists them all where they are at most eight."""

    lower: Fraction
    upper: Fraction
    values: tuple[Fraction, ...] | None

    def to_json(self) -> dict[str, Any]:
        return {
            "lower": fraction_text(self.lower),
            "upper": fraction_text(self.upper),
            "values": None if self.values is None else [fraction_text(value) for value in self.values],
        }


@dataclass(frozen=True, slots=True)
class PrintedChange:
    """The change of the index, and what each part contributed to it, in points of the index.

    `outside_scale`: the figures of one of the years need levels below the scale.
    """

    change: Span
    parts: tuple[tuple[Node, Span], ...]
    outside_scale: bool = False

    def to_json(self) -> dict[str, Any]:
        """The answer of `sasando explain`, without agency and years."""
        return {
            "change": self.change.to_json(),
            "domains": [
                {"number": node.number, "name": node.name, "contribution": span.to_json()}
                for node, span in self.parts
            ],
        }


def explain_printed(instrument: Instrument, before: Printed, after: Printed) -> PrintedChange:
    """The change over all integer profiles that print the figures of both years.

    Raises ContradictionError where no profile prints the figures of a year, else as `fit` does.
    """
    first, second = fit_or_refuse(instrument, before), fit_or_refuse(instrument, after)
    unit = first.lattice.unit
    return PrintedChange(
        change=_span(first.index, second.index, unit),
        parts=tuple(
            (node, _span(old, new, unit))
            for node, old, new in zip(instrument.parts, first.parts, second.parts, strict=True)
        ),
        outside_scale=first.lattice.widened or second.lattice.widened,
    )


def fit_or_refuse(instrument: Instrument, printed: Printed) -> Fit:
    """The totals that print a row. Raises ContradictionError where there are none, else as `fit` does."""
    found = fit(instrument, printed)
    if found is None:
        raise ContradictionError(
            f"indeks tercetak {_comma(printed.index)} tidak cocok dengan nilai bagiannya: tidak ada susunan "
            "tingkat yang mencetak angka-angka itu; periksa angkanya pada sumber"
        )
    return found


def _span(before: Sequence[int], after: Sequence[int], unit: int) -> Span:
    """The differences of two ascending sets of totals, which are free of each other."""
    values = None
    if len(before) + len(after) - 1 <= LISTED_AT_MOST:  # two sets have at least so many differences
        differences = sorted({new - old for old in before for new in after})
        if len(differences) <= LISTED_AT_MOST:
            values = tuple(Fraction(difference, unit) for difference in differences)
    return Span(Fraction(after[0] - before[-1], unit), Fraction(after[-1] - before[0], unit), values)


def _comma(value: Fraction) -> str:
    return half_up(value).replace(".", ",")
