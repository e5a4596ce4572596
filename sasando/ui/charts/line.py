"""A line over the years with targets: ours, one line to compare with, and diamonds where somebody aimed.

Inline SVG without viewBox: x in %, y in px, so that text keeps its size at any width. Every point carries its
value. A year without a value keeps its place and says why; no line bridges it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from django.utils.safestring import SafeString

from sasando.ui.charts.labels import Box, Label, Placer
from sasando.ui.markup import escape, safe

HEIGHT = 342
TOP = 14.0
BOTTOM = 312.0
YEAR_LINE = 332.0
_LABEL = 13
_SMALL = 12
_GAP_TOP = 272.0


@dataclass(frozen=True, slots=True)
class Point:
    """One value at one place in time, and how it is written."""

    at: int
    value: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Aim:
    """A target: how it is written, and the gap to our value there ("kurang 2,01"), or ""."""

    at: int
    value: Fraction
    text: str
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A place in time without a value of ours, and why, in one or two short lines."""

    at: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """A named grid line: where a band begins."""

    value: Fraction
    text: str


@dataclass(frozen=True)
class LineChart:
    """`times` are the places on the axis, left to right, as they are labelled."""

    identifier: str
    title: str
    description: str
    times: Sequence[int]
    low: Fraction
    high: Fraction
    limits: Sequence[Limit]
    ours: Sequence[Point]
    ours_name: str
    others: Sequence[Point] = ()
    others_name: str = ""
    aims: Sequence[Aim] = ()
    gaps: Sequence[Gap] = field(default_factory=tuple)


def line_chart(chart: LineChart) -> SafeString:
    """The `<svg>` of a chart; its data table is the caller's."""
    drawing = _Drawing(chart)
    name = escape(chart.identifier)
    return safe(
        f'<svg height="{HEIGHT}" role="img" aria-labelledby="{name}t {name}d"><title id="{name}t">',
        escape(chart.title),
        f'</title><desc id="{name}d">',
        escape(chart.description),
        "</desc>",
        *drawing.grid(),
        *drawing.lines(),
        *drawing.words(),
        *drawing.marks(),
        *(label.svg() for label in drawing.labels()),
        "</svg>",
    )


def placed_labels(chart: LineChart) -> list[Label]:
    """Where every label of a chart stands; tests check that no two overlap at any width."""
    return _Drawing(chart).labels()


class _Drawing:
    def __init__(self, chart: LineChart) -> None:
        self.chart = chart
        self._scale = (BOTTOM - TOP) / float(chart.high - chart.low)
        first, last = (24.0, 91.0) if len(chart.times) > 3 else (37.0, 90.0)
        step = (last - first) / max(1, len(chart.times) - 1)
        self._x = {time: round(first + step * position, 2) for position, time in enumerate(chart.times)}

    def y(self, value: Fraction) -> float:
        return round(BOTTOM - float(value - self.chart.low) * self._scale, 1)

    def grid(self) -> Iterator[str]:
        chart = self.chart
        limits = sorted(chart.limits, key=lambda limit: limit.value)
        edges = [self.y(limit.value) for limit in limits] + [TOP]
        for position in range(1, len(limits), 2):
            upper, lower = edges[position + 1], edges[position]
            if upper < lower:
                yield f'<rect class="b-band" x="0" width="100%" y="{upper}" height="{round(lower - upper, 1)}"/>'
        for position, limit in enumerate(limits):
            y = edges[position]
            css = "g" if position else "ax"
            yield f'<line class="{css}" x1="0" x2="100%" y1="{y}" y2="{y}"/>'
            yield f'<text class="s" x="0" dx="4" y="{round(y - 6, 1)}">{escape(limit.text)}</text>'
        held = {point.at for point in chart.ours}
        latest = max(held, default=None)
        for time, x in self._x.items():
            css = "v m" if time == latest else "m"
            yield f'<text class="{css}" x="{x}%" y="{YEAR_LINE}">{time}</text>'

    def lines(self) -> Iterator[str]:
        for aim in self.chart.aims:
            ours = next((point for point in self.chart.ours if point.at == aim.at), None)
            if ours is not None and aim.gap:
                yield self._segment("l-aim", aim.at, self.y(aim.value), aim.at, self.y(ours.value))
        for gap in self.chart.gaps:
            yield self._segment("l-aim", gap.at, _GAP_TOP, gap.at, BOTTOM)
        yield from self._joined("l-peer", self.chart.others)
        yield from self._joined("l-us", self.chart.ours)

    def _joined(self, css: str, points: Sequence[Point]) -> Iterator[str]:
        """Segments between neighbours in time alone."""
        times = list(self.chart.times)
        for one, other in pairwise(points):
            if times.index(other.at) == times.index(one.at) + 1:
                yield self._segment(css, one.at, self.y(one.value), other.at, self.y(other.value))

    def _segment(self, css: str, at: int, y: float, to: int, end: float) -> str:
        return f'<line class="{css}" x1="{self._x[at]}%" y1="{y}" x2="{self._x[to]}%" y2="{end}"/>'

    def marks(self) -> Iterator[str]:
        for point in self.chart.others:
            yield f'<circle class="p-peer" cx="{self._x[point.at]}%" cy="{self.y(point.value)}" r="4"/>'
        for point in self.chart.ours:
            yield f'<circle class="p-us" cx="{self._x[point.at]}%" cy="{self.y(point.value)}" r="6.5"/>'
        for aim in self.chart.aims:
            yield (
                f'<svg x="{self._x[aim.at]}%" y="{self.y(aim.value)}" overflow="visible">'
                '<path class="p-aim" d="M0-7.5 7.5 0 0 7.5-7.5 0z"/></svg>'
            )

    def words(self) -> Iterator[str]:
        """Why a year has no value, above the loose thread that marks its place."""
        for gap in self.chart.gaps:
            for line, y in _gap_lines(gap):
                yield f'<text class="s m" x="{self._x[gap.at]}%" y="{y}">{escape(line)}</text>'

    def labels(self) -> list[Label]:
        """Every label that is placed by rule, most important first; one that fits nowhere is left out."""
        placer = Placer(self._fixed())
        chart = self.chart
        for point in chart.ours:
            placer.place(
                "us h", self._x[point.at], self.y(point.value), point.text, _LABEL, 10.0, ("below", "above")
            )
        for aim in chart.aims:
            sides = ("above", "right", "left", "below")
            placer.place("v h", self._x[aim.at], self.y(aim.value), aim.text, _LABEL, 11.0, sides)
        for point in chart.others:
            sides = ("above", "below", "left", "right")
            placer.place("h", self._x[point.at], self.y(point.value), point.text, _LABEL, 8.0, sides)
        sides = ("right", "far-above", "far-below", "left")
        named = (("us h", chart.ours, chart.ours_name), ("h", chart.others, chart.others_name))
        for css, points, name in named:
            if points and name:
                last = points[-1]
                placer.place(css, self._x[last.at], self.y(last.value), name, _LABEL, 12.0, sides)
        for aim in chart.aims:
            ours = next((point for point in chart.ours if point.at == aim.at), None)
            if ours is not None and aim.gap:
                middle = (self.y(aim.value) + self.y(ours.value)) / 2
                placer.place("h", self._x[aim.at], middle, aim.gap, _LABEL, 8.0, ("right", "left"))
        return placer.placed

    def _fixed(self) -> list[Box]:
        """What stands where it stands: marks, names of bands, words for years without a value."""
        chart = self.chart
        boxes = [Box(self._x[point.at], self.y(point.value), -8, 8, -8, 8) for point in chart.ours]
        boxes += [Box(self._x[aim.at], self.y(aim.value), -8, 8, -8, 8) for aim in chart.aims]
        boxes += [Box(self._x[point.at], self.y(point.value), -5, 5, -5, 5) for point in chart.others]
        boxes += [
            Box.of_text(0, self.y(limit.value) - 6, limit.text, _SMALL, "start", 4) for limit in chart.limits
        ]
        for gap in chart.gaps:
            boxes += [Box.of_text(self._x[gap.at], y, line, _SMALL, "middle") for line, y in _gap_lines(gap)]
        return boxes


def _gap_lines(gap: Gap) -> list[tuple[str, float]]:
    """The lines of a gap with their baselines, the last one right above the thread."""
    return [
        (line, _GAP_TOP - 6 - 14 * (len(gap.lines) - 1 - number)) for number, line in enumerate(gap.lines)
    ]
