"""The kinds of agencies as bars: the median of each, beside the mean its report prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.safestring import SafeString

from sasando.instruments.scale import scale_of
from sasando.results.national import Spread
from sasando.scoring.model import Instrument
from sasando.ui.charts.bars import Bar, BarChart, BarRow, bar_chart
from sasando.ui.markup import safe
from sasando.ui.numbers import shown
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class KindBar:
    """One kind: its name, how its indices lie, the printed mean or None, whether it is the one asked for."""

    name: str
    found: Spread
    mean: Fraction | None
    marked: bool


def kinds_chart(kinds: Sequence[KindBar], year: int, instrument: Instrument) -> SafeString:
    """The drawing; nothing where there is less to compare than two kinds."""
    return bar_chart(kinds_bars(kinds, year, instrument)) if len(kinds) > 1 else safe()


def kinds_bars(kinds: Sequence[KindBar], year: int, instrument: Instrument) -> BarChart:
    """The drawing as plain values."""
    rows = [
        BarRow(
            one.name,
            Bar(one.found.median, shown(one.found.median)),
            None if one.mean is None else Bar(one.mean, shown(one.mean)),
            marked=one.marked,
        )
        for one in kinds
    ]
    return BarChart(
        identifier="n2",
        title=_("Median indeks %(year)s menurut jenis instansi") % {"year": year},
        description="; ".join(_described(one) for one in kinds) + ".",
        low=instrument.low,
        high=instrument.high,
        ticks=scale_of(instrument).ticks,
        rows=rows,
    )


def _described(one: KindBar) -> str:
    values: Mapping[str, str] = {"name": one.name, "median": shown(one.found.median)}
    if one.mean is None:
        return _("%(name)s median %(median)s") % values
    return _("%(name)s median %(median)s, rata-rata tercetak %(mean)s") % {**values, "mean": shown(one.mean)}
