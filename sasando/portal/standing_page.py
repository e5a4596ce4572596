"""The page of one agency as plain values: everything is decided here, the template only prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.safestring import SafeString

from sasando.instruments.queries import parsed
from sasando.organizations.queries import AgencyRow
from sasando.portal import sentences
from sasando.portal.places import group_of, place_line
from sasando.portal.proof_block import ProofBlock, proof_block
from sasando.portal.proof_lines import short_name
from sasando.portal.standing_chart import standing_chart
from sasando.results.proofs import Proof, proof_of
from sasando.results.queries import Standing, YearResult
from sasando.scoring.inference import possible
from sasando.scoring.model import Band, Instrument, ValueKind
from sasando.scoring.predicate import Reading, read_predicate
from sasando.ui.markup import escape, figures_bold, safe, table_rows
from sasando.ui.numbers import shown
from sasando.ui.words import text as _

NO_VALUE = "–"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source with the years it stands for; `address` may be empty."""

    years: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class PredicateBlock:
    lead: str
    distance: str
    reading: str
    rows: SafeString


@dataclass(frozen=True, slots=True)
class StandingPage:
    """What `/d/<agency>/` prints; blocks that have nothing to say are None."""

    agency: AgencyRow
    place: str
    crumb: tuple[str, str]
    measure: str
    year: int
    figure: str
    predicate: str
    lead: str
    lead_html: SafeString
    remarks: tuple[str, ...]
    warnings: tuple[str, ...]
    chart: SafeString
    chart_title: str
    chart_note: str
    table: SafeString
    sources: tuple[SourceLine, ...]
    predicate_block: PredicateBlock | None
    proofs: ProofBlock | None
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
        remarks=_remarks(agency, standing),
        warnings=_warnings(standing, instrument, verdicts),
        chart=standing_chart(agency, standing, instrument, years, measure),
        chart_title=_("%(measure)s menurut tahun") % {"measure": measure},
        chart_note=_chart_note(agency, standing, instrument),
        table=_table(standing, instrument, years, latest),
        sources=_sources(standing, years),
        predicate_block=_predicate_block(instrument, latest, proof),
        proofs=proof_block(proof) if proof else None,
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


def predicate_text(instrument: Instrument, result: YearResult) -> str:
    """The printed predicate, or the computed one, marked so; with the second name where the law gives one."""
    if result.predicate:
        also = next((band.also for band in instrument.bands if band.name == result.predicate), "")
        return f"{result.predicate} ({also})" if also else result.predicate
    band = _band(instrument, result.value)
    if band is None:
        return ""
    return _("%(name)s (dihitung)") % {"name": f"{band.name} ({band.also})" if band.also else band.name}


def _band(instrument: Instrument, value: Fraction) -> Band | None:
    return next((band for band in instrument.bands if band.holds(value)), None)


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
        said.append(sentences.absent_sentence(agency.short_name, absent))
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
    lines = _("garis tebal %(name)s, garis putus rata-rata nasional") % {"name": agency.short_name}
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
        cells = [targets.get(year, NO_VALUE), means.get(year, NO_VALUE)]
        if result is None:
            why = absence(standing, year)
            others = "".join(f'<td class="n">{escape(cell)}</td>' for cell in cells)
            made.append(
                f'<tr><th scope="row">{year}</th><td class="n none">{escape(why)}</td>{others}<td>{NO_VALUE}</td></tr>'
            )
            continue
        row = [str(year), shown(result.value), *cells, predicate_text(instrument, result)]
        made.append(table_rows([row], frozenset({1, 2, 3}), frozenset({0} if result is latest else ())))
    return safe(*made)


def absence(standing: Standing, year: int) -> str:
    """Why a year has no result."""
    return (
        _("tidak ada dalam tabel %(year)s") % {"year": year}
        if year in standing.tables
        else _("belum ada data")
    )


def _sources(standing: Standing, years: Sequence[int]) -> tuple[SourceLine, ...]:
    """Each publication once, with the years it stands for; then what is known of the targets' origin."""
    by_title: dict[tuple[str, str, str], list[int]] = {}
    for result in standing.results:
        ref = result.publication
        by_title.setdefault((ref.title, ref.authority, ref.address), []).append(result.year)
    for year, table in standing.tables.items():
        if year not in standing.by_year:
            by_title.setdefault((table.title, table.authority, table.address), []).append(year)
    lines = [
        SourceLine(", ".join(map(str, sorted(found))), _source_text(title, authority), address)
        for (title, authority, address), found in sorted(by_title.items(), key=lambda item: min(item[1]))
    ]
    means = sorted({mean.source for mean in standing.means if mean.year in years})
    if means:
        lines.append(SourceLine(_("rata-rata nasional"), "; ".join(means), ""))
    for text in dict.fromkeys(_target_source(target.source, target.reason) for target in standing.targets):
        lines.append(SourceLine(_("target"), text, ""))
    return tuple(lines)


def _source_text(title: str, authority: str) -> str:
    return f"{title}, {authority}"


def _target_source(source: str, reason: str) -> str:
    text = source.split(" (http")[0]
    return f"{text}; {reason}" if reason else text


def _predicate_block(
    instrument: Instrument, latest: YearResult, proof: Proof | None
) -> PredicateBlock | None:
    if not instrument.bands:
        return None
    bands = sorted(instrument.bands, key=lambda band: band.low)
    name = latest.predicate or getattr(_band(instrument, latest.value), "name", "")
    position = next((place for place, band in enumerate(bands) if band.name == name), None)
    if position is None:
        return None
    band = bands[position]
    highest = position == len(bands) - 1
    distance = (
        ""
        if highest
        else sentences.next_band_sentence(bands[position + 1].name, bands[position + 1].low - latest.value)
    )
    rows = [[_named(one), _stretch(one, one is bands[-1])] for one in bands]
    return PredicateBlock(
        lead=sentences.predicate_sentence(_named(band), band.low, band.high, highest),
        distance=distance,
        reading=_reading(instrument, latest, proof),
        rows=table_rows(rows, frozenset(), frozenset({position})),
    )


def _named(band: Band) -> str:
    return f"{band.name} ({band.also})" if band.also else band.name


def _stretch(band: Band, highest: bool) -> str:
    values = {"low": shown(band.low), "high": shown(band.high)}
    return (
        _("%(low)s sampai %(high)s") % values if highest else _("%(low)s sampai di bawah %(high)s") % values
    )


def _reading(instrument: Instrument, latest: YearResult, proof: Proof | None) -> str:
    """Said where the exact index and the printed one give two predicates, for every exact index that agrees with
    the printed predicate, or (as a possibility) for some."""
    if proof is None:
        return ""
    used: Reading = "rounded" if latest.publication.reading == "rounded" else "exact"
    read = [
        read_predicate(instrument, exact, used)
        for exact in proof.inference.index
        if instrument.low <= exact <= instrument.high
    ]
    kept = [one for one in read if one.name == latest.predicate] or read
    differing = [one for one in kept if one.differs]
    if not differing:
        return ""
    one = differing[0]
    return sentences.reading_sentence(one.from_exact, one.from_shown, used, len(differing) == len(kept))
