"""On which side of each point of a line its figure stands, in a picture of a document.

By the placer of the browser's charts. Text is counted as 8 px: then the narrowest it knows is that of a picture for a
chat group, and the pages of a summary and slides are wider.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Literal, NamedTuple

from sasando.ui.charts.columns import Box, Columns, around
from sasando.ui.charts.labels import Placer, text_width
from sasando.ui.charts.strokes import Stroke
from sasando.ui.charts.units import plain

Line = Literal["ours", "others", "aims"]
Side = Literal["t", "b", "r", "l", "tl", "tr", "bl", "br"]
Values = Sequence[Fraction | None]
Sides = Mapping[Line, Sequence[Side | Literal[""]]]

_HEIGHT = 80.0  # px between the lowest and the highest value: the page of a summary has least
TEXT = 8
_HEAD, _FOOT = 16.0, 3.0  # px above and below, where a figure may stand too; then come the years
_NAMES = 59.0  # px: the names of limits begin so far before the first year, on paper
_SERIF = 0.7  # of the widths of the browser's widest font: those of the paper's
_SIDES: dict[str, Side] = {
    "above": "t", "below": "b", "right": "r", "left": "l", "above-left": "tl", "above-right": "tr",
    "below-left": "bl", "below-right": "br",
}  # fmt: skip
_ABOVE = ("above", "below", "above-left", "above-right", "below-left", "below-right", "left", "right")
_BELOW = ("below", "above", "below-left", "below-right", "above-left", "above-right", "left", "right")
_LAST = ("right", "above", "below", "above-left", "below-left", "above-right", "below-right")
_REACH: dict[Line, float] = {"ours": 5.0, "others": 4.0, "aims": 6.0}


class Text(NamedTuple):
    """What is written beside a point."""

    text: str
    last: bool


def sides(
    lines: Mapping[Line, Values],
    texts: Mapping[Line, Sequence[Text | None]],
    low: Fraction,
    high: Fraction,
    limits: Sequence[tuple[Fraction, str]],
    apart: Collection[int] = (),
) -> Sides:
    """A side for every point that has a text; no text lies on a point, a line or a limit where that can be.

    `apart`: the places at which no line joins our point to its neighbours.
    """
    drawing = _Drawing(lines, low, high, limits, apart)
    chosen: dict[Line, list[Side | Literal[""]]] = {
        line: [""] * len(values) for line, values in lines.items()
    }
    for line, position in _by_weight(texts):
        text = texts[line][position]
        if text is not None:
            chosen[line][position] = drawing.place(line, position, text)
    return chosen


def _by_weight(texts: Mapping[Line, Sequence[Text | None]]) -> Iterator[tuple[Line, int]]:
    """The last points first, since names stand there: the name to compare with, then ours; then the values."""
    order: tuple[Line, ...] = ("others", "ours", "aims")
    for line in order:
        yield from ((line, place) for place, text in enumerate(texts[line]) if text and text.last)
    for line in ("ours", "aims", "others"):
        yield from ((line, place) for place, text in enumerate(texts[line]) if text and not text.last)


class _Drawing:
    """x in % by time, with a place left free for the names of limits; y in px by value."""

    def __init__(
        self,
        lines: Mapping[Line, Values],
        low: Fraction,
        high: Fraction,
        limits: Sequence[tuple[Fraction, str]],
        apart: Collection[int],
    ) -> None:
        self._step = 100 / (max(map(len, lines.values())) + 1)
        self._points = {
            line: {
                place: self._y(value, low, high) for place, value in enumerate(values) if value is not None
            }
            for line, values in lines.items()
        }
        ours = {place: y for place, y in self._points["ours"].items() if place not in apart}
        strokes = [*self._strokes(ours), *self._strokes(self._points["others"])]
        levels = [(self._y(limit, low, high), name) for limit, name in limits]
        across = [Stroke(0, y, 100, y) for y, _name in levels]
        standing = Columns(
            around(self._x(place), y, _REACH[line] - 1)
            for line, points in self._points.items()
            for place, y in points.items()
        )
        standing.add(
            Box(self._x(0), -_NAMES, _SERIF * text_width(name, TEXT, bold=False) - _NAMES, y - TEXT, y)
            for y, name in levels
        )
        foot = _HEAD + _HEIGHT + _FOOT
        self._placers = (Placer(standing, foot, [*strokes, *across]), Placer(standing, foot, strokes))

    def place(self, line: Line, position: int, text: Text) -> Side:
        """The first side that is free of points, texts, lines and limits; else of all but limits; else above."""
        x, y = self._x(position), self._points[line][position]
        others = [
            points[position] for name, points in self._points.items() if name != line and position in points
        ]
        nearest = min(others, key=lambda other: abs(other - y), default=_HEIGHT)
        order = _LAST if text.last else _ABOVE if y <= nearest else _BELOW
        css = "us" if line == "ours" else ""
        for placer in self._placers:
            needed = placer is self._placers[-1]
            side = placer.place(css, x, y, text.text, TEXT, _REACH[line], order, needed=needed)
            if side:
                return _SIDES[side]
        return "t"

    def _x(self, place: int) -> float:
        return self._step * (place + 1.5)

    def _y(self, value: Fraction, low: Fraction, high: Fraction) -> float:
        return _HEAD + plain((high - value) / (high - low)) * _HEIGHT

    def _strokes(self, points: Mapping[int, float]) -> list[Stroke]:
        return [
            Stroke(self._x(one), points[one], self._x(other), points[other])
            for one, other in pairwise(sorted(points))
            if other == one + 1
        ]
