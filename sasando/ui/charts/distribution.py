"""A distribution: how many fall into each stretch, with ours marked and, below, single threads of a nearer group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from sasando.ui.charts.labels import Label, all_clear, label_at
from sasando.ui.charts.units import em, svg_open
from sasando.ui.markup import escape, safe

_BARS_TOP = 34.0
_BARS_BOTTOM = 166.0
_THREADS = (196, 218)
_LABEL = 13
_SMALL = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """A value on the axis, in % of its width, and how it is written."""

    x: float
    text: str


@dataclass(frozen=True)
class Distribution:
    """`counts`: how many in each stretch, all equally wide, from left to right. `ours`: in which stretch we are,
    or None. `needed`: a value aimed at. `threads`: single values of a nearer group, in % of the axis.
    """

    identifier: str
    title: str
    description: str
    counts: Sequence[int]
    ticks: Sequence[Mark]
    ours: int | None = None
    our_mark: Mark | None = None
    middle: Mark | None = None
    needed: Mark | None = None
    threads: Sequence[float] = ()
    threads_name: str = ""
    note: str = ""


def distribution(chart: Distribution) -> SafeString:
    """The `<svg>` of a distribution; its data table is the caller's."""
    height = 246 if chart.threads else 192
    return safe(
        svg_open(chart.identifier, chart.title, chart.description, height),
        *_axis(chart, height),
        *_bars(chart),
        *_marks(chart),
        *_threads(chart),
        "</svg>",
    )


def _axis(chart: Distribution, height: int) -> Iterator[str]:
    bottom = em(height - 22)
    for tick in chart.ticks:
        yield f'<line class="g" x1="{tick.x}%" x2="{tick.x}%" y1="{em(_BARS_TOP - 4)}" y2="{bottom}"/>'
    yield from (label.svg() for label in tick_labels(chart, height))


def tick_labels(chart: Distribution, height: int) -> list[Label]:
    """The texts of the ticks, from the left; one that would meet the one before it is left out."""
    kept: list[Label] = []
    for tick in chart.ticks:
        anchor, shift = ("end", -2) if tick.x > 90 else ("start", 4)
        label = label_at("s", tick.text, tick.x, height - 6, _SMALL, anchor, shift)
        if all_clear([*kept, label]):
            kept.append(label)
    return kept


def _bars(chart: Distribution) -> Iterator[str]:
    highest = max(chart.counts, default=0) or 1
    step = 100 / max(1, len(chart.counts))
    for place, count in enumerate(chart.counts):
        if count:
            height = (_BARS_BOTTOM - _BARS_TOP) * count / highest
            css = "us" if place == chart.ours else "peer"
            x, width = round(step * place + step * 0.08, 2), round(step * 0.84, 2)
            y, tall = em(_BARS_BOTTOM - height), em(height)
            yield f'<rect class="b-{css}" x="{x}%" width="{width}%" y="{y}" height="{tall}"/>'
    yield f'<line class="ax" x1="0" x2="100%" y1="{em(_BARS_BOTTOM)}" y2="{em(_BARS_BOTTOM)}"/>'


def _marks(chart: Distribution) -> Iterator[str]:
    """The lines first: a label lies over the line of another mark, never under it."""
    labels = mark_labels(chart)
    for label, kind in labels:
        yield f'<line class="{kind}" x1="{label.x}%" x2="{label.x}%" y1="{em(label.y + 4)}" y2="{em(_BARS_BOTTOM)}"/>'
    yield from (label.svg() for label, _kind in labels)


def mark_labels(chart: Distribution) -> list[tuple[Label, str]]:
    """Labels above the bars with the kind of their line: ours first, the others a line higher where they meet it."""
    placed: list[tuple[Label, str]] = []
    for mark, css, kind in (
        (chart.our_mark, "us h", "t-us"),
        (chart.needed, "v h", "l-aim"),
        (chart.middle, "h", "l-aim"),
    ):
        if mark is not None:
            placed.append((_free(mark, css, [label for label, _kind in placed]), kind))
    return placed


def _free(mark: Mark, css: str, placed: list[Label]) -> Label:
    """The label on the first side and line where it meets no earlier one at any width."""
    choices = [
        label_at(css, mark.text, mark.x, 28 - 14 * line, _LABEL, anchor, shift)
        for line in (0, 1)
        for anchor, shift in (("start", 4.0), ("end", -4.0))
    ]
    return next((one for one in choices if all_clear([*placed, one])), choices[-1 if mark.x > 50 else -2])


def _threads(chart: Distribution) -> Iterator[str]:
    if not chart.threads:
        return
    top, bottom = _THREADS
    yield f'<text class="s h" x="0" dx="{em(4, _SMALL)}" y="{em(top - 10, _SMALL)}">{escape(chart.threads_name)}</text>'
    for x in chart.threads:
        yield f'<line class="t-peer" x1="{x}%" x2="{x}%" y1="{em(top)}" y2="{em(bottom)}"/>'
    if chart.our_mark is not None:
        x = chart.our_mark.x
        yield f'<line class="t-us" x1="{x}%" x2="{x}%" y1="{em(top - 6)}" y2="{em(bottom + 6)}"/>'
