"""What is said of an agency's standing, as plain values: the page and the files that are taken along say the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sasando.organizations.queries import AgencyRow
from sasando.portal import sentences
from sasando.portal.figures import steps
from sasando.portal.places import called
from sasando.portal.proof_lines import short_name
from sasando.results.proofs import OUTSIDE, Proof, outside_sentence, verdict
from sasando.results.queries import PublicationRef, Standing, YearResult
from sasando.scoring.model import Instrument
from sasando.ui.words import text as _


class Said(NamedTuple):
    """`lead`: change and distance to the mean. `remarks`: targets met and missed, tables without the agency.
    `warnings`: what to know before a figure is read aloud. `outside`: the years outside the instrument's scale."""

    lead: str
    remarks: tuple[str, ...]
    warnings: tuple[str, ...]
    outside: frozenset[int]


class Source(NamedTuple):
    """Where figures come from: `years` or what they are, and the text; `address` may be empty."""

    years: str
    text: str
    address: str


def said_of(
    agency: AgencyRow,
    standing: Standing,
    latest: YearResult,
    instrument: Instrument,
    measure: str,
    proof: Proof | None,
) -> Said:
    """What is said of the latest result; `proof`: what it proves, where its values are levels."""
    verdicts = {
        result.year: verdict(instrument, result, proof)
        for result in standing.results
        if result.instrument_digest == instrument.digest
    }
    return Said(
        lead=_lead(standing, latest, measure, verdicts),
        remarks=_remarks(agency, standing),
        warnings=_warnings(standing, instrument, verdicts),
        outside=frozenset(year for year, found in verdicts.items() if found == OUTSIDE),
    )


def _lead(standing: Standing, latest: YearResult, measure: str, verdicts: Mapping[int, str]) -> str:
    """Change since the last comparable result, unless one of the two lies outside the scale; distance to the mean."""
    mean = next(
        (
            one.value
            for one in standing.means
            if one.year == latest.year and one.instrument == latest.instrument
        ),
        None,
    )
    before = None
    if verdicts.get(latest.year) == "yes":
        earlier = [
            one for one in standing.results if one.year < latest.year and verdicts.get(one.year) == "yes"
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
    """Which targets were met, and in which national tables the agency is missing."""
    results = standing.by_year
    met: list[int] = []
    missed: list[int] = []
    waiting: list[int] = []
    for target in standing.targets:
        result = results.get(target.year)
        kept = waiting if result is None else met if steps(result.value) >= steps(target.value) else missed
        kept.append(target.year)
    absent = [year for year in sorted(standing.tables) if year not in results]
    said = [sentences.targets_sentence(met, missed, waiting)]
    if absent:
        said.append(sentences.absent_sentence(called(agency), absent))
    return tuple(remark for remark in said if remark)


def _warnings(standing: Standing, instrument: Instrument, verdicts: Mapping[int, str]) -> tuple[str, ...]:
    """Of every result of the instrument: outside the scale, contradictory, or a figure not printed as it stands."""
    said = []
    for result in standing.results:
        found = verdicts.get(result.year)
        if found is None:
            continue
        if found == OUTSIDE:
            said.append(outside_sentence(result.year))
        elif found == "no":
            said.append(sentences.contradiction_sentence(result.year))
        for code, why in result.reconstructed.items():
            name = short_name(instrument.by_code[code])
            said.append(sentences.reconstructed_sentence(name, result.year, why))
    return tuple(said)


def sources_of(
    standing: Standing, instrument: Instrument, years: Collection[int] | None = None
) -> tuple[Source, ...]:
    """Each publication once with the years it speaks for (also by not naming the agency), earliest first; then means
    and targets. With `years`, only what speaks for one of them."""
    said = [
        Source(", ".join(map(str, spoken)), f"{ref.title}, {ref.authority}", ref.address)
        for ref, spoken in _publications(standing)
        if years is None or any(year in years for year in spoken)
    ]
    means = {
        mean.source
        for mean in standing.means
        if mean.instrument == instrument.key and (years is None or mean.year in years)
    }
    if means:
        said.append(Source(_("rata-rata nasional"), "; ".join(sorted(means)), ""))
    for origin, reason in dict.fromkeys((target.origin, target.reason) for target in standing.targets):
        said.append(Source(_("target"), f"{origin}; {reason}" if reason else origin, ""))
    return tuple(said)


def _publications(standing: Standing) -> list[tuple[PublicationRef, list[int]]]:
    found: dict[tuple[str, str, str], tuple[PublicationRef, list[int]]] = {}
    spoken = [(result.year, result.publication) for result in standing.results]
    spoken += [(year, table) for year, table in standing.tables.items() if year not in standing.by_year]
    for year, ref in sorted(spoken, key=lambda one: one[0]):
        found.setdefault((ref.title, ref.authority, ref.address), (ref, []))[1].append(year)
    return list(found.values())
