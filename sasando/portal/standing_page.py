"""The page of one agency as plain values: everything is decided here, the template only prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from sasando.instruments.queries import parsed
from sasando.organizations.queries import AgencyRow
from sasando.portal import sentences
from sasando.portal.domains_block import DomainsBlock, domains_block
from sasando.portal.levels_block import LevelsBlock, levels_block
from sasando.portal.places import Group, called, group_of, place_line
from sasando.portal.predicate_block import PredicateBlock, predicate_block, predicate_text
from sasando.portal.proof_block import ProofBlock, proof_block
from sasando.portal.proof_lines import short_name
from sasando.portal.source_line import source_line
from sasando.portal.standing_chart import standing_chart
from sasando.results.proofs import Proof, proof_of
from sasando.results.queries import Standing, YearResult
from sasando.scoring.inference import possible
from sasando.scoring.model import Instrument, ValueKind
from sasando.ui.markup import escape, figures_bold, safe, warning
from sasando.ui.numbers import shown
from sasando.ui.words import text as _

NO_VALUE = "–"


@dataclass(frozen=True, slots=True)
class StandingPage:
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
    verdicts = {result.year: _verdict(instrument, result, proof) for result in standing.results}
    lead = _lead(standing, latest, measure, verdicts)
    return StandingPage(
        agency=agency,
        place=place_line(agency),
        crumb=group_of(agency),
        measure=measure,
        year=latest.year,
        figure=shown(latest.value),
        predicate=predicate_text(instrument, latest),
        lead=lead,
        lead_html=figures_bold(lead),
        remarks=safe(*(f"<p>{escape(said)}</p>" for said in _remarks(agency, standing))),
        warnings=safe(*(warning(said) for said in _warnings(standing, instrument, verdicts))),
        chart=standing_chart(agency, standing, instrument, years, measure),
        chart_title=_("%(measure)s menurut tahun") % {"measure": measure},
        chart_note=_chart_note(agency, standing, instrument),
        table=_table(standing, instrument, years, latest),
        sources=source_line(standing, years),
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


def _lead(standing: Standing, latest: YearResult, measure: str, verdicts: Mapping[int, str]) -> str:
    """Change since the result before, unless that one lies outside the scale, and distance to the mean."""
    mean = next((mean.value for mean in standing.means if mean.year == latest.year), None)
    earlier = [
        result
        for result in standing.results
        if result.year < latest.year
        and result.instrument == latest.instrument
        and verdicts[result.year] == "yes"
    ]
    before = earlier[-1] if earlier else None
    return sentences.standing_sentence(
        latest.value,
        before.value if before else None,
        latest.year - before.year if before else 0,
        mean,
        measure,
        latest.year,
    )


def _remarks(agency: AgencyRow, standing: Standing) -> tuple[str, ...]:
    results = standing.by_year
    met: list[int] = []
    missed: list[int] = []
    waiting: list[int] = []
    for target in standing.targets:
        result = results.get(target.year)
        kept = waiting if result is None else met if result.value >= target.value else missed
        kept.append(target.year)
    absent = [year for year in sorted(standing.tables) if year not in results]
    said = [sentences.targets_sentence(met, missed, waiting)]
    if absent:
        said.append(sentences.absent_sentence(called(agency), absent))
    return tuple(remark for remark in said if remark)


def _warnings(standing: Standing, instrument: Instrument, verdicts: Mapping[int, str]) -> tuple[str, ...]:
    """What to know before trusting a figure on the page: of the latest result, and of those drawn before it."""
    said = []
    for result in standing.results:
        if result.instrument_digest != instrument.digest:
            continue
        verdict = verdicts[result.year]
        if verdict == "outside scale":
            said.append(sentences.outside_sentence(result.year))
        elif verdict == "no":
            said.append(sentences.contradiction_sentence(result.year))
        for code, why in result.reconstructed.items():
            name = short_name(instrument.by_code[code])
            said.append(sentences.reconstructed_sentence(name, result.year, why))
    return tuple(said)


def _verdict(instrument: Instrument, result: YearResult, proof: Proof | None) -> str:
    """Whether some levels print the figures. Asked only where parts are printed beside the index: an index alone
    has nothing to disagree with."""
    if proof is None or result.instrument_digest != instrument.digest:
        return "yes"
    if result is proof.result:
        return proof.inference.possible
    if not result.parts:
        return "yes" if instrument.low <= result.value <= instrument.high else "outside scale"
    return possible(instrument, result.value, result.parts)


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
