"""Bars: one row a name, with our value and, below it, one to compare with. From left to right; x in %, y in em.

Bars start at the lowest value of the scale, and the caption of the figure says so. Each value stands at the end of
its bar, outside it, so that it is read on paper and in grey; the scale ends where there is still room for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import inf

from django.utils.safestring import SafeString

from sasando.ui.charts.columns import NARROWEST
from sasando.ui.charts.labels import Label, label_at, text_width
from sasando.ui.charts.units import em, svg_open
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


@dataclass(frozen=True, slots=True)
class Bar:
    """A value and how it is written."""

    value: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class BarRow:
    """A name with its values; `ours` None: there is no value, and `why` says so in the bar's place."""

    name: str
    ours: Bar | None
    other: Bar | None = None
    marked: bool = True
    why: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A value on the axis, and how it is written."""

    value: Fraction
    text: str


@dataclass(frozen=True)
class BarChart:
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
        svg_open(chart.identifier, chart.title, chart.description, drawing.height),
        *drawing.axis(),
        *drawing.bars(),
        *(label.svg() for label in drawing.labels),
        "</svg>",
    )


def labels_of(chart: BarChart) -> list[Label]:
    """Every text of a chart with its box, for tests."""
    return _Drawing(chart).labels


class _Drawing:
    """Where everything of a chart lies."""

    def __init__(self, chart: BarChart) -> None:
        self._chart = chart
        compared = any(row.other for row in chart.rows)
        self._row = _NAME + _OURS + _AFTER + (_OTHER + _GAP if compared else 0)
        self.bottom = self._row * len(chart.rows)
        self.height = self.bottom + _AXIS
        self._room = _room(chart)
        self._low = float(chart.low)
        self._share = self._room / (float(chart.high) - self._low)
        self.labels = [*self._texts(), *_tick_labels(tuple(self._ticks()), self.bottom)]

    def _x(self, value: Fraction) -> float:
        return round(min(self._room, max(0.0, (float(value) - self._low) * self._share)), 2)

    def axis(self) -> Iterator[str]:
        """A line at each tick, the first of them where all bars begin."""
        bottom = em(self.bottom)
        for tick in self._chart.ticks:
            x = self._x(tick.value)
            yield f'<line class="{"g" if x else "ax"}" x1="{x}%" x2="{x}%" y1="0" y2="{bottom}"/>'

    def bars(self) -> Iterator[str]:
        for place, row in enumerate(self._chart.rows):
            top = place * self._row + _NAME
            if row.ours:
                yield self._bar(row.ours, "us" if row.marked else "peer", top, _OURS)
            if row.other:
                yield self._bar(row.other, "peer", top + _OURS + _GAP, _OTHER)

    def _bar(self, bar: Bar, css: str, top: int, height: int) -> str:
        width = max(self._x(bar.value), 0.3)
        return f'<rect class="b-{css}" width="{width:g}%" y="{em(top)}" height="{em(height)}"/>'

    def _texts(self) -> Iterator[Label]:
        for place, row in enumerate(self._chart.rows):
            top = place * self._row
            yield label_at("v", row.name, 0, top + 14, _LABEL, "start", 1)
            if row.ours:
                css = "us h" if row.marked else "v h"
                yield self._value(row.ours, css, top + _NAME + 12.5, _LABEL)
            elif row.why:
                yield label_at("s", row.why, 0, top + _NAME + 12.5, _SMALL, "start", _ASIDE)
            if row.other:
                yield self._value(row.other, "s h", top + _NAME + _OURS + _GAP + 10, _SMALL)

    def _value(self, bar: Bar, css: str, baseline: float, size: int) -> Label:
        return label_at(css, bar.text, self._x(bar.value), baseline, size, "start", _ASIDE)

    def _ticks(self) -> Iterator[tuple[float, str]]:
        return ((self._x(tick.value), tick.text) for tick in self._chart.ticks)


@lru_cache(maxsize=64)
def _tick_labels(ticks: tuple[tuple[float, str], ...], bottom: int) -> tuple[Label, ...]:
    """The texts of the ticks from the left; one that would meet the one before it is left out. The same for every
    chart of a scale."""
    kept: list[Label] = []
    for x, text in ticks:
        label = label_at("s", text, x, bottom + 18, _SMALL, "middle" if x > 4 else "start")
        if label.box.inside(inf) and not (kept and label.box.meets(kept[-1].box)):
            kept.append(label)
    return tuple(kept)


def _room(chart: BarChart) -> float:
    """How far the scale may reach, in %, so that the longest value still stands beside a bar of full length on the
    narrowest screen."""
    texts = [(bar.text, _LABEL) for row in chart.rows for bar in (row.ours, row.other) if bar]
    widest = max((text_width(text, size) for text, size in texts), default=0.0)
    return round(100 - (widest + 2 * _ASIDE) / NARROWEST * 100, 1)
