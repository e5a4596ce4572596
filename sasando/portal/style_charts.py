"""The charts of `/gaya/`: every kind there is, with values made up for the page and marked as samples."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.safestring import SafeString

from sasando.ui.charts.bars import Bar, BarChart, BarRow, bar_chart
from sasando.ui.charts.bars import Tick as BarTick
from sasando.ui.charts.distribution import Distribution, Mark, distribution
from sasando.ui.charts.grid import Grid, Limit
from sasando.ui.charts.line import Aim, Gap, LineChart, Point, line_chart
from sasando.ui.charts.waterfall import Step, Tick, Waterfall, Whole, waterfall
from sasando.ui.markup import table_rows
from sasando.ui.numbers import shown, signed
from sasando.ui.words import text as _

LIMITS = (("1", "Kurang"), ("1.8", "Cukup"), ("2.6", "Baik"), ("3.5", "Sangat Baik"), ("4.2", "Memuaskan"))
_OURS = {2021: "1.60", 2022: "1.85", 2024: "2.48"}
_OTHERS = {2021: "2.24", 2022: "2.34", 2023: "2.79", 2024: "3.12"}
_AIMS = {2022: "3.86", 2025: "3.20"}
_STEPS = (("0.40", "Kebijakan"), ("0.25", "Tata kelola"), ("-0.10", "Manajemen"), ("0.15", "Layanan"))
_COUNTS = (2, 5, 9, 14, 22, 31, 27, 18, 12, 6, 3, 1)
_TIMES = (2021, 2022, 2023, 2024, 2025)


@dataclass(frozen=True, slots=True)
class StyleCharts:
    """Each chart with the rows of its data table; `*_bare`: without what may be missing."""

    line: SafeString
    line_rows: SafeString
    line_bare: SafeString
    distribution: SafeString
    distribution_rows: SafeString
    distribution_bare: SafeString
    waterfall: SafeString
    waterfall_rows: SafeString
    bars: SafeString
    bars_rows: SafeString
    bars_bare: SafeString


def style_charts() -> StyleCharts:
    return StyleCharts(
        line=_line(),
        line_rows=_line_rows(),
        line_bare=_line_bare(),
        distribution=_distribution(),
        distribution_rows=_distribution_rows(),
        distribution_bare=_distribution_bare(),
        waterfall=_waterfall(),
        waterfall_rows=_waterfall_rows(),
        bars=_bars(),
        bars_rows=_bars_rows(),
        bars_bare=_bars_bare(),
    )


def _limits() -> list[Limit]:
    return [Limit(Fraction(value), f"{shown(Fraction(value), 1)} {name}") for value, name in LIMITS]


def _points(values: dict[int, str]) -> list[Point]:
    return [Point(at, Fraction(value), shown(Fraction(value))) for at, value in values.items()]


def _line() -> SafeString:
    """Everything a line can have: a value, a target with its gap, a year without a value, a line to compare."""
    gap = Fraction(_AIMS[2022]) - Fraction(_OURS[2022])
    aims = [
        Aim(
            2022,
            Fraction(_AIMS[2022]),
            shown(Fraction(_AIMS[2022])),
            _("kurang %(gap)s") % {"gap": shown(gap)},
        ),
        Aim(2025, Fraction(_AIMS[2025]), _("target %(value)s") % {"value": shown(Fraction(_AIMS[2025]))}),
    ]
    missing = (_("tidak ada"), _("dalam tabel"))
    return line_chart(
        LineChart(
            identifier="gl",
            title=_("Garis dengan target (data contoh)"),
            description=_(
                "Tiga tahun bernilai, satu tahun tanpa nilai, dua target, satu garis pembanding, satu angka sendiri."
            ),
            times=_TIMES,
            grid=Grid(Fraction(1), Fraction("4.2"), _limits()[:-1]),
            ours=_points(_OURS),
            ours_name=_("kita"),
            others=_points(_OTHERS),
            others_name=_("nasional"),
            aims=aims,
            gaps=[Gap(2023, missing), Gap(2025, (_("belum ada"), _("data")))],
            tries=[Point(2024, Fraction("2.9"), shown(Fraction("2.9")))],
            tries_name=_("sendiri"),
        )
    )


def _line_bare() -> SafeString:
    """The least a line can have: one value."""
    return line_chart(
        LineChart(
            identifier="gs",
            title=_("Garis dengan satu nilai (data contoh)"),
            description=_("Hanya satu tahun bernilai."),
            times=(2023, 2024),
            grid=Grid(Fraction(1), Fraction("3.5"), _limits()[:-2]),
            ours=[Point(2024, Fraction("1.77"), shown(Fraction("1.77")))],
            ours_name=_("kita"),
            gaps=[Gap(2023, (_("belum ada"), _("data")))],
        )
    )


def _line_rows() -> SafeString:
    def cell(values: dict[int, str], year: int) -> str:
        return shown(Fraction(values[year])) if year in values else "–"

    rows = [[str(year), cell(_OURS, year), cell(_AIMS, year), cell(_OTHERS, year)] for year in _TIMES]
    return table_rows(rows, frozenset({1, 2, 3}))


def _ticks() -> list[Mark]:
    return [Mark(25.0 * place, shown(Fraction(1 + place), 1)) for place in range(5)]


def _distribution() -> SafeString:
    return distribution(
        Distribution(
            identifier="gd",
            title=_("Sebaran dengan kita, target, dan tetangga (data contoh)"),
            description=_("Kita 2,20; median 2,90; target 3,60; lima tetangga."),
            counts=_COUNTS,
            ticks=_ticks(),
            ours=3,
            our_mark=Mark(30.0, shown(Fraction("2.20"))),
            needed=Mark(65.0, _("target %(value)s") % {"value": shown(Fraction("3.60"))}),
            middle=Mark(47.5, _("median %(value)s") % {"value": shown(Fraction("2.90"))}),
            threads=(12.0, 22.0, 30.0, 41.0, 58.0),
            threads_name=_("lima tetangga"),
        )
    )


def _distribution_bare() -> SafeString:
    return distribution(
        Distribution(
            identifier="ge",
            title=_("Sebaran saja (data contoh)"),
            description=_("Dua belas rentang, median 2,90."),
            counts=_COUNTS,
            ticks=_ticks(),
            middle=Mark(47.5, _("median %(value)s") % {"value": shown(Fraction("2.90"))}),
        )
    )


def _distribution_rows() -> SafeString:
    width = Fraction(4, len(_COUNTS))
    rows = [
        [
            _("%(low)s sampai %(high)s") % {"low": shown(1 + width * n), "high": shown(1 + width * (n + 1))},
            str(count),
        ]
        for n, count in enumerate(_COUNTS)
    ]
    return table_rows(rows, frozenset({1}))


def _tick(value: Fraction) -> Tick:
    return Tick(value, shown(value, 1), shown(value, 1))


def _waterfall() -> SafeString:
    before, after = Fraction("1.60"), Fraction("2.30")
    return waterfall(
        Waterfall(
            identifier="gw",
            title=_("Air terjun: naik dan turun (data contoh)"),
            description=_("Dari 1,60 menjadi 2,30 lewat tiga kenaikan dan satu penurunan."),
            low=Fraction(1),
            high=Fraction("2.6"),
            ticks=[_tick(Fraction(value)) for value in ("1", "1.8", "2.6")],
            before=Whole("2023", before, shown(before)),
            steps=[Step(_(name), Fraction(value), signed(Fraction(value))) for value, name in _STEPS],
            after=Whole("2024", after, shown(after)),
        )
    )


def _waterfall_rows() -> SafeString:
    return table_rows([[_(name), signed(Fraction(value))] for value, name in _STEPS], frozenset({1}))


_BARS = (("Kebijakan", "1.70", "3.36"), ("Tata kelola", "1.90", "2.62"), ("Layanan", "3.50", "3.78"))


def _bar(value: str) -> Bar:
    return Bar(Fraction(value), shown(Fraction(value)))


def _bar_ticks() -> list[BarTick]:
    return [BarTick(Fraction(one), shown(Fraction(one), 1)) for one in ("1", "1.8", "2.6", "3.5", "4.2", "5")]


def _bars() -> SafeString:
    """Everything a row can have: two values, a value alone, none with its reason."""
    rows = [BarRow(_(name), _bar(ours), _bar(other)) for name, ours, other in _BARS]
    rows.append(BarRow(_("Manajemen"), _bar("1.00")))
    rows.append(BarRow(_("Tanpa nilai"), None, why=_("tidak tercetak")))
    return bar_chart(
        BarChart(
            identifier="gb",
            title=_("Batang dengan pembanding (data contoh)"),
            description=_("Tiga baris berpembanding, satu tanpa pembanding, satu tanpa nilai."),
            low=Fraction(1),
            high=Fraction(5),
            ticks=_bar_ticks(),
            rows=rows,
        )
    )


def _bars_rows() -> SafeString:
    rows = [[_(name), shown(Fraction(ours)), shown(Fraction(other))] for name, ours, other in _BARS]
    rows += [[_("Manajemen"), shown(1), "–"], [_("Tanpa nilai"), _("tidak tercetak"), "–"]]
    return table_rows(rows, frozenset({1, 2}))


def _bars_bare() -> SafeString:
    """Nobody is "we", but for one row that is chosen."""
    rows = [BarRow(_(name), _bar(other), marked=name == "Layanan") for name, _ours, other in _BARS]
    return bar_chart(
        BarChart(
            identifier="gf",
            title=_("Batang tanpa pembanding (data contoh)"),
            description=_("Tiga baris, yang ketiga dipilih."),
            low=Fraction(1),
            high=Fraction(5),
            ticks=_bar_ticks(),
            rows=rows,
        )
    )
