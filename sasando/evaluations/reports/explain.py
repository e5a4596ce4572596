"""Why an index is what it is: what changed since an earlier result, or what each part adds to the lowest index."""

from __future__ import annotations

from fractions import Fraction

from sasando.evaluations.reports.facts import Contribution, Explanation
from sasando.scoring.change import explain_change
from sasando.scoring.model import Instrument, Node
from sasando.scoring.score import Score


def changed(before: Score, after: Score, names: tuple[str, str], note: str = "") -> Explanation:
    """The exact explanation of the change between two complete scores; leaves that did not change are left out.

    Raises:
        NotComparableError: other instruments, or a value is missing; the message is for the reader.
    """
    instrument = after.instrument
    found = explain_change(instrument, before, after)
    leaves = [
        _contribution(leaf, before.values[leaf.code], after.values[leaf.code], found.leaves[leaf.code])
        for leaf in instrument.leaves
        if before.values[leaf.code] != after.values[leaf.code]
    ]
    parts = [
        _contribution(part, before.nodes[part.code], after.nodes[part.code], found.nodes[part.code])
        for part in instrument.parts
    ]
    return Explanation(
        names[0], found.before, names[1], found.after, tuple(parts), tuple(leaves), compared=True, note=note
    )


def known_changes(before: Score, after: Score) -> tuple[Contribution, ...]:
    """What changed among the leaves that have a value in both, exactly, though one of the two is incomplete.

    Raises:
        DifferentInstrumentsError: the two were not measured by the same version of the instrument.
    """
    instrument = after.instrument
    if before.instrument.digest != instrument.digest:
        explain_change(instrument, before, after)  # says why
    old, new = before.contributions, after.contributions
    found = []
    for leaf in instrument.leaves:
        first, second = old[leaf.code], new[leaf.code]
        values = before.values[leaf.code], after.values[leaf.code]
        if first is not None and second is not None and values[0] != values[1]:
            found.append(_contribution(leaf, *values, second - first))
    return tuple(found)


def composed(scored: Score, names: tuple[str, str], note: str = "") -> Explanation:
    """What each part adds to the lowest index there is; a missing value adds nothing, so the end is the lower bound."""
    instrument = scored.instrument
    total = sum((leaf.weight or Fraction(0) for leaf in instrument.leaves), Fraction(0)) or Fraction(1)
    parts = [
        _contribution(part, None, scored.nodes[part.code], _above_lowest(instrument, scored, part, total))
        for part in instrument.parts
    ]
    start = instrument.low
    end = start + sum((part.points for part in parts), Fraction(0))
    return Explanation(names[0], start, names[1], end, tuple(parts), (), compared=False, note=note)


def _above_lowest(instrument: Instrument, scored: Score, part: Node, total: Fraction) -> Fraction:
    """What the leaves of a part add above the instrument's lowest value; one without a value counts as its lowest."""
    found = Fraction(0)
    for leaf in part.leaves:
        value = scored.values[leaf.code]
        least, _highest = instrument.range_of(leaf)
        found += (leaf.weight or Fraction(0)) * ((least if value is None else value) - instrument.low) / total
    return found


def _contribution(
    node: Node, before: Fraction | None, after: Fraction | None, points: Fraction
) -> Contribution:
    return Contribution(node.code, node.number, node.name, before, after, points)
