"""What stands on a drawing already, by column: which texts and marks a further text would cover.

Two things in far columns meet at no width, whatever their heights; so a whole column is passed by at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

NARROWEST = 288.0  # px: a screen of 320 less the page's margins
WIDEST = 1216.0
MARGIN = 8.0  # px: what a text may stand out at the right, within the page's margin


class Box(NamedTuple):
    """A box from `left` to `right`, in px from x (in % of the width), and from `top` to `bottom` in px."""

    x: float
    left: float
    right: float
    top: float
    bottom: float

    @classmethod
    def around(cls, x: float, y: float, reach: float) -> Box:
        """The box of a mark of half-width `reach`."""
        return cls(x, -reach, reach, y - reach, y + reach)

    @classmethod
    def of_text(cls, x: float, baseline: float, width: float, size: int, anchor: str, shift: float) -> Box:
        """The box of one line of text that is `width` px wide."""
        left = shift if anchor == "start" else shift - width if anchor == "end" else shift - width / 2
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
        return (
            top >= 0
            and bottom <= height
            and x * NARROWEST / 100 + left >= 0
            and right <= (100 - x) * NARROWEST / 100 + MARGIN
        )  # and so at every greater width


class _Column:
    """The boxes at one x, and how far they reach to either side."""

    __slots__ = ("boxes", "left", "right")

    def __init__(self) -> None:
        self.left, self.right = 0.0, 0.0
        self.boxes: list[Box] = []


class Columns:
    """All that stands, by its x."""

    __slots__ = ("_columns",)

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self._columns: dict[float, _Column] = {}
        self.add(boxes)

    def add(self, boxes: Iterable[Box]) -> None:
        for box in boxes:
            column = self._columns.get(box[0])
            if column is None:
                column = self._columns[box[0]] = _Column()
            if box[1] < column.left:
                column.left = box[1]
            if box[2] > column.right:
                column.right = box[2]
            column.boxes.append(box)

    def clear(self, box: Box) -> bool:
        """Whether a box overlaps nothing that stands, at any width."""
        at, left, right, top, bottom = box
        for x, column in self._columns.items():
            # a stretch of offsets in which two boxes overlap, met by the stretch of offsets that the widths make
            apart = (at - x) / 100
            if apart >= 0:
                near, far = apart * NARROWEST, apart * WIDEST
            else:
                near, far = apart * WIDEST, apart * NARROWEST
            if not (column.left - right < far and near < column.right - left):
                continue
            for _, low, high, above, below in column.boxes:
                if above < bottom and top < below and low - right < far and near < high - left:
                    return False
        return True
