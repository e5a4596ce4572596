"""What the formulas of the index sheet give for the values that stand: kept in the file beside each formula.

Programs that show a workbook without recomputing it (LibreOffice at first opening, phones) show these.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from sasando.evaluations.queries import Worksheet
from sasando.evaluations.workbook.texts import number_text
from sasando.scoring.numbers import half_up
from sasando.scoring.plan import Plan, compiled


@dataclass(frozen=True, slots=True)
class Figures:
    """One entry for each rated node, in the instrument's order; a missing value has numerator 0 over 1."""

    plan: Plan
    halves: tuple[tuple[int, int], ...]
    filled: tuple[int, ...]
    common: int
    results: tuple[int, ...]
    lows: tuple[int, ...]
    highs: tuple[int, ...]
    index: str
    predicate: str
    bounds: str

    def part(self, position: int) -> tuple[str, int]:
        """The value of a node as it is shown, "" with a gap, and how many values it lacks."""
        first, end = self.plan.spans[position]
        missing = end - first - sum(self.filled[first:end])
        scale = self.plan.denominators[position] * self.common
        return ("" if missing else half_up(Fraction(sum(self.results[first:end]), scale))), missing


def figures(sheet: Worksheet) -> Figures:
    """The figures of a stage as it stands."""
    instrument, scored = sheet.instrument, sheet.score
    plan = compiled(instrument)
    values = [scored.values[leaf.code] for leaf in plan.leaves]
    halves = tuple(halves_of(value) for value in values)
    common = lcm(*(below for _, below in halves))
    results, lows, highs = [], [], []
    for leaf, weight, value, (above, below) in zip(plan.leaves, plan.weights, values, halves, strict=True):
        result = weight * (common // below) * above
        low, high = (int(weight * common * edge) for edge in instrument.range_of(leaf))
        results.append(0 if value is None else result)
        lows.append(low if value is None else result)
        highs.append(high if value is None else result)
    scale = plan.denominators[0] * common
    edges = [half_up(Fraction(sum(one), scale)).replace(".", ",") for one in (lows, highs)]
    predicate = scored.predicate
    return Figures(
        plan=plan,
        halves=halves,
        filled=tuple(int(value is not None) for value in values),
        common=common,
        results=tuple(results),
        lows=tuple(lows),
        highs=tuple(highs),
        index=f"belum lengkap: {len(scored.missing)} kosong"
        if scored.index is None
        else half_up(scored.index),
        predicate="" if predicate is None else band_name(predicate.name, predicate.also),
        bounds=" sampai ".join(edges),
    )


def halves_of(value: Fraction | None) -> tuple[int, int]:
    """A value as its cell is read: "2,5" is 25 over 10; a missing one is -1 over 1, which is no value."""
    if value is None:
        return -1, 1
    text = number_text(value)
    above, stroke, below = text.partition("/")
    if stroke:
        return int(above), int(below)
    whole, _comma, places = text.partition(",")
    return int(whole + places), 10 ** len(places)


def band_name(name: str, also: str) -> str:
    """A predicate with both its names: "Cukup (Membangun)"."""
    return f"{name} ({also})" if also else name
