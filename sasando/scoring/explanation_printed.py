"""What moved the index between two years of one instrument, from the printed figures alone."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sasando.scoring.inference import Printed, fitting
from sasando.scoring.model import Instrument, Node
from sasando.scoring.numbers import fraction_text

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
    """The change of the index, and what each part contributed to it, in points of the index."""

    change: Span
    parts: tuple[tuple[Node, Span], ...]

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

    Raises:
        ContradictionError: the figures of one year cannot be printed by any profile.
        NoLevelsError: the instrument's values are decimal.
    """
    first, lattice, allowed_before, totals_before = fitting(instrument, before)
    second, _, allowed_after, totals_after = fitting(instrument, after)
    if "no" in (first, second):
        raise ContradictionError(
            "angka tercetak salah satu tahun saling bertentangan; tidak ada yang dapat disimpulkan"
        )
    parts = zip(instrument.parts, allowed_before, allowed_after, strict=True)
    return PrintedChange(
        _span(totals_before, totals_after, lattice.scale),
        tuple((node, _span(old, new, lattice.scale)) for node, old, new in parts),
    )


def _span(before: list[int], after: list[int], scale: int) -> Span:
    values = None
    if len(before) + len(after) - 1 <= LISTED_AT_MOST:  # two sets have at least so many differences
        differences = sorted({new - old for old in before for new in after})
        if len(differences) <= LISTED_AT_MOST:
            values = tuple(Fraction(difference, scale) for difference in differences)
    return Span(Fraction(after[0] - before[-1], scale), Fraction(after[-1] - before[0], scale), values)
