"""Places texts beside marks so that none covers another, at every width a chart may have.

A place is x in % plus an offset in px, and y in px; so two texts can meet at one width and not at another. Px are
those of a text that the reader left at its size: drawn in em, all of it grows with the text.
A text is taken only where it is clear at all widths from the narrowest to the widest.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import inf
from typing import NamedTuple

from sasando.ui.charts.columns import BACK, Bounds, Box, Columns, clear_of, ends_inside
from sasando.ui.charts.strokes import Stroke, touched
from sasando.ui.charts.units import across, em
from sasando.ui.markup import escape

_ANCHORS = {"start": "", "middle": " m", "end": " e"}
ASIDE = 4.0  # px: how far a text above or below, but to one side, starts from the mark's middle


class Label(NamedTuple):
    """A placed text."""

    css: str
    text: str
    x: float
    y: float
    shift: float
    anchor: str
    size: int

    @property
    def box(self) -> Box:
        width = text_width(self.text, self.size, _is_bold(self.css))
        return Box.of_text(self.x, self.y, width, self.size, self.anchor, self.shift)

    def svg(self) -> str:
        css, text, x, y, shift, anchor, size = self
        dx = f' dx="{em(shift, size)}"' if shift else ""
        css = f"{css}{_ANCHORS[anchor]}".strip()
        return f'<text class="{css}" x="{across(x)}"{dx} y="{em(y, size)}">{escape(text)}</text>'


def label_at(
    css: str, text: str, x: float, baseline: float, size: int, anchor: str, shift: float = 0.0
) -> Label:
    """A text that stands where it stands."""
    return Label(css, text, x, baseline, shift, anchor, size)


class Standing(NamedTuple):
    """A text that stands where it stands, with its box and how it is written."""

    label: Label
    box: Box
    drawn: str


@lru_cache(maxsize=4096)
def standing_at(
    css: str, text: str, x: float, baseline: float, size: int, anchor: str, shift: float = 0.0
) -> Standing:
    """As `label_at`, for texts that many charts have alike: made once."""
    label = label_at(css, text, x, baseline, size, anchor, shift)
    return Standing(label, label.box, label.svg())


def all_clear(labels: Sequence[Label]) -> bool:
    """Whether no two of the texts meet, and all stay on the drawing, at every width."""
    return all(
        label.box.inside(inf) and not label.box.meets_any(other.box for other in labels[place + 1 :])
        for place, label in enumerate(labels)
    )


class Placer:
    """Takes texts one by one, most important first, and keeps clear of all that stands already."""

    def __init__(self, standing: Columns, height: float, strokes: Sequence[Stroke] = ()) -> None:
        self.placed: list[Label] = []
        self._standing = standing
        self._height = height
        self._strokes = strokes

    def place(
        self,
        css: str,
        x: float,
        y: float,
        text: str,
        size: int,
        reach: float,
        sides: tuple[str, ...],
        *,
        needed: bool = True,
    ) -> str:
        """Place `text` beside the mark at (x %, y px) on the first of `sides` that is clear of texts, marks and lines.

        Where none is, a text that is `needed` takes the first that lies over a line alone. Returns the side, or "".
        """
        width = text_width(text, size, _is_bold(css))
        first, last = ends_inside(x)
        columns = self._standing.near(x, -reach - width, reach + width)
        height = self._height
        over: tuple[Bounds, _Offset] | None = None
        for offset in _offsets(sides, size, reach):
            _side, _anchor, shift, back, _away, above, below = offset
            left, top, bottom = shift - back * width, y + above, y + below
            right = left + width
            if left < first or right > last or top < 0 or bottom > height:
                continue
            box = (x, left, right, top, bottom)
            if not clear_of(box, columns):
                continue
            if not touched(box, self._strokes):
                return self._take(css, text, size, y, box, offset)
            over = over or (box, offset)
        return self._take(css, text, size, y, *over) if over and needed else ""

    def _take(self, css: str, text: str, size: int, y: float, box: Bounds, offset: _Offset) -> str:
        """Let a text stand in its box, on a side of the mark at y; the side."""
        side, anchor, shift, _back, away, _above, _below = offset
        self._standing.put(box)
        self.placed.append(Label(css, text, box[0], y + away, shift, anchor, size))
        return side


class _Offset(NamedTuple):
    """Where a text on one side of a mark lies: what it is anchored by and how far off, the share of its width to the
    left of that; and below the mark's y its baseline, its upper and its lower edge."""

    side: str
    anchor: str
    shift: float
    back: float
    away: float
    above: float
    below: float


@lru_cache(maxsize=256)
def _offsets(sides: tuple[str, ...], size: int, reach: float) -> tuple[_Offset, ...]:
    found = ((side, *_offset(side, size, reach)) for side in sides)
    return tuple(
        _Offset(side, anchor, shift, BACK[anchor], away, away - 0.8 * size, away + 0.2 * size)
        for side, anchor, shift, away in found
    )


def _offset(side: str, size: int, reach: float) -> tuple[str, float, float]:
    """Anchor, shift in px, and how far below a mark of half-width `reach` the baseline of a text on one side lies.

    A side is "right", "left", or "above"/"below", then perhaps "-left" or "-right", or "far-" before it.
    """
    if side == "right":
        return "start", reach, 0.35 * size
    if side == "left":
        return "end", -reach, 0.35 * size
    away = reach + 1 + (1.1 * size if side.startswith("far-") else 0.0)
    below = -away if "above" in side else away + 0.8 * size
    if side.endswith("-right"):
        return "start", ASIDE, below
    if side.endswith("-left"):
        return "end", -ASIDE, below
    return "middle", 0.0, below


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
