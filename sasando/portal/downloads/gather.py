"""Gathers the brief of an agency from what is published; reads through queries, computes through the pure core."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import override

from sasando.instruments.queries import parsed
from sasando.organizations.queries import AgencyRow
from sasando.portal.downloads.brief import BoundRow, Brief, Printed, Proved, ProvedPart, Source, YearRow
from sasando.portal.downloads.gather_moved import moved_part
from sasando.portal.downloads.gather_reachable import reachable_part
from sasando.portal.proof_block import proof_block
from sasando.portal.proof_lines import proof_line
from sasando.portal.standing_chart import chart_of
from sasando.portal.standing_page import StandingPage, absence, page_years, predicate_text, standing_page
from sasando.results.proofs import proof_of
from sasando.results.queries import PublicationRef, Standing, YearResult, standing
from sasando.scoring.model import Instrument, ValueKind
from sasando.ui.words import in_one_language
from sasando.ui.words import text as _

LANGUAGE = "id"  # what is taken into the meeting is Indonesian, whatever language the page is read in
INDEX, TARGET, MEAN = "index", "target", "nasional"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader chose: a target, the year to start from and the year to reach it; None: as known."""

    target: Fraction | None = None
    start: int | None = None
    by: int | None = None


class NothingToTakeError(LookupError):
    """Nothing is published about the agency, so there is nothing to take along."""


def gather(agency: AgencyRow, asked: Asked) -> Brief:
    """The brief of an agency.

    Raises:
        NothingToTakeError: nothing is published about it.
        NoStatementError: a target outside the scale, a year that has no result, or one that is not after the start.
    """
    with override(LANGUAGE):
        return _gather(agency, asked)


@in_one_language
def _gather(agency: AgencyRow, asked: Asked) -> Brief:
    published = standing(agency.slug)
    model = standing_page(agency, published)
    latest = published.latest
    if model is None or latest is None:
        raise NothingToTakeError(agency.slug)
    instrument = parsed(latest.instrument_digest)
    years = page_years(published, latest)
    drawn = chart_of(agency, published, instrument, years, model.measure)
    moved, why_not_moved = moved_part(agency, published, instrument)
    reachable = reachable_part(agency, published, asked.target, asked.start, asked.by)
    band = model.predicate_block
    return Brief(
        slug=agency.slug,
        name=agency.name,
        short_name=agency.short_name,
        chart_name=drawn.ours_name or (_("daerah ini") if agency.region_code else _("instansi ini")),
        place=model.place,
        timezone=agency.timezone,
        sample=agency.sample,
        measure_key=latest.measure,
        measure=model.measure,
        unit=_("indeks %(low)s–%(high)s") % {"low": instrument.low, "high": instrument.high},
        low=drawn.low,
        high=instrument.high,
        top=drawn.high,
        limits=tuple((limit.value, limit.text) for limit in drawn.limits),
        year=latest.year,
        figure=model.figure,
        predicate=model.predicate,
        lead=model.lead,
        remarks=model.remarks,
        warnings=model.warnings,
        years=tuple(_year(published, instrument, year) for year in years),
        next_band=band.distance if band else "",
        moved=moved,
        proved=_proved(agency, instrument, latest),
        reachable=reachable,
        printed=_printed(published, instrument),
        sources=tuple(Source(line.years, line.text, line.address) for line in model.sources),
        notes=_notes(model, instrument, published, why_not_moved, reachable is None),
    )


def _year(published: Standing, instrument: Instrument, year: int) -> YearRow:
    result = published.by_year.get(year)
    if result is not None and result.instrument != instrument.key:
        result = None
    target = next((one.value for one in published.targets if one.year == year), None)
    mean = next(
        (one.value for one in published.means if one.year == year and one.instrument == instrument.key), None
    )
    if result is None:
        table = published.tables.get(year)
        return YearRow(year, None, absence(published, year), target, mean, "", _title(table) if table else "")
    return YearRow(
        year, result.value, "", target, mean, predicate_text(instrument, result), _title(result.publication)
    )


def _title(publication: PublicationRef) -> str:
    return f"{publication.title}, {publication.authority}"


def _proved(agency: AgencyRow, instrument: Instrument, latest: YearResult) -> Proved | None:
    """The block of proved levels; None for decimal values and for figures that contradict each other."""
    if not instrument.scorable or instrument.value_kind is not ValueKind.INTEGER:
        return None
    proof = proof_of(agency, latest)
    block = proof_block(proof)
    if block is None:
        return None
    found = proof.inference
    nodes = instrument.by_code
    by_code = {group.code: group for group in found.groups}
    lines = [proof_line(instrument, nodes[part.code], by_code[part.code], part) for part in found.parts]
    levels = sorted(found.groups[0].at_most)
    return Proved(
        lead=block.lead,
        remark=block.remark,
        exact=block.exact,
        parts=tuple(
            ProvedPart(line.heading, tuple(cell.level for cell in line.cells), line.proof) for line in lines
        ),
        levels=tuple(levels),
        rows=tuple(
            BoundRow(
                f"{group.number}. {nodes[group.code].name}",
                group.indicators,
                tuple(group.at_most[level] for level in levels),
            )
            for group in found.groups
        ),
    )


def _printed(published: Standing, instrument: Instrument) -> tuple[Printed, ...]:
    """Every published figure of the family by year: index and parts, then target and mean; gaps are named."""
    found: list[Printed] = []
    years = {result.year for result in published.results} | set(published.tables)
    years |= {target.year for target in published.targets}
    for year in sorted(years):
        result = published.by_year.get(year)
        if result is not None:
            found += _figures(result)
        elif year in published.tables:
            source = _("%(why)s: %(source)s") % {
                "why": absence(published, year), "source": _title(published.tables[year]),
            }  # fmt: skip
            measure = published.results[-1].measure
            found.append(Printed(year, measure, INDEX, _("Indeks"), None, "", source))
        found += [
            Printed(year, one.measure, TARGET, _("Target"), one.value, one.reason, one.source)
            for one in published.targets
            if one.year == year
        ]
        found += [
            Printed(
                year, published.results[-1].measure, MEAN, _("Rata-rata nasional"), one.value, "", one.source
            )
            for one in published.means
            if one.year == year and one.instrument == instrument.key
        ]
    return tuple(found)


def _figures(result: YearResult) -> list[Printed]:
    nodes = parsed(result.instrument_digest).by_code
    source = _title(result.publication)
    index = Printed(result.year, result.measure, INDEX, _("Indeks"), result.value, result.note, source)
    return [index] + [
        Printed(
            result.year, result.measure, code, nodes[code].name, value, result.reconstructed.get(code, ""), source
        )
        for code, value in result.parts.items()
    ]  # fmt: skip


def _notes(
    model: StandingPage, instrument: Instrument, published: Standing, why_not_moved: str, no_target: bool
) -> tuple[str, ...]:
    """What to know before these figures are read aloud."""
    said = list(model.warnings)
    if model.predicate_block and model.predicate_block.reading:
        said.append(model.predicate_block.reading)
    if any(not result.predicate for result in published.results):
        said.append(
            _("Predikat bertanda “(dihitung)” tidak tercetak di sumbernya, melainkan dibaca dari indeksnya.")
        )
    if why_not_moved:
        said.append(why_not_moved)
    if no_target:
        said.append(_("Belum ada target yang diketahui, jadi keterjangkauannya tidak dihitung."))
    said.append(
        _("Tingkat tiap indikator tidak diterbitkan; yang disebut terbukti berlaku untuk setiap kemungkinan.")
    )
    if instrument.last_year is not None:
        said.append(_("Mulai %(year)s ukurannya berganti; angkanya tidak dapat dibandingkan langsung.") % {
            "year": instrument.last_year + 1,
        })  # fmt: skip
    said.append(_("Indeks Reformasi Birokrasi: belum ada data resmi per tahun."))
    return tuple(said)
