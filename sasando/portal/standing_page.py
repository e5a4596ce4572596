"""The page of one agency as plain values: everything is decided here, the template only prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString

from sasando.instruments.queries import parsed
from sasando.organizations.queries import AgencyRow
from sasando.portal.domains_block import DomainsBlock, domains_block
from sasando.portal.levels_block import LevelsBlock, levels_block
from sasando.portal.places import Group, called, group_of, place_line
from sasando.portal.predicate_block import PredicateBlock, predicate_block, predicate_text
from sasando.portal.proof_block import ProofBlock, proof_block
from sasando.portal.source_line import source_line
from sasando.portal.standing_chart import standing_chart
from sasando.portal.standing_model import said_of, sources_of
from sasando.results.proofs import proof_of
from sasando.results.queries import Standing, YearResult
from sasando.scoring.model import Instrument, ValueKind
from sasando.ui.markup import escape, figures_bold, safe, warning
from sasando.ui.numbers import shown
from sasando.ui.words import text as _

NO_VALUE = "–"


class StandingPage(NamedTuple):
    """What `/d/<agency>/` prints; blocks that have nothing to say are None."""

    agency: AgencyRow
    place: str
    crumb: Group
    measure: str
    year: int
    figure: str
    predicate: str
    lead: str
    lead_html: SafeString
    remarks: SafeString
    warnings: SafeString
    chart: SafeString
    chart_title: str
    chart_note: str
    table: SafeString
    sources: SafeString
    domains: DomainsBlock | None
    predicate_block: PredicateBlock | None
    proofs: ProofBlock | None
    levels: LevelsBlock | None
    law: str


def standing_page(agency: AgencyRow, standing: Standing) -> StandingPage | None:
    """The page of an agency; None where nothing has been published about it."""
    latest = standing.latest
    if latest is None:
        return None
    instrument = parsed(latest.instrument_digest)
    years = page_years(standing, latest)
    proof = proof_of(agency, latest) if instrument.value_kind is ValueKind.INTEGER else None
    measure = _("Indeks %(name)s") % {"name": instrument.short_name}
    said = said_of(agency, standing, latest, instrument, measure, proof)
    return StandingPage(
        agency=agency,
        place=place_line(agency),
        crumb=group_of(agency),
        measure=measure,
        year=latest.year,
        figure=shown(latest.value),
        predicate=predicate_text(instrument, latest),
        lead=said.lead,
        lead_html=figures_bold(said.lead),
        remarks=safe(*(f"<p>{escape(remark)}</p>" for remark in said.remarks)),
        warnings=safe(*map(warning, said.warnings)),
        chart=standing_chart(agency, standing, instrument, years, measure, said.outside),
        chart_title=_("%(measure)s menurut tahun") % {"measure": measure},
        chart_note=_chart_note(agency, standing, instrument),
        table=_table(standing, instrument, years, latest),
        sources=source_line(sources_of(standing, instrument, years)),
        domains=domains_block(agency, standing, latest, instrument),
        predicate_block=predicate_block(instrument, latest, proof),
        proofs=proof_block(proof) if proof else None,
        levels=levels_block(standing),
        law=instrument.law,
    )


def page_years(standing: Standing, latest: YearResult) -> list[int]:
    """The years of the axis: from the first with a result, target or national table, to one after the last."""
    instrument = parsed(latest.instrument_digest)
    known = {result.year for result in standing.results if result.instrument == latest.instrument}
    known |= {target.year for target in standing.targets} | set(standing.tables)
    inside = [year for year in known if instrument.first_year <= year <= (instrument.last_year or year)]
    following = max(inside) + 1
    if instrument.last_year is not None and following > instrument.last_year:
        following = max(inside)
    return list(range(min(inside), following + 1))


def _chart_note(agency: AgencyRow, standing: Standing, instrument: Instrument) -> str:
    lines = _("garis tebal %(name)s, garis putus rata-rata nasional") % {"name": called(agency)}
    if standing.targets:
        lines += _(", belah ketupat target")
    return _("skala %(low)s–%(high)s; %(lines)s; garis mendatar batas predikat") % {
        "low": instrument.low, "high": instrument.high, "lines": lines,
    }  # fmt: skip


def _table(
    standing: Standing, instrument: Instrument, years: Sequence[int], latest: YearResult
) -> SafeString:
    targets = {target.year: shown(target.value) for target in standing.targets}
    means = {mean.year: shown(mean.value) for mean in standing.means}
    made = []
    for year in years:
        result = standing.by_year.get(year)
        mark = ' class="us"' if result is latest else ""
        if result is None:
            ours, predicate = f'<td class="n none">{escape(absence(standing, year))}</td>', NO_VALUE
        else:
            ours, predicate = f'<td class="n">{shown(result.value)}</td>', predicate_text(instrument, result)
        made.append(
            f'<tr{mark}><th scope="row">{year}</th>{ours}<td class="n">{targets.get(year, NO_VALUE)}</td>'
            f'<td class="n">{means.get(year, NO_VALUE)}</td><td>{escape(predicate)}</td></tr>'
        )
    return safe(*made)


def absence(standing: Standing, year: int) -> str:
    """Why a year has no result."""
    return (
        _("tidak ada dalam tabel %(year)s") % {"year": year}
        if year in standing.tables
        else _("belum ada data")
    )
