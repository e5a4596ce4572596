"""The block of the parts of the index: each printed value beside a printed mean, of its kind or of the country."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from django.utils.safestring import SafeString

from sasando.instruments.scale import scale_of
from sasando.organizations.kinds import kind_name
from sasando.organizations.queries import AgencyRow
from sasando.portal.figures import NO_VALUE, figure, steps
from sasando.portal.proof_lines import short_name
from sasando.results.queries import NATIONAL, MeanRow, Standing, YearResult
from sasando.scoring.model import Instrument, Node
from sasando.ui.charts.bars import Bar, BarChart, BarRow, bar_chart
from sasando.ui.charts.units import plain
from sasando.ui.markup import figures_bold, table_rows
from sasando.ui.numbers import shown
from sasando.ui.words import text as _


class DomainsBlock(NamedTuple):
    """`mean_name`: whose mean stands beside the values; "" where none is printed."""

    lead: SafeString
    chart: SafeString
    title: str
    note: str
    mean_name: str
    rows: SafeString
    sources: str


class Compared(NamedTuple):
    """A part with its printed value and the printed mean, where there is one; and how the three are written."""

    node: Node
    name: str
    value: Fraction
    text: str
    mean: MeanRow | None
    mean_text: str

    @property
    def gap(self) -> int:
        """How far the value is below the mean, in ten-thousandths."""
        return steps(self.mean.value) - steps(self.value) if self.mean else 0


def domains_block(
    agency: AgencyRow, standing: Standing, latest: YearResult, instrument: Instrument
) -> DomainsBlock | None:
    """The block of the latest year; None where no parts are printed."""
    if not latest.parts:
        return None
    scope, compared = compared_parts(agency, standing, latest, instrument)
    name = mean_name_of(agency, scope) if any(one.mean for one in compared) else ""
    return DomainsBlock(
        lead=figures_bold(_lead(compared, name)),
        chart=bar_chart(domains_chart(compared, name, latest.year, instrument)),
        title=_("Nilai domain %(year)s") % {"year": latest.year},
        note=_note(name, instrument),
        mean_name=name[:1].upper() + name[1:],
        rows=_rows(compared, bool(name)),
        sources=_sources(latest, compared),
    )


def compared_parts(
    agency: AgencyRow, standing: Standing, latest: YearResult, instrument: Instrument
) -> tuple[str, list[Compared]]:
    """Beside the mean of the kind where one is printed for every part, else beside that of the country."""
    printed = [node for node in instrument.parts if node.code in latest.parts]
    own = [_mean(standing, latest, agency.kind, node) for node in printed]
    scope, means = agency.kind, own
    if not all(own):
        scope, means = NATIONAL, [_mean(standing, latest, NATIONAL, node) for node in printed]
    return scope, [
        _compared(node, latest.parts[node.code], mean) for node, mean in zip(printed, means, strict=True)
    ]


def _compared(node: Node, value: Fraction, mean: MeanRow | None) -> Compared:
    return Compared(
        node, short_name(node), value, shown(value), mean, shown(mean.value) if mean else NO_VALUE
    )


def _mean(standing: Standing, latest: YearResult, scope: str, node: Node) -> MeanRow | None:
    """The printed mean of a part; a part of one aspect alone has the mean of that aspect."""
    means, year, instrument = standing.printed_means, latest.year, latest.instrument
    found = means.get((year, instrument, scope, node.code))
    if found is None and len(node.children) == 1:
        found = means.get((year, instrument, scope, node.children[0].code))
    return found


def mean_name_of(agency: AgencyRow, scope: str) -> str:
    if scope == NATIONAL:
        return _("rata-rata nasional")
    return _("rata-rata %(kind)s") % {"kind": kind_name(agency.kind)}


def _lead(compared: Sequence[Compared], name: str) -> str:
    against = [one for one in compared if one.mean]
    if not against:
        best, worst = (choose(compared, key=lambda one: one.value) for choose in (max, min))
        return _("Domain tertinggi %(best)s (%(high)s), terendah %(worst)s (%(low)s).") % {
            "best": _named(best), "high": best.text, "worst": _named(worst), "low": worst.text,
        }  # fmt: skip
    gaps = [one.gap for one in against]
    widest = max(gaps)
    if widest <= 0:
        return _("Semua domain sama dengan atau di atas %(mean_name)s.") % {"mean_name": name}
    return _("%(below)s dari %(all)s domain di bawah %(mean_name)s; terjauh %(furthest)s, kurang %(gap)s.") % {
        "below": sum(gap > 0 for gap in gaps), "all": len(gaps), "mean_name": name,
        "furthest": _named(against[gaps.index(widest)]), "gap": figure(widest),
    }  # fmt: skip


def _named(one: Compared) -> str:
    return " ".join([word if word.isupper() else word.lower() for word in one.name.split()])


def _note(name: str, instrument: Instrument) -> str:
    values = {"low": shown(instrument.low, 1), "mean_name": name}
    if not name:
        return _("batang dimulai dari %(low)s, nilai terendah instrumen") % values
    return (
        _("batang atas instansi ini, batang bawah %(mean_name)s; dimulai dari %(low)s, nilai terendah instrumen")
        % values
    )  # fmt: skip


def domains_chart(compared: Sequence[Compared], name: str, year: int, instrument: Instrument) -> BarChart:
    """The drawing as plain values."""
    rows = [
        BarRow(one.name, Bar(one.value, one.text), Bar(one.mean.value, one.mean_text) if one.mean else None)
        for one in compared
    ]
    said = [
        f"{one.name} {one.text} ({name} {one.mean_text})" if one.mean else f"{one.name} {one.text}"
        for one in compared
    ]
    return BarChart(
        identifier="g5",
        title=_("Nilai domain %(year)s") % {"year": year},
        description="; ".join(said) + ".",
        low=min([instrument.low, *(one.value for one in compared)], key=plain),
        high=instrument.high,
        ticks=scale_of(instrument).ticks,
        rows=rows,
    )


def _rows(compared: Sequence[Compared], with_mean: bool) -> SafeString:
    rows = [(one.name, one.text, one.mean_text) if with_mean else (one.name, one.text) for one in compared]
    return table_rows(rows, frozenset({1, 2}))


def _sources(latest: YearResult, compared: Sequence[Compared]) -> str:
    means = sorted({one.mean.source for one in compared if one.mean})
    said = [f"{latest.publication.title}, {latest.publication.authority}"]
    if means:
        said.append(_("rata-rata tercetak: %(sources)s") % {"sources": "; ".join(means)})
    return "; ".join(said)
