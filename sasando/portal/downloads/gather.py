"""Gathers the brief of an agency from what is published; reads through queries, computes through the pure core."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from sasando.instruments.queries import parsed
from sasando.organizations.queries import AgencyRow
from sasando.portal.downloads.brief import (
    INDEX,
    MEAN,
    TARGET,
    BoundRow,
    Brief,
    Printed,
    Proved,
    ProvedPart,
    YearRow,
)
from sasando.portal.downloads.gather_moved import moved_part
from sasando.portal.downloads.gather_reachable import predicates_above, reachable_part
from sasando.portal.downloads.queries import state_of
from sasando.portal.places import place_line
from sasando.portal.predicate_block import predicate_block, predicate_text
from sasando.portal.proof_block import proof_block
from sasando.portal.proof_lines import ProofLine, proof_line
from sasando.portal.sentences import and_list
from sasando.portal.standing_chart import chart_of
from sasando.portal.standing_model import said_of, sources_of
from sasando.portal.standing_page import absence, page_years
from sasando.results.proofs import NoStatementError, Proof, proof_of
from sasando.results.queries import PublicationRef, Standing, YearResult, standing
from sasando.scoring.model import Instrument, ValueKind
from sasando.ui.numbers import shown
from sasando.ui.words import speaking
from sasando.ui.words import text as _

LANGUAGE = "id"  # what is taken into the meeting is Indonesian, whatever language the page is read in
HELD_BRIEFS = 64  # in each process; whoever takes one file along often takes the next


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader chose: a target, the year to start from and the year to reach it; None: as known."""

    target: Fraction | None = None
    start: int | None = None
    by: int | None = None


class NothingToTakeError(LookupError):
    """Nothing is published about the agency, so there is nothing to take along."""


def gather(agency: AgencyRow, asked: Asked) -> Brief:
    """The brief of an agency; made again only when something has changed since.

    Raises:
        NothingToTakeError: nothing is published about it.
        NoStatementError: a target outside the scale, a year that has no result, or one that is not after the start.
    """
    try:
        return _gathered(agency, asked, state_of(f"agency:{agency.slug}"))
    except NoStatementError:
        reachable_part(agency, standing(agency.slug), asked.target, asked.start, asked.by)  # says why in the
        raise  # reader's language: the first time it was said in that of the files


def forget_briefs() -> None:
    """Let go of the briefs that are held."""
    _gathered.cache_clear()


@lru_cache(maxsize=HELD_BRIEFS)
def _gathered(agency: AgencyRow, asked: Asked, _state: object) -> Brief:
    with speaking(LANGUAGE):
        return _gather(agency, asked)


def _gather(agency: AgencyRow, asked: Asked) -> Brief:
    published = standing(agency.slug)
    latest = published.latest
    if latest is None:
        raise NothingToTakeError(agency.slug)
    instrument = parsed(latest.instrument_digest)
    whole = instrument.scorable and instrument.value_kind is ValueKind.INTEGER
    proof = proof_of(agency, latest) if whole else None
    band = predicate_block(instrument, latest, proof)
    years = page_years(published, latest)
    measure = _("Indeks %(name)s") % {"name": instrument.short_name}
    drawn = chart_of(agency, published, instrument, years, measure)
    said = said_of(agency, published, latest, instrument, measure, proof)
    moved, why_not_moved = moved_part(agency, published, instrument)
    reachable, why_not_reachable = reachable_part(agency, published, asked.target, asked.start, asked.by)
    notes = [band.reading] if band and band.reading else []
    notes += _notes(instrument, published, why_not_moved, why_not_reachable)
    return Brief(
        slug=agency.slug,
        name=agency.name,
        chart_name=drawn.ours_name or (_("daerah ini") if agency.region_code else _("instansi ini")),
        place=place_line(agency),
        timezone=agency.timezone,
        sample=agency.sample,
        measure_key=latest.measure,
        measure=measure,
        unit=_("indeks %(low)s–%(high)s") % {"low": instrument.low, "high": instrument.high},
        low=drawn.grid.low,
        high=instrument.high,
        top=drawn.grid.high,
        limits=tuple((limit.value, limit.text) for limit in drawn.grid.limits),
        year=latest.year,
        figure=shown(latest.value),
        predicate=predicate_text(instrument, latest),
        lead=said.lead,
        remarks=said.remarks,
        warnings=said.warnings,
        years=tuple(_year(published, instrument, year, year in said.outside) for year in years),
        next_band=band.distance if band else "",
        moved=moved,
        why_not_moved="" if moved else why_not_moved or " ".join(said.warnings),
        proved=_proved(proof) if proof else None,
        reachable=reachable,
        why_not_reachable=why_not_reachable,
        above=() if reachable else predicates_above(instrument, latest),
        printed=_printed(published, instrument),
        sources=sources_of(published, instrument),
        notes=(*said.warnings, *notes),
    )


def _year(published: Standing, instrument: Instrument, year: int, outside: bool) -> YearRow:
    result = published.by_year.get(year)
    if result is not None and result.instrument != instrument.key:
        result = None
    target = next((one.value for one in published.targets if one.year == year), None)
    mean = next(
        (one.value for one in published.means if one.year == year and one.instrument == instrument.key), None
    )
    if result is None:
        table = published.tables.get(year)
        source = _title(table) if table else ""
        return YearRow(year, None, absence(published, year), target, mean, "", source, outside=False)
    predicate, source = predicate_text(instrument, result), _title(result.publication)
    return YearRow(year, result.value, "", target, mean, predicate, source, outside)


def _title(publication: PublicationRef) -> str:
    return f"{publication.title}, {publication.authority}"


def _proved(proof: Proof) -> Proved | None:
    """The block of proved levels; None for figures that contradict each other."""
    block = proof_block(proof)
    if block is None:
        return None
    found = proof.inference
    nodes = proof.instrument.by_code
    by_code = {group.code: group for group in found.groups}
    lines = [proof_line(proof.instrument, nodes[part.code], by_code[part.code], part) for part in found.parts]
    levels = sorted(found.groups[0].at_most)
    return Proved(
        lead=block.lead,
        remark=block.remark,
        exact=block.exact,
        parts=tuple(ProvedPart(line.heading, _cells(line), line.proof) for line in lines),
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


def _cells(line: ProofLine) -> tuple[int | None, ...]:
    """One entry for each indicator of a part."""
    return tuple(level for count, level in line.cells for _one in range(count))


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
    """The index, and every published value below it in the order of the instrument, down to levels."""
    instrument = parsed(result.instrument_digest)
    source = _title(result.publication)
    values = {**result.parts, **result.finer}
    index = Printed(result.year, result.measure, INDEX, _("Indeks"), result.value, result.note, source)
    return [index] + [
        Printed(
            result.year, result.measure, node.code, node.name, values[node.code],
            result.reconstructed.get(node.code, ""), source,
        )
        for node in instrument.root.walk()
        if node.code in values
    ]  # fmt: skip


def _notes(
    instrument: Instrument, published: Standing, why_not_moved: str, why_not_reachable: str
) -> list[str]:
    """What else to know before these figures are read aloud."""
    said = []
    if any(not result.predicate for result in published.results):
        said.append(
            _("Predikat bertanda “(dihitung)” tidak tercetak di sumbernya, melainkan dibaca dari indeksnya.")
        )
    if why_not_moved:
        said.append(why_not_moved)
    if why_not_reachable:
        said.append(why_not_reachable)
    said.append(_of_levels(published))
    if instrument.last_year is not None:
        said.append(_("Mulai %(year)s ukurannya berganti; angkanya tidak dapat dibandingkan langsung.") % {
            "year": instrument.last_year + 1,
        })  # fmt: skip
    said.append(_("Indeks Reformasi Birokrasi: belum ada data resmi per tahun."))
    return said


def _of_levels(published: Standing) -> str:
    """Of which years levels are published, so that nobody takes what is inferred for them."""
    years = [
        str(result.year) for result in published.results if result.levels(parsed(result.instrument_digest))
    ]
    if not years:
        return _(
            "Tingkat tiap indikator tidak diterbitkan; yang disebut terbukti berlaku untuk setiap kemungkinan."
        )
    return _(
        "Tingkat tiap indikator diterbitkan untuk %(years)s saja; untuk tahun lain yang disebut terbukti berlaku"
        " untuk setiap kemungkinan."
    ) % {"years": and_list(years)}
