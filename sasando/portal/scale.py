"""The predicates of an instrument as pages show them: made once for each instrument and language."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from django.utils.safestring import SafeString

from sasando.scoring.model import Band, Instrument
from sasando.ui.charts.line import Limit
from sasando.ui.markup import table_rows
from sasando.ui.numbers import shown
from sasando.ui.words import text as _
from sasando.ui.words import tongue

_CLOSE = 0.0051  # half a hundredth, and a little for the float


@dataclass(frozen=True)
class Scale:
    """`bands` from the lowest; `names` with both names where the law gives two; `tables[i]`: the rows with band i
    marked; `limits`: where each band begins, for charts."""

    bands: tuple[Band, ...]
    names: tuple[str, ...]
    place: dict[str, int]
    tables: tuple[SafeString, ...]
    limits: tuple[Limit, ...]
    edges: tuple[float, ...]

    def near_a_limit(self, value: Fraction) -> bool:
        """Whether rounding to two decimals could carry a value like this over a limit; quick, and never wrongly no."""
        shown_as = float(value)
        return any(abs(limit - shown_as) < _CLOSE for limit in self.edges)

    def at(self, value: Fraction) -> int | None:
        """The place of the band that holds a value, or None outside the scale."""
        return next((place for place, band in enumerate(self.bands) if band.holds(value)), None)

    def name(self, predicate: str) -> str:
        """A printed predicate with its second name, where there is one."""
        place = self.place.get(predicate)
        return predicate if place is None else self.names[place]


def scale_of(instrument: Instrument) -> Scale:
    """The scale of an instrument in the page's language."""
    return _scale(instrument, tongue().language)


@lru_cache(maxsize=64)
def _scale(instrument: Instrument, _language: str) -> Scale:
    bands = tuple(sorted(instrument.bands, key=lambda band: band.low))
    names = tuple(f"{band.name} ({band.also})" if band.also else band.name for band in bands)
    rows = [[name, _stretch(band, band is bands[-1])] for name, band in zip(names, bands, strict=True)]
    return Scale(
        bands=bands,
        names=names,
        place={band.name: place for place, band in enumerate(bands)},
        tables=tuple(table_rows(rows, frozenset(), frozenset({place})) for place in range(len(bands))),
        limits=tuple(Limit(band.low, f"{shown(band.low, 1)} {band.name}") for band in bands),
        edges=tuple(float(band.low) for band in bands),
    )


def _stretch(band: Band, highest: bool) -> str:
    values = {"low": shown(band.low), "high": shown(band.high)}
    return (
        _("%(low)s sampai %(high)s") % values if highest else _("%(low)s sampai di bawah %(high)s") % values
    )
