"""A line over the years with targets: ours, one line to compare with, and diamonds where somebody aimed.

Inline SVG without viewBox: x in %, y in em, so that text keeps its size at any width. Every point carries its
value. A year without a value keeps its place and says why; no line bridges it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from django.utils.safestring import SafeString

from sasando.ui.charts.columns import Box, Columns
from sasando.ui.charts.labels import Label, Placer, label_at
from sasando.ui.charts.units import em, plain, svg_open
from sasando.ui.markup import safe

HEIGHT = 342
TOP = 14.0
BOTTOM = 312.0
YEAR_LINE = 332.0
_LABEL = 13
_SMALL = 12
GAP_TOP = 272.0
_LINE = 14
_OTHER_SIDES = (
    "above-left",
    "below-left",
    "above-right",
    "below-right",
    "left",
    "right",
    "far-above",
    "far-below",
)
_ABOVE = ("above", "below", *_OTHER_SIDES)
_BELOW = ("below", "above", *_OTHER_SIDES)
_AIM_SIDES = ("above", "right", "left", "below", *_OTHER_SIDES)
_NAME_SIDES = ("right", "far-above", "far-below", "left", "above-left", "below-left")


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
    """A named grid line: where a band begins. `text` starts with the figure, which stands alone where it is full."""

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
    return safe(
        svg_open(chart.identifier, chart.title, chart.description, HEIGHT),
        drawing.bands(),
        *drawing.lines(),
        *drawing.marks(),
        drawing.years(),
        *(text.svg() for text in drawing.texts),
        "</svg>",
    )


def texts_and_marks(chart: LineChart) -> tuple[list[Label], list[Box]]:
    """Where every text of a chart stands, and every mark; tests check that nothing covers anything."""
    drawing = _Drawing(chart)
    return drawing.texts, drawing.mark_boxes


class _Drawing:
    """A chart with its places: x in % by time, y in px by value, every text where it is clear of the rest."""

    def __init__(self, chart: LineChart) -> None:
        self.chart = chart
        self._low = plain(chart.low)
        self._scale = (BOTTOM - TOP) / (plain(chart.high) - self._low)
        self._x = _places(tuple(chart.times))
        self._ours = {point.at: self.y(point.value) for point in chart.ours}
        self._others = {point.at: self.y(point.value) for point in chart.others}
        self._aims = [(aim, self._x[aim.at], self.y(aim.value)) for aim in chart.aims]
        self._limits = sorted(((self.y(limit.value), limit.text) for limit in chart.limits), reverse=True)
        self._thread: dict[int, float] = {}  # where the thread of a year without a value begins
        self.mark_boxes = self._mark_boxes()
        self.texts = self._texts()

    def y(self, value: Fraction) -> float:
        return round(BOTTOM - (plain(value) - self._low) * self._scale, 1)

    def bands(self) -> str:
        """Every second band shaded, and a line at each limit."""
        return _bands(tuple([y for y, _text in self._limits]))

    def lines(self) -> Iterator[str]:
        """Gaps to the targets, threads of years without a value, the two lines."""
        for aim, x, y in self._aims:
            if aim.gap and aim.at in self._ours:
                yield _segment("l-aim", x, y, x, self._ours[aim.at])
        for gap in self.chart.gaps:
            yield _segment("l-aim", self._x[gap.at], self._thread[gap.at], self._x[gap.at], BOTTOM)
        yield from self._joined("l-peer", self._others)
        yield from self._joined("l-us", self._ours)

    def _joined(self, css: str, line: dict[int, float]) -> Iterator[str]:
        """Segments between neighbours in time alone: a year without a value is never bridged."""
        for one, other in pairwise(self.chart.times):
            if one in line and other in line:
                yield _segment(css, self._x[one], line[one], self._x[other], line[other])

    def marks(self) -> Iterator[str]:
        for at, y in self._others.items():
            yield f'<circle class="p-peer" cx="{self._x[at]}%" cy="{em(y)}" r="4"/>'
        for at, y in self._ours.items():
            yield f'<circle class="p-us" cx="{self._x[at]}%" cy="{em(y)}" r="6.5"/>'
        for _aim, x, y in self._aims:
            yield (
                f'<svg x="{x}%" y="{em(y)}" overflow="visible">'
                '<path class="p-aim" d="M0-7.5 7.5 0 0 7.5-7.5 0z"/></svg>'
            )

    def years(self) -> str:
        """The axis; a line of its own, which no other text reaches."""
        return _axis(tuple(self.chart.times), max(self._ours, default=None))

    def _mark_boxes(self) -> list[Box]:
        boxes = [Box.around(self._x[at], y, 7) for at, y in self._ours.items()]
        boxes += [Box.around(x, y, 8) for _aim, x, y in self._aims]
        return boxes + [Box.around(self._x[at], y, 5) for at, y in self._others.items()]

    def _texts(self) -> list[Label]:
        """Texts with a place of their own, then the values, then names and gaps; the latter yield where it is full."""
        standing = Columns(self.mark_boxes)
        fixed = list(self._limit_names(standing))
        standing.add([text.box for text in fixed])
        fixed += self._reasons(standing)
        standing.add(
            Box(x, -1, 1, min(y, self._ours[aim.at]), max(y, self._ours[aim.at]))
            for aim, x, y in self._aims
            if aim.gap and aim.at in self._ours
        )
        standing.add(Box(self._x[at], -1, 1, top, BOTTOM) for at, top in self._thread.items())
        placer = Placer(standing, BOTTOM + 8)
        self._place_values(placer)
        self._place_names(placer)
        return fixed + placer.placed

    def _limit_names(self, marks: Columns) -> Iterator[Label]:
        """At the left; where a mark stands there, at the right; else the figure alone."""
        for y, text in self._limits:
            for label in _limit_labels(text, y - 6):
                if marks.clear(label.box):
                    yield label
                    break

    def _reasons(self, standing: Columns) -> list[Label]:
        """Why a year has no value, above the loose thread that marks its place; as high as it must to be clear."""
        said: list[Label] = []
        for gap in self.chart.gaps:
            tries = (self._reason(gap, GAP_TOP - lift) for lift in range(0, int(GAP_TOP - TOP), _LINE))
            lines = next((one for one in tries if all(standing.clear(line.box) for line in one)), None)
            lines = lines or self._reason(gap, GAP_TOP)
            self._thread[gap.at] = lines[-1].y + 6
            standing.add([line.box for line in lines])
            said += lines
        return said

    def _reason(self, gap: Gap, top: float) -> list[Label]:
        first = top - 6 - _LINE * (len(gap.lines) - 1)
        return [
            label_at("s", line, self._x[gap.at], first + _LINE * number, _SMALL, "middle")
            for number, line in enumerate(gap.lines)
        ]

    def _place_values(self, placer: Placer) -> None:
        """Each value away from the other line where it can."""
        for point in self.chart.ours:
            y = self._ours[point.at]
            sides = _ABOVE if y < self._others.get(point.at, 0.0) else _BELOW
            placer.place("us h", self._x[point.at], y, point.text, _LABEL, 10.0, sides)
        for aim, x, y in self._aims:
            placer.place("v h", x, y, aim.text, _LABEL, 11.0, _AIM_SIDES)
        for point in self.chart.others:
            y = self._others[point.at]
            sides = _BELOW if y > self._ours.get(point.at, BOTTOM) else _ABOVE
            placer.place("h", self._x[point.at], y, point.text, _LABEL, 8.0, sides)

    def _place_names(self, placer: Placer) -> None:
        chart = self.chart
        for css, line, name in (
            ("us h", self._ours, chart.ours_name),
            ("h", self._others, chart.others_name),
        ):
            if line and name:
                last = max(line)
                placer.place(css, self._x[last], line[last], name, _LABEL, 12.0, _NAME_SIDES)
        for aim, x, y in self._aims:
            if aim.gap and aim.at in self._ours:
                middle = (y + self._ours[aim.at]) / 2
                placer.place("h", x, middle, aim.gap, _LABEL, 8.0, ("right", "left"))


# What every chart of one scale and time has alike: no value of anybody is in it.


@lru_cache(maxsize=64)
def _places(times: tuple[int, ...]) -> Mapping[int, float]:
    """The place of each time, in % from the left."""
    first, last = (24.0, 91.0) if len(times) > 3 else (40.0, 89.0)
    step = (last - first) / max(1, len(times) - 1)
    return {time: round(first + step * position, 2) for position, time in enumerate(times)}


@lru_cache(maxsize=64)
def _axis(times: tuple[int, ...], latest: int | None) -> str:
    texts = [("v m" if time == latest else "m", x, time) for time, x in _places(times).items()]
    return "".join(f'<text class="{css}" x="{x}%" y="{em(YEAR_LINE)}">{time}</text>' for css, x, time in texts)


@lru_cache(maxsize=64)
def _bands(limits: tuple[float, ...]) -> str:
    """`limits`: the y of each, from the lowest."""
    drawn = []
    for lower, upper in zip(limits[1::2], [*limits[2::2], TOP], strict=False):
        if upper < lower:
            drawn.append(
                f'<rect class="b-band" x="0" width="100%" y="{em(upper)}" height="{em(lower - upper)}"/>'
            )
    for y in limits:
        css = "ax" if y is limits[0] else "g"
        drawn.append(f'<line class="{css}" x1="0" x2="100%" y1="{em(y)}" y2="{em(y)}"/>')
    return "".join(drawn)


@lru_cache(maxsize=256)
def _limit_labels(text: str, baseline: float) -> tuple[Label, ...]:
    """The name of a limit where it may stand, the best place first."""
    figure = text.split(" ", 1)[0]
    places = ((text, 0, "start", 4), (text, 100, "end", 0), (figure, 0, "start", 4))
    return tuple(
        label_at("s", said, x, baseline, _SMALL, anchor, shift) for said, x, anchor, shift in places
    )


def _segment(css: str, x: float, y: float, to: float, end: float) -> str:
    return f'<line class="{css}" x1="{x}%" y1="{em(y)}" x2="{to}%" y2="{em(end)}"/>'
