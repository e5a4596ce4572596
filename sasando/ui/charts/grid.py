"""The grid a line is drawn on: what all charts of one scale and one time have alike. No value of anybody is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from sasando.ui.charts.labels import Standing, standing_at
from sasando.ui.charts.units import across, em, plain

TOP = 14.0
BOTTOM = 312.0
_YEAR_LINE = 332.0
_SMALL = 12


@dataclass(frozen=True, slots=True)
class Limit:
    """A named grid line: where a band begins. `text` starts with the figure, which stands alone where it is full."""

    value: Fraction
    text: str


class Grid:
    """The ends of a scale and the limits between them; to be made once for each scale, not for each chart.

    `drawn`: bands and lines; `names[i]`: where the name of limit i, from the lowest, may stand; best place first.
    """

    def __init__(self, low: Fraction, high: Fraction, limits: Sequence[Limit]) -> None:
        self.low, self.high = low, high
        self.limits = tuple(sorted(limits, key=lambda limit: limit.value))
        self._low = plain(low)
        self._share = (BOTTOM - TOP) / (plain(high) - self._low)
        lines = [self.y(limit.value) for limit in self.limits]
        self.drawn = _bands(lines)
        self.names = tuple(_names(limit.text, y - 6) for limit, y in zip(self.limits, lines, strict=True))

    def y(self, value: Fraction) -> float:
        """Where a value is drawn, in px from the top."""
        return round(BOTTOM - (plain(value) - self._low) * self._share, 1)


def _bands(lines: Sequence[float]) -> str:
    """Every second band shaded, and a line at each limit."""
    edges = [*lines, TOP]
    bands = [
        f'<rect class="b-band" x="0" width="100%" y="{em(upper)}" height="{em(lower - upper)}"/>'
        for lower, upper in zip(edges[1::2], edges[2::2], strict=False)
        if upper < lower
    ]
    limits = [
        f'<line class="{"g" if place else "ax"}" x1="0" x2="100%" y1="{em(y)}" y2="{em(y)}"/>'
        for place, y in enumerate(lines)
    ]
    return "".join(bands + limits)


def _names(text: str, baseline: float) -> tuple[Standing, ...]:
    """At the left; where a mark stands there, at the right; else the figure alone."""
    figure = text.split(" ", 1)[0]
    places = ((text, 0, "start", 4), (text, 100, "end", 0), (figure, 0, "start", 4))
    return tuple(
        standing_at("s", said, x, baseline, _SMALL, anchor, shift) for said, x, anchor, shift in places
    )


@lru_cache(maxsize=64)
def places_of(times: tuple[int, ...]) -> Mapping[int, float]:
    """The place of each time on the axis, in % from the left."""
    first, last = (24.0, 91.0) if len(times) > 3 else (40.0, 89.0)
    step = (last - first) / max(1, len(times) - 1)
    return {time: round(first + step * position, 2) for position, time in enumerate(times)}


@lru_cache(maxsize=64)
def axis(times: tuple[int, ...], latest: int | None) -> str:
    """The times below the chart, the latest with a value set bold; a line of its own, which no other text reaches."""
    at = em(_YEAR_LINE)
    texts = [("v m" if time == latest else "m", x, time) for time, x in places_of(times).items()]
    return "".join(f'<text class="{css}" x="{across(x)}" y="{at}">{time}</text>' for css, x, time in texts)
