"""The picture of `/k/<agency>/posisi/`: the official line of each instrument, and the agency's own figures beside it.

One chart for each instrument, since figures of two instruments cannot be compared; within one, own figures are
hollow squares that no line joins, neither to the official results nor to each other. Targets and the national means
of the same instrument stand in it as on the agency's public page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.utils.safestring import SafeString

from sasando.instruments.queries import parsed
from sasando.instruments.scale import scale_of
from sasando.results.aims import aims_of
from sasando.results.proofs import OUTSIDE, verdict
from sasando.results.queries import MeanRow, Standing, TargetRow
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
class Beside:
    """What the figures of one instrument are compared with: its targets and the national means, by year.

    `outside`: the years whose official figures lie outside the scale; no change is counted from them.
    """

    targets: tuple[TargetRow, ...]
    means: tuple[MeanRow, ...]
    outside: frozenset[int] = frozenset()

    @classmethod
    def of(cls, instrument: Instrument, published: Standing) -> Beside:
        """Of an instrument: a target belongs to the one that measures its year."""
        measure, years = instrument.key.partition("-")[0], (instrument.first_year, instrument.last_year)
        return cls(
            tuple(one for one in published.targets if one.measure == measure and _inside(one.year, *years)),
            tuple(one for one in published.means if one.instrument == instrument.key),
            frozenset(
                one.year
                for one in published.results
                if one.instrument_digest == instrument.digest and verdict(instrument, one) == OUTSIDE
            ),
        )

    def within(self, years: range) -> Beside:
        """The same, with the means of these years alone."""
        return replace(self, means=tuple(one for one in self.means if one.year in years))


def _inside(year: int, first: int, last: int | None) -> bool:
    return first <= year and (last is None or year <= last)


@dataclass(frozen=True, slots=True)
class PositionChart:
    """One picture with what stands above and below it; `measure`: its instrument by its short name."""

    title: str
    note: str
    svg: SafeString
    sources: str
    instrument: str
    measure: str
    beside: Beside


def position_charts(agency: str, figures: Sequence[Figure], published: Standing) -> list[PositionChart]:
    """A chart for each instrument, those with official results first, then the latest; `agency`: its name."""
    by_key: dict[str, list[Figure]] = {}
    for one in sorted(figures, key=lambda figure: figure.year):
        by_key.setdefault(one.instrument, []).append(one)
    held = [(parsed(found[-1].digest), found) for found in by_key.values()]
    held.sort(key=lambda pair: (any(one.official for one in pair[1]), pair[0].first_year), reverse=True)
    return [
        _chart(number, agency, instrument, found, Beside.of(instrument, published))
        for number, (instrument, found) in enumerate(held, start=1)
    ]


def _chart(
    number: int, agency: str, instrument: Instrument, found: Sequence[Figure], beside: Beside
) -> PositionChart:
    measure = _("Indeks %(name)s") % {"name": instrument.short_name}
    drawn = chart_of(f"g{number}", f"{measure} {agency}", instrument, found, beside)
    beside = beside.within(range(drawn.times[0], drawn.times[-1] + 1))
    compared = [*(mean.source for mean in beside.means), *(target.origin for target in beside.targets)]
    return PositionChart(
        title=f"{measure}, {instrument.law}",
        note=_note(instrument, drawn),
        svg=line_chart(drawn),
        sources="; ".join(dict.fromkeys([*(one.source for one in found), *compared])),
        instrument=instrument.key,
        measure=instrument.short_name,
        beside=beside,
    )


def chart_of(
    identifier: str, title: str, instrument: Instrument, found: Sequence[Figure], beside: Beside
) -> LineChart:
    """The chart as plain values: from the first year with a figure or a target to the last; `title` without years."""
    official = [one for one in found if one.official]
    own = [one for one in found if not one.official]
    known = [*(one.year for one in found), *(target.year for target in beside.targets)]
    years = range(min(known), max(known) + 1)
    beside = beside.within(years)
    missing = sorted(set(years) - {one.year for one in official})
    values = [one.value for one in found] + [
        *(target.value for target in beside.targets),
        *(mean.value for mean in beside.means),
    ]
    return LineChart(
        identifier=identifier,
        title=f"{title} {years[0]}–{years[-1]}",
        description=_described(official, own, beside, missing),
        times=years,
        grid=scale_of(instrument).grid_for(values),
        ours=_points(official),
        ours_name=_("resmi"),
        others=[Point(one.year, one.value, shown(one.value)) for one in beside.means],
        others_name=_("nasional"),
        aims=aims_of(beside.targets, {one.year: one.value for one in official}),
        gaps=[Gap(year, (_("belum ada"), _("hasil resmi"))) for year in missing],
        tries=_points(own),
        tries_name=_("evaluasi"),
        apart=beside.outside,
    )


def _points(figures: Sequence[Figure]) -> list[Point]:
    """A point for each; two of their own that agree are one square."""
    return [
        Point(year, value, shown(value))
        for year, value in dict.fromkeys((one.year, one.value) for one in figures)
    ]


def _note(instrument: Instrument, drawn: LineChart) -> str:
    parts = [
        _("skala %(low)s–%(high)s") % {"low": shown(instrument.low, 0), "high": shown(instrument.high, 0)},
        _("garis: hasil resmi") if drawn.ours else "",
        _("garis putus: rata-rata nasional") if drawn.others else "",
        _("belah ketupat: target") if drawn.aims else "",
        _("kotak: evaluasi di sini, bukan terbitan resmi") if drawn.tries else "",
        _("garis mendatar: batas predikat"),
    ]
    return "; ".join(filter(None, parts))


def _described(
    official: Sequence[Figure], own: Sequence[Figure], beside: Beside, missing: Sequence[int]
) -> str:
    def told(figures: Sequence[Figure | MeanRow | TargetRow]) -> str:
        return "; ".join(f"{one.year}: {shown(one.value)}" for one in figures)

    said = [
        _("Hasil resmi %(values)s.") % {"values": told(official)} if official else "",
        _("Evaluasi di sini, bukan terbitan resmi, %(values)s.") % {"values": told(own)} if own else "",
        _("Rata-rata nasional %(values)s.") % {"values": told(beside.means)} if beside.means else "",
        _("Target %(values)s.") % {"values": told(beside.targets)} if beside.targets else "",
        _("Tanpa hasil resmi: %(years)s.") % {"years": ", ".join(map(str, missing))} if missing else "",
    ]
    return " ".join(filter(None, said))
