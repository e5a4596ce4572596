"""What the latest official result is compared with, in sentences to be read aloud."""

from __future__ import annotations

from fractions import Fraction

from sasando.results.queries import MeanRow, TargetRow
from sasando.ui.numbers import shown
from sasando.ui.words import text as _


def mean_sentence(value: Fraction, mean: MeanRow) -> str:
    """A result against the national mean of its year."""
    if value < mean.value:
        against = _("hasil resmi %(gap)s di bawahnya.") % {"gap": shown(mean.value - value)}
    elif value > mean.value:
        against = _("hasil resmi %(gap)s di atasnya.") % {"gap": shown(value - mean.value)}
    else:
        against = _("hasil resmi sama.")
    named = _("Rata-rata nasional %(year)s %(value)s") % {"year": mean.year, "value": shown(mean.value)}
    return f"{named}: {against}"


def target_sentence(value: Fraction, target: TargetRow) -> str:
    """A result against the last known target, of whatever year it was."""
    named = _("Target terakhir yang diketahui %(value)s untuk %(year)s") % {
        "value": shown(target.value), "year": target.year,
    }  # fmt: skip
    if value >= target.value:
        return _("%(target)s: hasil resmi sudah mencapainya.") % {"target": named}
    return _("%(target)s: hasil resmi masih kurang %(gap)s.") % {
        "target": named, "gap": shown(target.value - value),
    }  # fmt: skip
