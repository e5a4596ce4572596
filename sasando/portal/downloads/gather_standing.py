"""What is said of an agency's standing in a file: the page's sentences as plain text, without markup."""

from __future__ import annotations

from collections.abc import Mapping

from sasando.organizations.queries import AgencyRow
from sasando.portal import sentences
from sasando.portal.downloads.brief import Source
from sasando.portal.proof_lines import short_name
from sasando.results.queries import Standing, YearResult
from sasando.scoring.inference import possible
from sasando.scoring.model import Instrument, ValueKind
from sasando.ui.words import text as _


def verdicts_of(published: Standing, instrument: Instrument) -> dict[int, str]:
    """By year whether some levels print the figures: "yes", "outside scale" or "no"; of this instrument alone."""
    return {
        result.year: verdict(instrument, result)
        for result in published.results
        if result.instrument_digest == instrument.digest
    }


def verdict(instrument: Instrument, result: YearResult) -> str:
    """Whether some levels print the figures of one result; decimal values only have to lie on the scale."""
    whole = instrument.scorable and instrument.value_kind is ValueKind.INTEGER
    if whole and result.parts:
        return possible(instrument, result.value, result.parts)
    return "yes" if instrument.low <= result.value <= instrument.high else "outside scale"


def lead(published: Standing, latest: YearResult, measure: str, verdicts: Mapping[int, str]) -> str:
    """Change since the last comparable result, and distance to the national mean."""
    mean = next(
        (
            one.value
            for one in published.means
            if one.year == latest.year and one.instrument == latest.instrument
        ),
        None,
    )
    earlier = [one for one in published.results if one.year < latest.year and verdicts.get(one.year) == "yes"]
    before = earlier[-1] if earlier and verdicts.get(latest.year) == "yes" else None
    return sentences.standing_sentence(
        latest.value,
        before.value if before else None,
        latest.year - before.year if before else 0,
        mean,
        measure,
        latest.year,
    )


def remarks(agency: AgencyRow, published: Standing) -> tuple[str, ...]:
    """Which targets were met, and in which national tables the agency is missing."""
    met: list[int] = []
    missed: list[int] = []
    waiting: list[int] = []
    for target in published.targets:
        result = published.by_year.get(target.year)
        kept = waiting if result is None else met if result.value >= target.value else missed
        kept.append(target.year)
    absent = [year for year in sorted(published.tables) if year not in published.by_year]
    said = [sentences.targets_sentence(met, missed, waiting)]
    if absent:
        said.append(sentences.absent_sentence(agency.short_name, absent))
    return tuple(remark for remark in said if remark)


def warnings(published: Standing, instrument: Instrument, verdicts: Mapping[int, str]) -> tuple[str, ...]:
    """What to know before a figure is read aloud: outside the scale, contradictory, or reconstructed."""
    said = []
    for result in published.results:
        found = verdicts.get(result.year)
        if found is None:
            continue
        if found == "outside scale":
            said.append(sentences.outside_sentence(result.year))
        elif found == "no":
            said.append(sentences.contradiction_sentence(result.year))
        for code, why in result.reconstructed.items():
            said.append(
                sentences.reconstructed_sentence(short_name(instrument.by_code[code]), result.year, why)
            )
    return tuple(said)


def sources(published: Standing, instrument: Instrument) -> tuple[Source, ...]:
    """Each publication once with the years it speaks for (also by not naming the agency), means, then targets."""
    spoken = [(result.year, result.publication) for result in published.results]
    spoken += [(year, table) for year, table in published.tables.items() if year not in published.by_year]
    found: dict[tuple[str, str], list[int]] = {}
    for year, one in sorted(spoken, key=lambda pair: pair[0]):
        found.setdefault((f"{one.title}, {one.authority}", one.address), []).append(year)
    said = [Source(", ".join(map(str, years)), text, address) for (text, address), years in found.items()]
    means = sorted({mean.source for mean in published.means if mean.instrument == instrument.key})
    if means:
        said.append(Source(_("rata-rata nasional"), "; ".join(means), ""))
    for target in published.targets:
        text = target.source.split(" (http")[0]
        line = Source(_("target"), f"{text}; {target.reason}" if target.reason else text, "")
        if line not in said:
            said.append(line)
    return tuple(said)
