"""A waterfall: a value, what was added to it or taken from it step by step, and the value it became.

One row a step, bars from left to right; x in %, y in em. Bars start at the lowest value of the scale, and the
caption of the figure says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.safestring import SafeString

from sasando.ui.charts.labels import Label, all_clear, label_at, text_width
from sasando.ui.charts.units import em, svg_open
from sasando.ui.markup import escape, safe

ROW = 45
_BAR = 16
_LABEL = 13
_SMALL = 12
_NARROW = 288.0  # px: labels must fit here


@dataclass(frozen=True, slots=True)
class Step:
    """A contribution: its name, its size (negative: a loss), and how the size is written."""

    name: str
    value: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Whole:
    """The value before or after, and how it is written."""

    name: str
    value: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A value on the axis; `short` is written where the texts of all ticks do not fit on the narrowest screen."""

    value: Fraction
    text: str
    short: str


@dataclass(frozen=True)
class Waterfall:
    """`low` and `high`: the ends of the x axis."""

    identifier: str
    title: str
    description: str
    low: Fraction
    high: Fraction
    ticks: Sequence[Tick]
    before: Whole
    steps: Sequence[Step]
    after: Whole


def waterfall(chart: Waterfall) -> SafeString:
    """The `<svg>` of a waterfall; its data table is the caller's."""
    height = ROW * (len(chart.steps) + 2) + 24
    return safe(
        svg_open(chart.identifier, chart.title, chart.description, height),
        *_axis(chart),
        *_rows(chart),
        "</svg>",
    )


def _x(chart: Waterfall, value: Fraction) -> float:
    return round(float((value - chart.low) / (chart.high - chart.low)) * 100, 2)


def _axis(chart: Waterfall) -> Iterator[str]:
    bottom = em(ROW * (len(chart.steps) + 2))
    yield f'<line class="ax" x1="0" x2="0" y1="0" y2="{bottom}"/>'
    for tick in chart.ticks:
        x = _x(chart, tick.value)
        if x:
            yield f'<line class="g" x1="{x}%" x2="{x}%" y1="0" y2="{bottom}"/>'
    yield from (label.svg() for label in tick_labels(chart))


def tick_labels(chart: Waterfall) -> list[Label]:
    """The texts of the ticks: in full where no two meet at any width, else short."""
    full = [_tick_label(chart, tick, tick.text) for tick in chart.ticks]
    return full if all_clear(full) else [_tick_label(chart, tick, tick.short) for tick in chart.ticks]


def _tick_label(chart: Waterfall, tick: Tick, text: str) -> Label:
    x = _x(chart, tick.value)
    anchor = "start" if x < 12 else "end" if x > 88 else "middle"
    return label_at("s", text, x, ROW * (len(chart.steps) + 2) + 18, _SMALL, anchor)


def _rows(chart: Waterfall) -> Iterator[str]:
    yield from _bar(chart, 0, chart.before.name, chart.before.text, chart.low, chart.before.value, "peer")
    reached = chart.before.value
    for place, step in enumerate(chart.steps, start=1):
        then = reached + step.value
        yield _thread(chart, place, reached)
        yield from _bar(chart, place, step.name, step.text, reached, then, "down" if step.value < 0 else "us")
        reached = then
    place = len(chart.steps) + 1
    yield _thread(chart, place, reached)
    yield from _bar(chart, place, chart.after.name, chart.after.text, chart.low, chart.after.value, "peer")


def _thread(chart: Waterfall, place: int, value: Fraction) -> str:
    """The loose thread that carries a value from one row to the next."""
    x = _x(chart, value)
    top = ROW * (place - 1) + 20 + _BAR
    return f'<line class="l-aim" x1="{x}%" x2="{x}%" y1="{em(top)}" y2="{em(ROW * place + 20)}"/>'


def _bar(
    chart: Waterfall, place: int, name: str, text: str, start: Fraction, end: Fraction, kind: str
) -> Iterator[str]:
    low, high = sorted((_x(chart, start), _x(chart, end)))
    y = ROW * place
    anchor, at = _anchor(low, high, f"{name} {text}")
    css = "tv" if kind == "peer" else "tu"
    shift = em(-1 if anchor else 1)
    yield (
        f'<text class="h{anchor}" x="{at}%" y="{em(y + 13)}" dx="{shift}"><tspan>{escape(name)}</tspan>'
        f' <tspan class="{css}" dx="{em(3)}">{escape(text)}</tspan></text>'
    )
    width = round(max(high - low, 0.3), 2)
    yield f'<rect class="b-{kind}" x="{low}%" width="{width}%" y="{em(y + 20)}" height="{em(_BAR)}"/>'


def _anchor(low: float, high: float, label: str) -> tuple[str, float]:
    """A label starts where its bar starts, or ends where it ends, so that it stays on the narrowest screen."""
    width = text_width(label, _LABEL) / _NARROW * 100
    if low + width <= 100:
        return "", low
    if high - width >= 0:
        return " e", high
    return "", 0.0
