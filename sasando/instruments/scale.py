"""The predicates of an instrument as pages show them: made once for each instrument and language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from django.utils.safestring import SafeString

from sasando.scoring.model import Band, Instrument
from sasando.ui.charts.bars import Tick
from sasando.ui.charts.grid import Grid, Limit
from sasando.ui.charts.units import plain
from sasando.ui.markup import table_rows
from sasando.ui.numbers import shown
from sasando.ui.words import text as _
from sasando.ui.words import tongue

_HEADROOM = Fraction(1, 5)  # of a chart, above the highest value
_CLOSE = 0.0051  # half a hundredth, and a little for the float


@dataclass(frozen=True)
class Scale:
    """`bands` from the lowest; `names` with both names where the law gives two; `tables[i]`: the rows with band i
    marked; `limits`: where each band begins, for charts; `grids`: what lines are drawn on, each with the value it
    has room for, ascending; `ticks`: the axis of bars."""

    bands: tuple[Band, ...]
    names: tuple[str, ...]
    place: dict[str, int]
    tables: tuple[SafeString, ...]
    limits: tuple[Limit, ...]
    edges: tuple[float, ...]
    grids: tuple[tuple[float, Grid], ...]
    ticks: tuple[Tick, ...]

    def near_a_limit(self, value: Fraction) -> bool:
        """Whether rounding to two decimals could carry a value like this over a limit; quick, and never wrongly no."""
        at = plain(value)
        return any(abs(limit - at) < _CLOSE for limit in self.edges)

    def grid_for(self, values: Sequence[Fraction]) -> Grid:
        """The grid that ends at the lowest limit clear above all values, so that small figures use the height."""
        drawn = [plain(value) for value in values]  # figures to four decimals: as floats in the same order
        highest = max(drawn)
        grid = next((grid for room, grid in self.grids if highest < room), self.grids[-1][1])
        if min(drawn) >= plain(grid.low):
            return grid
        return Grid(min(values), grid.high, grid.limits)  # outside the scale

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
    limits = tuple(Limit(band.low, f"{shown(band.low, 1)} {band.name}") for band in bands)
    rows = [[name, _stretch(band, band is bands[-1])] for name, band in zip(names, bands, strict=True)]
    return Scale(
        bands=bands,
        names=names,
        place={band.name: place for place, band in enumerate(bands)},
        tables=tuple(table_rows(rows, frozenset(), frozenset({place})) for place in range(len(bands))),
        limits=limits,
        edges=tuple(float(band.low) for band in bands),
        grids=tuple(_grids(instrument, bands, limits)),
        ticks=tuple(
            Tick(value, shown(value, 1)) for value in [*(band.low for band in bands), instrument.high]
        ),
    )


def _grids(
    instrument: Instrument, bands: Sequence[Band], limits: Sequence[Limit]
) -> Iterator[tuple[float, Grid]]:
    for high in [*(band.high for band in bands[1:]), instrument.high]:
        below = [limit for limit in limits if instrument.low <= limit.value < high]
        yield float(high - _HEADROOM), Grid(instrument.low, high, below)


def _stretch(band: Band, highest: bool) -> str:
    values = {"low": shown(band.low), "high": shown(band.high)}
    return (
        _("%(low)s sampai %(high)s") % values if highest else _("%(low)s sampai di bawah %(high)s") % values
    )
