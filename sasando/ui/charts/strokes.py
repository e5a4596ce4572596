"""The strokes of lines, and whether a text lies on one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sasando.ui.charts.columns import NARROWEST, WIDEST, Bounds

REACH = 2.0  # px: half of the thickest line


class Stroke(NamedTuple):
    """A straight line from (x %, y px) to a place further right."""

    x: float
    y: float
    to: float
    end: float


def touched(box: Bounds, strokes: Iterable[Stroke]) -> bool:
    """Whether one of the strokes touches a box at any width.

    In % of the width a box reaches furthest from its x where the chart is narrowest, and a side that stands off from x
    comes nearest to it where the chart is widest: a stroke that misses this stretch misses the box at every width.
    """
    x, left, right, top, bottom = box
    first = x + left / (NARROWEST if left < 0 else WIDEST) * 100
    last = x + right / (NARROWEST if right > 0 else WIDEST) * 100
    top, bottom = top - REACH, bottom + REACH
    for start, y, to, end in strokes:
        if start >= last or to <= first or (y <= top and end <= top) or (y >= bottom and end >= bottom):
            continue
        slope = (end - y) / (to - start)
        one = y + slope * (first - start) if first > start else y
        other = y + slope * (last - start) if last < to else end
        if (one < bottom or other < bottom) and (one > top or other > top):
            return True
    return False
