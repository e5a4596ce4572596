"""An instrument compiled to whole numbers, so that a row of levels is scored by a few passes over integers.

All weights are brought to one denominator once. The leaves below any node stand side by side in the
instrument's order, so the total of a node is the difference of two running sums, whatever the depth.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from math import lcm
from operator import itemgetter, mul, sub

from sasando.scoring.model import Instrument, Node

Pick = Callable[[Sequence[int]], tuple[int, ...]]


class NotScorableError(ValueError):
    """The instrument is loaded for its texts; its weights or rules are not known well enough to score."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`nodes` in walk order (root first); `weights` and `denominators` are integers of one scale.

    The value of node i is totals[i] / denominators[i]; the contribution of a leaf to the index is its
    total / denominators[0].
    """

    nodes: tuple[Node, ...]
    leaves: tuple[Node, ...]
    weights: tuple[int, ...]  # of each leaf
    denominators: tuple[int, ...]  # of each node: the sum of the weights below it
    spans: tuple[tuple[int, int], ...]  # of each node: first leaf, one past its last
    _begins: Pick
    _ends: Pick

    def totals(self, levels: Sequence[int]) -> tuple[int, ...]:
        """Σ weight·level of every node, for one level of every leaf in the instrument's order.

        Fractional values are scored by passing them times their common denominator d and dividing by d again.
        """
        running = tuple(accumulate(map(mul, self.weights, levels), initial=0))
        return tuple(map(sub, self._ends(running), self._begins(running)))

    def value(self, totals: Sequence[int], position: int, scale: int = 1) -> Fraction:
        """The exact value of the node at `position`, where levels were passed times `scale`."""
        return Fraction(totals[position], self.denominators[position] * scale)


@lru_cache(maxsize=64)
def compiled(instrument: Instrument) -> Plan:
    """The plan of an instrument, made once. Raises NotScorableError for one that is not scored."""
    if not instrument.scorable:
        raise NotScorableError(
            f"{instrument.key} tidak dinilai di sini: bobot atau aturannya tidak diketahui penuh"
        )
    nodes, leaves = tuple(instrument.root.walk()), instrument.leaves
    if len(nodes) < 2:
        raise NotScorableError(f"{instrument.key} tidak berisi indikator")
    exact = [_known_weight(leaf) for leaf in leaves]
    scale = lcm(*(weight.denominator for weight in exact))
    weights = tuple(int(weight * scale) for weight in exact)
    spans = _spans(instrument.root)
    return Plan(
        nodes=nodes,
        leaves=leaves,
        weights=weights,
        denominators=tuple(sum(weights[first:end]) for first, end in spans),
        spans=spans,
        _begins=itemgetter(*(first for first, _ in spans)),
        _ends=itemgetter(*(end for _, end in spans)),
    )


def _known_weight(leaf: Node) -> Fraction:
    if leaf.weight is None:
        raise NotScorableError(f"{leaf.code} tanpa bobot")
    return leaf.weight


def _spans(root: Node) -> tuple[tuple[int, int], ...]:
    spans = []
    first = 0
    for node in root.walk():
        spans.append((first, first + len(node.leaves)))
        if not node.children:
            first += 1
    return tuple(spans)
