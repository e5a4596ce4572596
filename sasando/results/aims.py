"""Targets as a chart draws them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from sasando.results.queries import TargetRow
from sasando.ui.charts.line import Aim
from sasando.ui.numbers import apart, shown
from sasando.ui.words import text as _


def aims_of(targets: Sequence[TargetRow], results: Mapping[int, Fraction]) -> list[Aim]:
    """The diamonds, each with what the result of its year lacks; the last one says what they are."""
    return [
        Aim(
            target.year,
            target.value,
            _("target %(value)s") % {"value": shown(target.value)}
            if target is targets[-1]
            else shown(target.value),
            _gap(target.value, results.get(target.year)),
            shown(target.value),
        )
        for target in targets
    ]


def _gap(target: Fraction, value: Fraction | None) -> str:
    if value is None:
        return ""
    lacking, gap = apart(target, value)
    return _("kurang %(gap)s") % {"gap": gap} if lacking > 0 else ""
