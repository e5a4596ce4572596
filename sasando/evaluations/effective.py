"""Which value of an indicator counts at a stage: that of the latest stage so far that has one (DOMAIN.md §4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Decided:
    """What a stage decided for a node; `value` None: it does not apply."""

    node: str
    stage: int  # the stage's ordinal
    value: Fraction | None


def effective(decisions: Iterable[Decided], stage: int) -> dict[str, Decided]:
    """The decision that counts for each node at `stage` (an ordinal); nodes without any are absent.

    An indicator that a stage left alone keeps what an earlier one decided; withdrawn decisions are not given.

    >>> rows = [Decided("I1", 1, Fraction(3)), Decided("I1", 2, Fraction(2)), Decided("I2", 1, Fraction(1))]
    >>> {code: (one.stage, one.value) for code, one in effective(rows, 2).items()}
    {'I1': (2, Fraction(2, 1)), 'I2': (1, Fraction(1, 1))}
    """
    found: dict[str, Decided] = {}
    for one in decisions:
        held = found.get(one.node)
        if one.stage <= stage and (held is None or held.stage < one.stage):
            found[one.node] = one
    return found


def values(decisions: Mapping[str, Decided]) -> dict[str, Fraction | None]:
    """The values to score, by node code."""
    return {code: one.value for code, one in decisions.items()}
