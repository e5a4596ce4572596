"""Why an index changed: what every indicator and every part of the tree contributed, without remainder."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sasando.scoring.model import Instrument
from sasando.scoring.plan import compiled
from sasando.scoring.score import Score


class NotComparableError(ValueError):
    """Two results whose difference has no exact explanation."""


class IncompleteScoreError(NotComparableError):
    """A value is missing in one of the two."""


class DifferentInstrumentsError(NotComparableError):
    """The two were not measured by the same instrument in the same version."""


@dataclass(frozen=True, slots=True)
class Change:
    """From `before` to `after`, in points of the index.

    `leaves` holds the contribution of every rated leaf by code, `nodes` that of every node (root included);
    the leaves below a node add up to it exactly, and all leaves to `difference`.
    """

    before: Fraction
    after: Fraction
    leaves: dict[str, Fraction]
    nodes: dict[str, Fraction]

    @property
    def difference(self) -> Fraction:
        return self.after - self.before


def explain_change(instrument: Instrument, before: Score, after: Score) -> Change:
    """The exact explanation of the change between two complete scores of `instrument`.

    Raises DifferentInstrumentsError or IncompleteScoreError with the reason.
    """
    for scored in (before, after):
        _check_same(instrument, scored.instrument)
    for name, scored in (("awal", before), ("akhir", after)):
        if scored.missing:
            numbers = ", ".join(scored.missing)
            raise IncompleteScoreError(f"hasil {name} belum lengkap: indikator {numbers} belum dinilai")
    plan = compiled(instrument)
    old, new = before.contributions, after.contributions
    changes = [(new[leaf.code] or Fraction(0)) - (old[leaf.code] or Fraction(0)) for leaf in plan.leaves]
    nodes = {
        node.code: sum(changes[first:end], Fraction(0))
        for node, (first, end) in zip(plan.nodes, plan.spans, strict=True)
    }
    leaves = dict(zip((leaf.code for leaf in plan.leaves), changes, strict=True))
    return Change(before.index or Fraction(0), after.index or Fraction(0), leaves, nodes)


def _check_same(expected: Instrument, found: Instrument) -> None:
    if (expected.key, expected.version, expected.digest) != (found.key, found.version, found.digest):
        raise DifferentInstrumentsError(
            f"hasil ini diukur dengan {found.key} versi {found.version}, bukan {expected.key} versi "
            f"{expected.version}: angka dari instrumen yang berbeda tidak dapat dikurangkan"
        )
