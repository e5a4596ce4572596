"""A line over the years with targets: ours, one line to compare with, and diamonds where somebody aimed.

Hollow squares are figures of another kind than the line's: no line joins them, to it or to each other.

Inline SVG without viewBox: x in %, y in em, so that text keeps its size at any width. Every point carries its
value. A year without a value keeps its place and says why; no line bridges it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from django.utils.safestring import SafeString

from sasando.ui.charts.columns import Bounds, Box, Columns, around
from sasando.ui.charts.grid import BOTTOM, TOP, Grid, axis, places_of
from sasando.ui.charts.labels import Label, Placer, Standing, standing_at
from sasando.ui.charts.strokes import Stroke
from sasando.ui.charts.units import across, em, svg_open
from sasando.ui.markup import safe

HEIGHT = 342
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
    "far-above-left",
    "far-above-right",
    "far-below-left",
    "far-below-right",
)
_ABOVE = ("above", "below", *_OTHER_SIDES)
_BELOW = ("below", "above", *_OTHER_SIDES)
_AIM_SIDES = ("above", "right", "left", "below", *_OTHER_SIDES)
_NAME_SIDES = ("right", "far-above", "far-below", "left", "above-left", "below-left")
_TRIES_NAME_SIDES = (*_NAME_SIDES, "below-right", "above-right")
_FIRST_NAME_SIDES = (
    "left",
    "far-above",
    "far-below",
    "above-left",
    "below-left",
    "below-right",
    "above-right",
)


class Point(NamedTuple):
    """One value at one place in time, and how it is written."""

    at: int
    value: Fraction
    text: str


class Aim(NamedTuple):
    """A target: how it is written, the gap to our value there ("kurang 2,01") or "", and how it is written where the
    place is tight."""

    at: int
    value: Fraction
    text: str
    gap: str = ""
    brief: str = ""


class Gap(NamedTuple):
    """A place in time without a value of ours, and why, in one or two short lines."""

    at: int
    lines: tuple[str, ...]


class LineChart(NamedTuple):
    """`times` are the places on the axis, left to right, as they are labelled; `tries` may share one.

    `apart`: the places whose value of ours no line joins, since it compares with no other.
    """

    identifier: str
    title: str
    description: str
    times: Sequence[int]
    grid: Grid
    ours: Sequence[Point]
    ours_name: str
    others: Sequence[Point] = ()
    others_name: str = ""
    aims: Sequence[Aim] = ()
    gaps: Sequence[Gap] = ()
    tries: Sequence[Point] = ()
    tries_name: str = ""
    apart: Collection[int] = ()


def line_chart(chart: LineChart) -> SafeString:
    """The `<svg>` of a chart; its data table is the caller's."""
    drawing = _Drawing(chart)
    return safe(
        svg_open(chart.identifier, chart.title, chart.description, HEIGHT),
        chart.grid.drawn,
        *drawing.lines(),
        *drawing.marks(),
        drawing.axis(),
        *(text.drawn for text in drawing.fixed),
        *(text.svg() for text in drawing.placed),
        "</svg>",
    )


class Drawn(NamedTuple):
    """Where every text of a chart stands, every mark, and the strokes of both lines."""

    texts: list[Label]
    marks: list[Box]
    strokes: list[Stroke]


def drawn(chart: LineChart) -> Drawn:
    """A chart as tests look at it: that nothing covers anything, and no text lies on a line."""
    drawing = _Drawing(chart)
    texts = [*(text.label for text in drawing.fixed), *drawing.placed]
    return Drawn(texts, [Box(*box) for box in drawing.mark_boxes], drawing.strokes)


class _Drawing:
    """A chart with its places: x in % by time, y in px by value, every text where it is clear of the rest."""

    def __init__(self, chart: LineChart) -> None:
        self.chart = chart
        self._times = tuple(chart.times)
        self._x = places_of(self._times)
        self.y = chart.grid.y
        self._ours = {point.at: self.y(point.value) for point in chart.ours}
        self._others = {point.at: self.y(point.value) for point in chart.others}
        self._tries = [(point, self._x[point.at], self.y(point.value)) for point in chart.tries]
        self._aims = [(aim, self._x[aim.at], self.y(aim.value)) for aim in chart.aims]
        self._thread: dict[int, float] = {}  # where the thread of a year without a value begins
        joined = self._ours
        if chart.apart:
            joined = {at: y for at, y in joined.items() if at not in chart.apart}
        self._ours_strokes, self._others_strokes = self._joined(joined), self._joined(self._others)
        self.strokes = [*self._ours_strokes, *self._others_strokes]
        self.mark_boxes = self._mark_boxes()
        standing = Columns(self.mark_boxes)
        self.fixed = self._place_fixed(standing)
        self.placed = self._place_rest(standing)

    def lines(self) -> Iterator[str]:
        """Gaps to the targets, threads of years without a value, the two lines."""
        for aim, x, y in self._aims:
            if aim.gap and aim.at in self._ours:
                yield _segment("l-aim", x, y, x, self._ours[aim.at])
        for gap in self.chart.gaps:
            yield _segment("l-aim", self._x[gap.at], self._thread[gap.at], self._x[gap.at], BOTTOM)
        for stroke in self._others_strokes:
            yield _segment("l-peer", *stroke)
        for stroke in self._ours_strokes:
            yield _segment("l-us", *stroke)

    def _joined(self, line: dict[int, float]) -> list[Stroke]:
        """Strokes between neighbours in time alone: a year without a value is never bridged."""
        return [
            Stroke(self._x[one], line[one], self._x[other], line[other])
            for one, other in pairwise(self._times)
            if one in line and other in line
        ]

    def marks(self) -> Iterator[str]:
        for at, y in self._others.items():
            yield f'<circle class="p-peer" cx="{across(self._x[at])}" cy="{em(y)}" r="4"/>'
        for at, y in self._ours.items():
            yield f'<circle class="p-us" cx="{across(self._x[at])}" cy="{em(y)}" r="6.5"/>'
        for _aim, x, y in self._aims:
            yield (
                f'<svg x="{across(x)}" y="{em(y)}" overflow="visible">'
                '<path class="p-aim" d="M0-7.5 7.5 0 0 7.5-7.5 0z"/></svg>'
            )
        for _point, x, y in self._tries:
            yield f'<svg x="{across(x)}" y="{em(y)}" overflow="visible"><path class="p-try" d="M-5-5H5V5H-5z"/></svg>'

    def axis(self) -> str:
        return axis(self._times, max(self._ours, default=None))

    def _mark_boxes(self) -> list[Bounds]:
        boxes = [around(self._x[at], y, 7) for at, y in self._ours.items()]
        boxes += [around(x, y, 8) for _aim, x, y in self._aims]
        boxes += [around(x, y, 6) for _point, x, y in self._tries]
        return boxes + [around(self._x[at], y, 5) for at, y in self._others.items()]

    def _place_fixed(self, standing: Columns) -> list[Standing]:
        """Texts with a place of their own: names of limits, and why a year has no value."""
        names = [free for places in self.chart.grid.names if (free := _first_clear(places, standing))]
        standing.add([name.box for name in names])
        return names + self._reasons(standing)

    def _place_rest(self, standing: Columns) -> list[Label]:
        """The values, then names and gaps, which yield where it is full."""
        standing.add(
            (x, -1, 1, min(y, self._ours[aim.at]), max(y, self._ours[aim.at]))
            for aim, x, y in self._aims
            if aim.gap and aim.at in self._ours
        )
        standing.add((self._x[at], -1, 1, top, BOTTOM) for at, top in self._thread.items())
        placer = Placer(standing, BOTTOM + 8, self.strokes)
        self._place_values(placer)
        self._place_names(placer)
        return placer.placed

    def _reasons(self, standing: Columns) -> list[Standing]:
        """Why a year has no value, above the loose thread that marks its place; as high as it must to be clear."""
        said: list[Standing] = []
        for gap in self.chart.gaps:
            for lift in range(0, int(GAP_TOP - TOP), _LINE):
                lines = self._reason(gap, GAP_TOP - lift)
                if all(standing.clear(line.box) for line in lines):
                    break
            else:
                lines = self._reason(gap, GAP_TOP)
            self._thread[gap.at] = lines[-1].label.y + 6
            standing.add([line.box for line in lines])
            said += lines
        return said

    def _reason(self, gap: Gap, top: float) -> list[Standing]:
        first = top - 6 - _LINE * (len(gap.lines) - 1)
        return [
            standing_at("s", line, self._x[gap.at], first + _LINE * number, _SMALL, "middle")
            for number, line in enumerate(gap.lines)
        ]

    def _place_values(self, placer: Placer) -> None:
        """Each value away from the other line where it can."""
        for point in self.chart.ours:
            y = self._ours[point.at]
            sides = _ABOVE if y < self._others.get(point.at, 0.0) else _BELOW
            placer.place("us h", self._x[point.at], y, point.text, _LABEL, 10.0, sides)
        for aim, x, y in self._aims:
            if aim.brief and placer.place("v h", x, y, aim.text, _LABEL, 11.0, _AIM_SIDES, needed=False):
                continue
            placer.place("v h", x, y, aim.brief or aim.text, _LABEL, 11.0, _AIM_SIDES)
        for point, x, y in self._tries:
            placer.place("h", x, y, point.text, _LABEL, 9.0, _ABOVE)
        for point in self.chart.others:
            y = self._others[point.at]
            sides = _BELOW if y > self._ours.get(point.at, BOTTOM) else _ABOVE
            placer.place("h", self._x[point.at], y, point.text, _LABEL, 8.0, sides)

    def _place_names(self, placer: Placer) -> None:
        """At the end of each line, else at its start; the caption says which line is whose where neither is clear."""
        chart = self.chart
        for css, line, name in (
            ("us h", self._ours, chart.ours_name),
            ("h", self._others, chart.others_name),
        ):
            if line and name:
                for at, sides in ((max(line), _NAME_SIDES), (min(line), _FIRST_NAME_SIDES)):
                    if placer.place(css, self._x[at], line[at], name, _LABEL, 12.0, sides, needed=False):
                        break
        if self._tries and chart.tries_name:
            _point, x, y = max(self._tries, key=lambda one: one[0].at)
            placer.place("h", x, y, chart.tries_name, _LABEL, 12.0, _TRIES_NAME_SIDES, needed=False)
        for aim, x, y in self._aims:
            if aim.gap and aim.at in self._ours:
                middle = (y + self._ours[aim.at]) / 2
                placer.place("h", x, middle, aim.gap, _LABEL, 8.0, ("right", "left"), needed=False)


def _first_clear(places: Sequence[Standing], marks: Columns) -> Standing | None:
    for place in places:
        if marks.clear(place.box):
            return place
    return None


def _segment(css: str, x: float, y: float, to: float, end: float) -> str:
    return f'<line class="{css}" x1="{across(x)}" y1="{em(y)}" x2="{across(to)}" y2="{em(end)}"/>'
