"""Bars: one row a name, with our value and, below it, one to compare with. From left to right; x in %, y in em.

Bars start at the lowest value of the scale, and the caption of the figure says so. Each value stands at the end of
its bar, outside it, so that it is read on paper and in grey; the scale ends where there is still room for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import inf
from typing import NamedTuple

from django.utils.safestring import SafeString

from sasando.ui.charts.columns import NARROWEST
from sasando.ui.charts.labels import Label, label_at, text_width
from sasando.ui.charts.units import across, em, plain, svg_open
from sasando.ui.markup import safe

_LABEL = 13
_SMALL = 12
_NAME = 20  # px from the top of a row to its bars
_OURS = 16
_OTHER = 12
_GAP = 3
_AFTER = 13
_AXIS = 24
_ASIDE = 5.0  # px between a bar's end and its value


class Bar(NamedTuple):
    """A value and how it is written."""

    value: Fraction
    text: str


class BarRow(NamedTuple):
    """A name with its values; `ours` None: there is no value, and `why` says so in the bar's place."""

    name: str
    ours: Bar | None
    other: Bar | None = None
    marked: bool = True
    why: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Tick:
    """A value on the axis, and how it is written. The ticks of a scale are made once, and are the same for all its
    charts: none equals another."""

    value: Fraction
    text: str


class BarChart(NamedTuple):
    """`low` and `high`: the ends of the scale. A row that is not `marked` has the fill of everybody else."""

    identifier: str
    title: str
    description: str
    low: Fraction
    high: Fraction
    ticks: Sequence[Tick]
    rows: Sequence[BarRow]


def bar_chart(chart: BarChart) -> SafeString:
    """The `<svg>` of a bar chart; its data table is the caller's."""
    drawing = _Drawing(chart)
    return safe(
        svg_open(chart.identifier, chart.title, chart.description, drawing.axis.height),
        drawing.axis.lines,
        *drawing.bars,
        *[label.svg() for label in drawing.labels],
        drawing.axis.texts,
        "</svg>",
    )


def labels_of(chart: BarChart) -> list[Label]:
    """Every text of a chart with its box, for tests."""
    drawing = _Drawing(chart)
    return [*drawing.labels, *drawing.axis.labels]


class _Drawing:
    """Where everything of a chart lies."""

    def __init__(self, chart: BarChart) -> None:
        compared = any(row.other for row in chart.rows)
        height = _NAME + _OURS + _AFTER + (_OTHER + _GAP if compared else 0)
        room = _room(chart)
        self._low, high = plain(chart.low), plain(chart.high)
        self._room, self._share = room, room / (high - self._low)
        self.axis = _axis(tuple(chart.ticks), self._low, high, room, height * len(chart.rows))
        self.bars: list[str] = []
        self.labels: list[Label] = []
        for place, row in enumerate(chart.rows):
            self._draw(row, place * height)

    def _draw(self, row: BarRow, top: int) -> None:
        self.labels.append(label_at("v", row.name, 0, top + 14, _LABEL, "start", 1))
        at = top + _NAME
        if row.ours:
            fill, css = ("us", "us h") if row.marked else ("peer", "v h")
            self._bar(row.ours, fill, at, _OURS, css, _LABEL, at + 12.5)
        elif row.why:
            self.labels.append(label_at("s", row.why, 0, at + 12.5, _SMALL, "start", _ASIDE))
        if row.other:
            at += _OURS + _GAP
            self._bar(row.other, "peer", at, _OTHER, "s h", _SMALL, at + 10)

    def _bar(self, bar: Bar, fill: str, top: int, height: int, css: str, size: int, baseline: float) -> None:
        """A bar and its value, which stands beside its end."""
        x = _x(plain(bar.value), self._low, self._share, self._room)
        self.bars.append(
            f'<rect class="b-{fill}" width="{across(max(x, 0.3))}" y="{em(top)}" height="{em(height)}"/>'
        )
        self.labels.append(label_at(css, bar.text, x, baseline, size, "start", _ASIDE))


def _x(value: float, low: float, share: float, room: float) -> float:
    return round(min(room, max(0.0, (value - low) * share)), 2)


class _Axis(NamedTuple):
    """What all charts of one scale and height have alike; `labels` are the `texts` with their boxes, for tests."""

    height: int
    lines: str
    texts: str
    labels: tuple[Label, ...]


@lru_cache(maxsize=64)
def _axis(ticks: tuple[Tick, ...], low: float, high: float, room: float, bottom: int) -> _Axis:
    """A line at each tick, the first of them where all bars begin. A text that would meet the one before it is left
    out."""
    kept: list[Label] = []
    lines = []
    for tick in ticks:
        x = _x(plain(tick.value), low, room / (high - low), room)
        lines.append(
            f'<line class="{"g" if x else "ax"}" x1="{across(x)}" x2="{across(x)}" y1="0" y2="{em(bottom)}"/>'
        )
        label = label_at("s", tick.text, x, bottom + 18, _SMALL, "middle" if x > 4 else "start")
        if label.box.inside(inf) and not (kept and label.box.meets(kept[-1].box)):
            kept.append(label)
    texts = "".join(label.svg() for label in kept)
    return _Axis(bottom + _AXIS, "".join(lines), texts, tuple(kept))


def _room(chart: BarChart) -> float:
    """How far the scale may reach, in %, so that the longest value still stands beside a bar of full length on the
    narrowest screen."""
    texts = {bar.text for row in chart.rows for bar in (row.ours, row.other) if bar}
    widest = max([text_width(text, _LABEL) for text in texts], default=0.0)
    return round(100 - (widest + 2 * _ASIDE) / NARROWEST * 100, 1)
