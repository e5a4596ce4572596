"""Places texts beside marks so that none covers another, at every width a chart may have.

A place is x in % plus an offset in px, and y in px; so two texts can meet at one width and not at another. Px are
those of a text that the reader left at its size: drawn in em, all of it grows with the text.
A text is taken only where it is clear at all widths from the narrowest to the widest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import inf
from typing import NamedTuple

from sasando.ui.charts.units import em
from sasando.ui.markup import escape

NARROWEST = 288.0  # px: a screen of 320 less the page's margins
WIDEST = 1216.0
MARGIN = 8.0  # px: what a text may stand out at the right, within the page's margin
_ANCHORS = {"start": "", "middle": " m", "end": " e"}
_ASIDE = 4.0  # px: how far a text above or below, but to one side, starts from the mark's middle


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
        at, left, right, top, bottom = self
        for x, low, high, above, below in others:
            if bottom <= above or below <= top:
                continue
            apart = (at - x) / 100
            near, far = (NARROWEST, WIDEST) if apart >= 0 else (WIDEST, NARROWEST)
            # a stretch of offsets in which they overlap, met by the stretch of offsets that the widths make
            if low - right < apart * far and apart * near < high - left:
                return True
        return False

    def inside(self, height: float) -> bool:
        """Whether it stays on a drawing of this height at every width."""
        if self.top < 0 or self.bottom > height:
            return False
        room = 100 - self.x
        return (
            self.x * NARROWEST / 100 + self.left >= 0 and self.right <= room * NARROWEST / 100 + MARGIN
        )  # and so at every greater width


class Label(NamedTuple):
    """A placed text."""

    css: str
    text: str
    x: float
    y: float
    shift: float
    anchor: str
    box: Box
    size: int

    def svg(self) -> str:
        dx = f' dx="{em(self.shift, self.size)}"' if self.shift else ""
        css = f"{self.css}{_ANCHORS[self.anchor]}".strip()
        return (
            f'<text class="{css}" x="{self.x:g}%"{dx} y="{em(self.y, self.size)}">{escape(self.text)}</text>'
        )


def label_at(
    css: str, text: str, x: float, baseline: float, size: int, anchor: str, shift: float = 0.0
) -> Label:
    """A text that stands where it stands."""
    y = baseline
    box = Box.of_text(x, y, text_width(text, size, _is_bold(css)), size, anchor, shift)
    return Label(css, text, x, y, shift, anchor, box, size)


def all_clear(labels: Sequence[Label]) -> bool:
    """Whether no two of the texts meet, and all stay on the drawing, at every width."""
    return all(
        label.box.inside(inf) and not label.box.meets_any(other.box for other in labels[place + 1 :])
        for place, label in enumerate(labels)
    )


class Placer:
    """Takes texts one by one, most important first, and keeps clear of all that stands already."""

    def __init__(self, standing: Iterable[Box], height: float) -> None:
        self.placed: list[Label] = []
        self._boxes = list(standing)
        self._height = height

    def place(
        self, css: str, x: float, y: float, text: str, size: int, reach: float, sides: Sequence[str]
    ) -> bool:
        """Place `text` beside the mark at (x %, y px) on the first of `sides` that is clear."""
        width = text_width(text, size, _is_bold(css))
        for side in sides:
            anchor, shift, baseline = _offset(side, y, size, reach)
            box = Box.of_text(x, baseline, width, size, anchor, shift)
            if self._clear(box):
                self._boxes.append(box)
                self.placed.append(Label(css, text, x, baseline, shift, anchor, box, size))
                return True
        return False

    def _clear(self, box: Box) -> bool:
        return box.inside(self._height) and not box.meets_any(self._boxes)


def _offset(side: str, y: float, size: int, reach: float) -> tuple[str, float, float]:
    """Anchor, shift in px and baseline of a text on one side of a mark of half-width `reach`.

    A side is "right", "left", or "above"/"below", then perhaps "-left" or "-right", or "far-" before it.
    """
    if side == "right":
        return "start", reach, y + 0.35 * size
    if side == "left":
        return "end", -reach, y + 0.35 * size
    away = 1.1 * size if side.startswith("far-") else 0.0
    baseline = y - reach - 1 - away if "above" in side else y + reach + 0.8 * size + 1 + away
    if side.endswith("-right"):
        return "start", _ASIDE, baseline
    if side.endswith("-left"):
        return "end", -_ASIDE, baseline
    return "middle", 0.0, baseline


_NARROW = frozenset(",.:;ijlI'| ")
_WIDE = frozenset("mwMW@%")
_EMS = {False: (0.33, 0.98, 0.64), True: (0.4, 1.05, 0.72)}  # narrow, wide, the rest; plain and bold


@lru_cache(maxsize=4096)
def text_width(text: str, size: int, bold: bool = True) -> float:
    """How wide a text is at most, in px: DejaVu Sans is the widest of the page's fonts."""
    narrow, wide, other = _EMS[bold]
    return size * sum(narrow if char in _NARROW else wide if char in _WIDE else other for char in text)


def _is_bold(css: str) -> bool:
    return "us" in css or "v" in css
