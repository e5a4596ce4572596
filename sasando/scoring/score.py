"""The exact score of one row of values: index, predicate, every node, every contribution; bounds over gaps.

Nothing is rounded before it is shown. Source: PermenPANRB 59/2020, Bab IV (weighted means up the tree);
that nothing is rounded in between follows from all 1,236 published results of 2023 and 2024.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import lcm
from typing import Any

from sasando.scoring.faults import Fault, LevelsError
from sasando.scoring.model import Instrument, Node, ValueKind
from sasando.scoring.numbers import fraction_text, half_up
from sasando.scoring.plan import Plan, compiled
from sasando.scoring.predicate import Predicate, Reading, read_predicate

Value = Fraction | int


@dataclass(frozen=True, slots=True)
class Bounds:
    """The index with every missing value at its lowest, and at its highest."""

    lower: Fraction
    upper: Fraction


@dataclass(frozen=True, eq=False)
class Score:
    """A scored row. `values` holds every leaf by code, assumed ones filled in, None where missing.

    `missing` and `assumed` are the numbers people write. What is computed from the values is made when asked.
    """

    instrument: Instrument
    reading: Reading
    values: dict[str, Fraction | None]
    missing: tuple[str, ...]
    assumed: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return not self.missing

    @cached_property
    def index(self) -> Fraction | None:
        return None if self.missing else self._index_with(self._scaled)

    @cached_property
    def shown(self) -> str | None:
        """The index as it is printed: "2.48"."""
        return None if self.index is None else half_up(self.index)

    @cached_property
    def predicate(self) -> Predicate | None:
        return None if self.index is None else read_predicate(self.instrument, self.index, self.reading)

    @cached_property
    def bounds(self) -> Bounds | None:
        """Lowest and highest possible index; None where nothing is missing."""
        if not self.missing:
            return None
        lowest, highest = [], []
        for leaf in self._plan.leaves:
            value = self.values[leaf.code]
            low, high = self.instrument.range_of(leaf) if value is None else (value, value)
            lowest.append(low)
            highest.append(high)
        return Bounds(self._index_with(_scaled(lowest)), self._index_with(_scaled(highest)))

    @cached_property
    def nodes(self) -> dict[str, Fraction | None]:
        """The exact value of every node by code, root included; None where a value below it is missing."""
        plan, (levels, scale) = self._plan, self._scaled
        totals = plan.totals(levels)
        gaps = tuple(accumulate((self.values[leaf.code] is None for leaf in plan.leaves), initial=0))
        return {
            node.code: plan.value(totals, position, scale) if gaps[first] == gaps[end] else None
            for position, (node, (first, end)) in enumerate(zip(plan.nodes, plan.spans, strict=True))
        }

    @cached_property
    def contributions(self) -> dict[str, Fraction | None]:
        """What every leaf adds to the index, in points of the index: weight · value / 100."""
        plan = self._plan
        return {
            leaf.code: None
            if (value := self.values[leaf.code]) is None
            else value * weight / plan.denominators[0]
            for leaf, weight in zip(plan.leaves, plan.weights, strict=True)
        }

    def to_json(self) -> dict[str, Any]:
        """The dict of `sasando score --json` (DESIGN.md §4)."""
        bounds = self.bounds
        return {
            "instrument": self.instrument.key,
            "version": self.instrument.version,
            "index": None if self.index is None else _number(self.index),
            "predicate": None if self.predicate is None else _predicate(self.predicate),
            "bounds": bounds and {"lower": _number(bounds.lower), "upper": _number(bounds.upper)},
            "missing": list(self.missing),
            "assumed": list(self.assumed),
            "nodes": [self._node(node) for node in self._plan.nodes[1:]],
        }

    @cached_property
    def _plan(self) -> Plan:
        return compiled(self.instrument)

    @cached_property
    def _scaled(self) -> tuple[list[int], int]:
        """Levels as integers, missing ones as 0, and what they were multiplied by."""
        return _scaled([value if value is not None else Fraction(0) for value in self.values.values()])

    def _index_with(self, scaled: tuple[list[int], int]) -> Fraction:
        levels, scale = scaled
        return self._plan.value(self._plan.totals(levels), 0, scale)

    def _node(self, node: Node) -> dict[str, Any]:
        value = self.nodes[node.code]
        return {
            "kind": node.kind,
            "number": node.number,
            "name": node.name,
            "weight": fraction_text(node.weight or 0),
            "exact": None if value is None else fraction_text(value),
            "shown": None if value is None else half_up(value),
        }


def score(instrument: Instrument, values: Mapping[str, Value | None], *, reading: Reading = "exact") -> Score:
    """Score the values of the leaves, by code ("I1", "I35.2"); absent or None is missing.

    An outside value left blank counts as the instrument's `outside_empty`, if it has one, and is listed in
    `assumed`. A missing value is never reweighted away: there is no index then, only bounds.

    Raises NotScorableError for an instrument that is not scored, LevelsError for a code that is not rated, a
    value outside its range, or one that is not whole where levels are whole.
    """
    plan = compiled(instrument)
    faults = _faults(instrument, plan, values)
    if faults:
        raise LevelsError(faults)
    filled: dict[str, Fraction | None] = {}
    missing, assumed = [], []
    for leaf in plan.leaves:
        value = values.get(leaf.code)
        if value is not None:
            filled[leaf.code] = Fraction(value)
        elif leaf.outside and instrument.outside_empty is not None:
            filled[leaf.code] = instrument.outside_empty
            assumed.append(leaf.number)
        else:
            filled[leaf.code] = None
            missing.append(leaf.number)
    return Score(instrument, reading, filled, tuple(missing), tuple(assumed))


def value_fault(instrument: Instrument, leaf: Node, value: Value) -> tuple[str, str] | None:
    """What is wrong with a value of `leaf` and what to do; None where it may stand."""
    low, high = instrument.range_of(leaf)
    whole = instrument.value_kind is not ValueKind.INTEGER or value.denominator == 1
    if whole and low <= value <= high:
        return None
    written, limits = fraction_text(value), f"{fraction_text(low)} sampai {fraction_text(high)}"
    if whole:
        return f"nilai {written} di luar skala", f"isi {limits}, atau kosongkan bila belum dinilai"
    return f"nilai {written} tidak bulat", f"isi bilangan bulat {limits}"


def _faults(instrument: Instrument, plan: Plan, values: Mapping[str, Value | None]) -> list[Fault]:
    leaves = {leaf.code: leaf for leaf in plan.leaves}
    faults = []
    for code, value in values.items():
        leaf = leaves.get(code)
        if leaf is None:
            inner = instrument.by_code.get(code)
            rated = ", ".join(each.code for each in inner.leaves) if inner else "kode pada instrumen"
            faults.append(
                Fault("", code, f"{code} tidak dinilai langsung di {instrument.key}", f"pakai {rated}")
            )
        elif value is not None and (fault := value_fault(instrument, leaf, value)):
            faults.append(Fault("", code, *fault))
    return faults


def _scaled(values: list[Fraction]) -> tuple[list[int], int]:
    """The values as integers over their common denominator, and that denominator."""
    scale = lcm(*(value.denominator for value in values))
    return [value.numerator * (scale // value.denominator) for value in values], scale


def _number(value: Fraction) -> dict[str, str]:
    return {"exact": fraction_text(value), "shown": half_up(value)}


def _predicate(predicate: Predicate) -> dict[str, Any]:
    return {
        "name": predicate.name,
        "also": predicate.also,
        "from_exact": predicate.from_exact,
        "from_shown": predicate.from_shown,
        "differs": predicate.differs,
    }
