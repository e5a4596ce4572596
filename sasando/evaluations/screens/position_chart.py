"""The picture of `/k/<agency>/posisi/`: the official line of each instrument, and the agency's own figures beside it.

One chart for each instrument, since figures of two instruments cannot be compared; within one, own figures are
hollow squares that no line joins, neither to the official results nor to each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.safestring import SafeString

from sasando.instruments.queries import parsed
from sasando.instruments.scale import scale_of
from sasando.scoring.model import Instrument
from sasando.ui.charts.line import Gap, LineChart, Point, line_chart
from sasando.ui.numbers import shown
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class Figure:
    """One index: of which year and instrument, official or the agency's own, and what it rests on."""

    year: int
    instrument: str  # its key
    digest: str
    value: Fraction
    official: bool
    source: str


@dataclass(frozen=True, slots=True)
class PositionChart:
    """One picture with what stands above and below it."""

    title: str
    note: str
    svg: SafeString
    sources: str


def position_charts(agency: str, figures: Sequence[Figure]) -> list[PositionChart]:
    """A chart for each instrument, those with official results first, then the latest; `agency`: its name."""
    by_key: dict[str, list[Figure]] = {}
    for one in sorted(figures, key=lambda figure: figure.year):
        by_key.setdefault(one.instrument, []).append(one)
    held = [(parsed(found[-1].digest), found) for found in by_key.values()]
    held.sort(key=lambda pair: (any(one.official for one in pair[1]), pair[0].first_year), reverse=True)
    return [_chart(number, agency, *pair) for number, pair in enumerate(held, start=1)]


def _chart(number: int, agency: str, instrument: Instrument, found: Sequence[Figure]) -> PositionChart:
    official = [one for one in found if one.official]
    own = [one for one in found if not one.official]
    years = range(found[0].year, found[-1].year + 1)
    measure = _("Indeks %(name)s") % {"name": instrument.short_name}
    missing = sorted(set(years) - {one.year for one in official})
    svg = line_chart(
        LineChart(
            identifier=f"g{number}",
            title=_("%(measure)s %(name)s %(first)s–%(last)s")
            % {"measure": measure, "name": agency, "first": years[0], "last": years[-1]},
            description=_described(official, own, missing),
            times=years,
            grid=scale_of(instrument).grid_for([one.value for one in found]),
            ours=_points(official),
            ours_name=_("resmi"),
            gaps=[Gap(year, (_("belum ada"), _("hasil resmi"))) for year in missing],
            tries=_points(own),
            tries_name=_("evaluasi"),
        )
    )
    return PositionChart(
        title=f"{measure}, {instrument.law}",
        note=_note(instrument, official, own),
        svg=svg,
        sources="; ".join(dict.fromkeys(one.source for one in found)),
    )


def _points(figures: Sequence[Figure]) -> list[Point]:
    """A point for each; two of their own that agree are one square."""
    return [
        Point(year, value, shown(value))
        for year, value in dict.fromkeys((one.year, one.value) for one in figures)
    ]


def _note(instrument: Instrument, official: Sequence[Figure], own: Sequence[Figure]) -> str:
    parts = [
        _("skala %(low)s–%(high)s") % {"low": shown(instrument.low, 0), "high": shown(instrument.high, 0)},
        _("garis: hasil resmi") if official else "",
        _("kotak: evaluasi di sini, bukan terbitan resmi") if own else "",
        _("garis mendatar: batas predikat"),
    ]
    return "; ".join(filter(None, parts))


def _described(official: Sequence[Figure], own: Sequence[Figure], missing: Sequence[int]) -> str:
    def told(figures: Sequence[Figure]) -> str:
        return "; ".join(f"{one.year}: {shown(one.value)}" for one in figures)

    said = [
        _("Hasil resmi %(values)s.") % {"values": told(official)} if official else "",
        _("Evaluasi di sini, bukan terbitan resmi, %(values)s.") % {"values": told(own)} if own else "",
        _("Tanpa hasil resmi: %(years)s.") % {"years": ", ".join(map(str, missing))} if missing else "",
    ]
    return " ".join(filter(None, said))
