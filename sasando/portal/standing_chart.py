"""The line of an agency's index over the years, as the chart component takes it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

from django.utils.safestring import SafeString

from sasando.instruments.scale import scale_of
from sasando.organizations.queries import AgencyRow
from sasando.portal.places import called
from sasando.results.aims import aims_of
from sasando.results.queries import Standing
from sasando.scoring.model import Instrument
from sasando.ui.charts.line import Aim, Gap, LineChart, Point, line_chart
from sasando.ui.numbers import shown
from sasando.ui.words import text as _

LONGEST_NAME = 14


def standing_chart(
    agency: AgencyRow,
    standing: Standing,
    instrument: Instrument,
    years: Sequence[int],
    measure: str,
    outside: Collection[int],
) -> SafeString:
    """The SVG: index, targets and national means of the years given; `outside`: those outside the scale."""
    return line_chart(chart_of(agency, standing, instrument, years, measure, outside))


def chart_of(
    agency: AgencyRow,
    standing: Standing,
    instrument: Instrument,
    years: Sequence[int],
    measure: str,
    outside: Collection[int] = (),
) -> LineChart:
    """The chart as plain values; no line joins a value outside the scale, since no change is counted from it."""
    inside = set(years)
    ours = [
        Point(result.year, result.value, shown(result.value))
        for result in standing.results
        if result.year in inside and result.instrument == instrument.key
    ]
    others = [
        Point(mean.year, mean.value, shown(mean.value))
        for mean in standing.means
        if mean.year in inside and mean.instrument == instrument.key
    ]
    held = {point.at: point.value for point in ours}
    aims = aims_of([target for target in standing.targets if target.year in inside], held)
    gaps = [Gap(year, _why(standing, year)) for year in years if year not in held]
    return LineChart(
        identifier="g1",
        title=_("%(measure)s %(name)s %(first)s–%(last)s") % {
            "measure": measure, "name": agency.name, "first": years[0], "last": years[-1],
        },
        description=_described(ours, others, aims, standing, years, held),
        times=list(years),
        grid=scale_of(instrument).grid_for(
            [*held.values(), *(point.value for point in others), *(aim.value for aim in aims)]
        ),
        ours=ours,
        ours_name=_chart_name(agency),
        others=others,
        others_name=_("nasional"),
        aims=aims,
        gaps=gaps,
        apart=outside,
    )  # fmt: skip


def _why(standing: Standing, year: int) -> tuple[str, ...]:
    if year in standing.tables:
        return (_("tidak ada"), _("dalam tabel"))
    return (_("belum"), _("ada data"))


def _chart_name(agency: AgencyRow) -> str:
    """What the line is called in the chart: the name without its kind, if that is short."""
    name = called(agency)
    for kind in ("Kab. ", "Kota ", "Provinsi ", "Kementerian ", "Kabupaten "):
        if name.startswith(kind):
            name = name.removeprefix(kind)
            break
    return name if len(name) <= LONGEST_NAME else ""


def _described(
    ours: Sequence[Point],
    others: Sequence[Point],
    aims: Sequence[Aim],
    standing: Standing,
    years: Sequence[int],
    held: dict[int, Fraction],
) -> str:
    said = ["; ".join(f"{point.at}: {point.text}" for point in ours) + "."]
    if others:
        said.append(
            _("Nasional %(values)s.") % {"values": "; ".join(f"{point.at}: {point.text}" for point in others)}
        )
    said += [f"{aim.at}: {aim.text}" + (f", {aim.gap}." if aim.gap else ".") for aim in aims]
    said += [f"{year}: {' '.join(_why(standing, year))}." for year in years if year not in held]
    return " ".join(said)
