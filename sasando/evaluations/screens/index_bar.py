"""The bar at the top of the work screens: the index now with its bounds on the instrument's scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.safestring import SafeString

from sasando.scoring.score import Score
from sasando.ui.markup import escape, safe
from sasando.ui.numbers import EN_DASH, shown
from sasando.ui.words import text as _

_WIDTH, _LETTER, _GAP = 640, Fraction(33, 5), 6  # px: the bar, a letter, what parts two labels


@dataclass(frozen=True, slots=True)
class IndexBar:
    """`figure`: "2,20–2,68" or "2,48"; `predicate`: its name(s); `svg`: the bar; `filled` of `rated` have a value."""

    figure: str
    predicate: str
    svg: SafeString
    filled: int
    rated: int
    assumed: str


def index_bar(score: Score, name: str = "ix") -> IndexBar:
    """The bar of a score; threads run from the lowest to the highest index where values are missing.

    `name`: what its ids begin with, for a page of several bars.
    """
    low, high = ends(score)
    figure = shown(low) if low == high else f"{shown(low)}{EN_DASH}{shown(high)}"
    rated = len(score.values)
    instrument = score.instrument
    bands = sorted((band.low, band.name) for band in instrument.bands)
    return IndexBar(
        figure=figure,
        predicate=predicate_words(score),
        svg=scale((instrument.low, instrument.high), bands, (low, high), name),
        filled=rated - len(score.missing) - len(score.assumed),
        rated=rated,
        assumed=", ".join(score.assumed),
    )


def ends(score: Score) -> tuple[Fraction, Fraction]:
    """The lowest and the highest index that the values allow; the same where none is missing."""
    if score.index is not None:
        return score.index, score.index
    bounds = score.bounds
    if bounds is None:
        raise ValueError("a score without index has bounds")
    return bounds.lower, bounds.upper


def predicate_words(score: Score) -> str:
    """ "Cukup", "Cukup (Membangun)"; with the other reading where they differ; "" without an index."""
    found = score.predicate
    if found is None:
        return ""
    name = f"{found.name} ({found.also})" if found.also else found.name
    if not found.differs:
        return name
    return _("%(name)s; dibaca dari angka tercetak: %(shown)s") % {"name": name, "shown": found.from_shown}


def _fits(label: str, share: Fraction) -> bool:
    """Whether a label ends before the next one begins, on the narrowest screen that shows names."""
    return len(label) * _LETTER + _GAP <= share * _WIDTH


def scale(
    whole: tuple[Fraction, Fraction],
    bands: Sequence[tuple[Fraction, str]],
    index: tuple[Fraction, Fraction],
    name: str,
) -> SafeString:
    """The picture of an index, by its lowest and its highest, on the whole of a scale with the limits of its bands.

    `bands`: where each begins, and its name, from the lowest. `name` begins the ids of the picture.
    """
    (bottom, top), (low, high) = whole, index

    def at(value: Fraction) -> str:
        return f"{float((value - bottom) / (top - bottom)) * 100:.2f}%"

    def wide(start: Fraction, end: Fraction) -> str:
        return f"{float((end - start) / (top - bottom)) * 100:.2f}%"

    parts = [
        f'<rect class="b-band" width="100%" y="2" height="14"/><rect class="b-us" width="{at(low)}" y="2" height="14"/>'
    ]
    if low != high:
        threads = f'fill="url(#{name}-benang)"'
        parts.append(f'<rect x="{at(low)}" width="{wide(low, high)}" y="2" height="14" {threads}/>')
    for (begin, band), end in zip(bands, [*(begin for begin, _band in bands[1:]), top], strict=True):
        number = shown(begin, 1)
        word = f" {band}" if _fits(f"{number} {band}", (end - begin) / (top - bottom)) else ""
        parts.append(
            f'<line class="ax" x1="{at(begin)}" x2="{at(begin)}" y1="16" y2="20"/>'
            f'<text x="{at(begin)}" y="32">{number}<tspan class="wide-only">{escape(word)}</tspan></text>'
        )
    return safe(
        f'<svg class="scale" height="34" role="img" aria-labelledby="{name}t {name}d">',
        f'<title id="{name}t">{escape(_("Indeks sekarang pada skala instrumen"))}</title>',
        f'<desc id="{name}d">{escape(_described(low, high))}</desc>',
        f'<defs><pattern id="{name}-benang" width="4" height="4" patternUnits="userSpaceOnUse">',
        '<line class="th" x1="1" x2="1" y1="0" y2="4"/></pattern></defs>',
        *parts,
        "</svg>",
    )


def _described(low: Fraction, high: Fraction) -> str:
    if low == high:
        return _("Indeks %(index)s.") % {"index": shown(low)}
    return _("Paling rendah %(low)s, paling tinggi %(high)s.") % {"low": shown(low), "high": shown(high)}
