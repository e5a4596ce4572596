"""What stands on a drawing already, by column: which texts and marks a further text would cover.

Two things in far columns meet at no width, whatever their heights; so a whole column is passed by at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

NARROWEST = 288.0  # px: a screen of 320 less the page's margins
WIDEST = 1216.0
BACK = {"start": 0.0, "middle": 0.5, "end": 1.0}  # by anchor: the share of a text's width to the left of it
MARGIN = 8.0  # px: what a text may stand out at the right, within the page's margin


Bounds = tuple[float, float, float, float, float]
"""A box as a plain tuple, for those who make many."""


class Box(NamedTuple):
    """A box from `left` to `right`, in px from x (in % of the width), and from `top` to `bottom` in px."""

    x: float
    left: float
    right: float
    top: float
    bottom: float

    @classmethod
    def of_text(cls, x: float, baseline: float, width: float, size: int, anchor: str, shift: float) -> Box:
        """The box of one line of text that is `width` px wide."""
        left = shift - BACK[anchor] * width
        return cls(x, left, left + width, baseline - 0.8 * size, baseline + 0.2 * size)

    def meets(self, other: Box) -> bool:
        """Whether the two overlap at any width."""
        return self.meets_any((other,))

    def meets_any(self, others: Iterable[Box]) -> bool:
        """Whether it overlaps one of the others at any width."""
        return not Columns(others).clear(self)

    def inside(self, height: float) -> bool:
        """Whether it stays on a drawing of this height at every width."""
        x, left, right, top, bottom = self
        first, last = ends_inside(x)
        return top >= 0 and bottom <= height and left >= first and right <= last


def around(x: float, y: float, reach: float) -> Bounds:
    """The box of a mark of half-width `reach`."""
    return x, -reach, reach, y - reach, y + reach


@lru_cache(maxsize=256)
def ends_inside(x: float) -> tuple[float, float]:
    """How far to the left and to the right of x (in %) a box may reach, in px: on the drawing where that is narrowest,
    and so at every greater width."""
    return -x * NARROWEST / 100, (100 - x) * NARROWEST / 100 + MARGIN


Near = tuple[float, float, list[Bounds]]
"""The least and the most px that a column may be away to the left, and its boxes."""


class Columns:
    """All that stands, by its x: x, how far to the left and to the right its boxes reach where the chart is narrowest
    (in px of the drawing), and the boxes."""

    __slots__ = ("_at", "_columns")

    def __init__(self, boxes: Iterable[Bounds] = ()) -> None:
        self._columns: list[list[Any]] = []
        self._at: dict[float, list[Any]] = {}
        self.add(boxes)

    def add(self, boxes: Iterable[Bounds]) -> None:
        for box in boxes:
            self.put(box)

    def put(self, box: Bounds) -> None:
        """Let one more box stand."""
        x, left, right, _, _ = box
        middle = x * NARROWEST / 100
        column = self._at.get(x)
        if column is None:
            column = self._at[x] = [x, middle + left, middle + right, [box]]
            self._columns.append(column)
            return
        if middle + left < column[1]:
            column[1] = middle + left
        if middle + right > column[2]:
            column[2] = middle + right
        column[3].append(box)

    def clear(self, box: Box) -> bool:
        """Whether a box overlaps nothing that stands, at any width."""
        return clear_of(box, self.near(box[0], box[1], box[2]))

    def near(self, at: float, left: float, right: float) -> list[Near]:
        """The columns that something at x = `at`, from `left` to `right` in px from there, may meet at some width."""
        first, last = at * NARROWEST / 100 + left, at * NARROWEST / 100 + right
        found: list[Near] = []
        for x, leftmost, rightmost, boxes in self._columns:
            # clear of the whole column where the chart is narrowest, and further from it where wider
            if first >= rightmost if at >= x else last <= leftmost:
                continue
            apart = (at - x) / 100
            narrow, wide = apart * NARROWEST, apart * WIDEST
            found.append((narrow, wide, boxes) if apart >= 0 else (wide, narrow, boxes))
        return found


def clear_of(box: Bounds, columns: Iterable[Near]) -> bool:
    """Whether a box overlaps nothing of these columns, at any width."""
    _, left, right, top, bottom = box
    for least, most, boxes in columns:
        for _, low, high, above, below in boxes:
            # a stretch of offsets in which they overlap, met by the stretch of offsets that the widths make
            if above < bottom and top < below and low - right < most and least < high - left:
                return False
    return True
