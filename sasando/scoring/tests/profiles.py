"""Integer profiles that give wanted node values, found by trying level sums of equally weighted leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product

from sasando.scoring.model import Instrument, Node
from sasando.scoring.score import Score, score

Levels = dict[str, Fraction]


def profiles_of(instrument: Instrument, node: Node, wanted: Callable[[Fraction], bool]) -> Iterator[Levels]:
    """One profile of the leaves below `node` for each combination of level sums that gives a wanted value."""
    low, high = int(instrument.low), int(instrument.high)
    classes: dict[Fraction, list[Node]] = {}
    for leaf in node.leaves:
        assert leaf.weight is not None
        classes.setdefault(leaf.weight, []).append(leaf)
    assert node.weight is not None
    ranges = [range(low * len(leaves), high * len(leaves) + 1) for leaves in classes.values()]
    for sums in product(*ranges):
        if wanted(sum((w * s for w, s in zip(classes, sums, strict=True)), Fraction(0)) / node.weight):
            yield {
                code: level
                for leaves, total in zip(classes.values(), sums, strict=True)
                for code, level in _spread(leaves, total).items()
            }


def scores_with(instrument: Instrument, wanted: list[Callable[[Fraction], bool]]) -> Iterator[Score]:
    """Scores of integer profiles whose parts below the root are wanted, in the instrument's order."""
    choices = [
        list(profiles_of(instrument, part, test)) for part, test in zip(instrument.parts, wanted, strict=True)
    ]
    for chosen in product(*choices):
        yield score(instrument, {code: level for profile in chosen for code, level in profile.items()})


def _spread(leaves: list[Node], total: int) -> Levels:
    """The total as evenly as it goes."""
    each, more = divmod(total, len(leaves))
    return {leaf.code: Fraction(each + (position < more)) for position, leaf in enumerate(leaves)}
