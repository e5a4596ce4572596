"""Places labels beside marks so that none covers another, at every width a chart may have.

A place is x in % plus an offset in px, and y in px; so two labels can meet at one width and not at another.
A label is taken only where it is clear at the narrowest and at the widest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sasando.ui.markup import escape

NARROWEST = 288.0  # px: a screen of 320 less the page's margins
WIDEST = 1216.0
_WIDTHS = (NARROWEST, 328.0, 560.0, WIDEST)
_ANCHORS = {"start": "", "middle": " m", "end": " e"}


@dataclass(frozen=True, slots=True)
class Box:
    """A box around a point at (x %, y px): from `left` to `right` and `top` to `bottom`, in px from there."""

    x: float
    y: float
    left: float
    right: float
    top: float
    bottom: float

    @classmethod
    def of_text(cls, x: float, baseline: float, text: str, size: int, anchor: str, shift: float = 0.0) -> Box:
        """The box of one line of text; widths are taken a little wide, fonts differ."""
        width = text_width(text, size)
        left = {"start": 0.0, "middle": -width / 2, "end": -width}[anchor] + shift
        return cls(x, baseline, left, left + width, -0.8 * size, 0.2 * size)

    def meets(self, other: Box) -> bool:
        """Whether the two overlap at any of the widths."""
        if self.y + self.bottom <= other.y + other.top or other.y + other.bottom <= self.y + self.top:
            return False
        return any(self._beside(other, width) for width in _WIDTHS)

    def _beside(self, other: Box, width: float) -> bool:
        here, there = self.x * width / 100, other.x * width / 100
        return here + self.left < there + other.right and there + other.left < here + self.right

    def inside(self, height: float) -> bool:
        """Whether it stays on the drawing, with the page's margin to spare at the right."""
        if self.y + self.top < 0 or self.y + self.bottom > height:
            return False
        return all(
            self.x * width / 100 + self.left >= 0 and self.x * width / 100 + self.right <= width + 8
            for width in (NARROWEST, WIDEST)
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A placed text."""

    css: str
    text: str
    x: float
    y: float
    shift: float
    anchor: str
    box: Box

    def svg(self) -> str:
        dx = f' dx="{self.shift:g}"' if self.shift else ""
        return (
            f'<text class="{self.css}{_ANCHORS[self.anchor]}" x="{self.x:g}%"{dx} y="{self.y:g}">'
            f"{escape(self.text)}</text>"
        )


class Placer:
    """Takes labels one by one, most important first, and keeps clear of all that stands already."""

    def __init__(self, standing: Iterable[Box], height: float = 318.0) -> None:
        self.placed: list[Label] = []
        self._boxes = list(standing)
        self._height = height

    def place(
        self, css: str, x: float, y: float, text: str, size: int, reach: float, sides: Sequence[str]
    ) -> bool:
        """Place `text` beside the mark at (x %, y px) on the first of `sides` that is clear."""
        for side in sides:
            anchor, shift, baseline = _offset(side, y, size, reach)
            box = Box.of_text(x, baseline, text, size, anchor, shift)
            if box.inside(self._height) and not any(box.meets(other) for other in self._boxes):
                self._boxes.append(box)
                self.placed.append(Label(css, text, x, round(baseline, 1), shift, anchor, box))
                return True
        return False


def _offset(side: str, y: float, size: int, reach: float) -> tuple[str, float, float]:
    """Anchor, shift in px and baseline of a text on one side of a mark of half-width `reach`."""
    return {
        "above": ("middle", 0.0, y - reach - 1),
        "below": ("middle", 0.0, y + reach + 0.8 * size + 1),
        "right": ("start", reach, y + 0.35 * size),
        "left": ("end", -reach, y + 0.35 * size),
        "far-above": ("middle", 0.0, y - reach - 1.2 * size),
        "far-below": ("middle", 0.0, y + reach + 2.2 * size),
    }[side]


def text_width(text: str, size: int) -> float:
    """About how wide a text is in px, on the wide side."""
    return sum(0.34 if char in ",.il " else 0.62 for char in text) * size + 2
