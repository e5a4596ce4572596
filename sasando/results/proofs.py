"""What follows from an agency's published figures: proved levels, and what moved the index.

Reads through `queries`, computes through the pure core.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from sasando.instruments.queries import parsed
from sasando.organizations.areas import not_judged
from sasando.organizations.queries import AgencyRow
from sasando.results.queries import YearResult, publication_exists, results_of
from sasando.scoring.explanation_printed import PrintedChange, explain_printed
from sasando.scoring.inference import Inference, Printed, infer, possible
from sasando.scoring.model import Instrument, ValueKind
from sasando.ui.charts.units import plain
from sasando.ui.words import text as _

OUTSIDE = "outside scale"


def outside_sentence(year: int) -> str:
    """A year whose figures need a level below the lowest of the scale."""
    return _(
        "Angka %(year)s di luar skala instrumen: hanya mungkin bila ada indikator di bawah tingkat terendah."
        " Perubahan dari tahun itu tidak dihitung."
    ) % {"year": year}


class NoStatementError(LookupError):
    """Nothing can be said, and why."""


class Proof(NamedTuple):
    """What the figures of one year prove."""

    agency: AgencyRow
    result: YearResult
    instrument: Instrument
    inference: Inference

    def to_json(self) -> dict[str, Any]:
        """The answer of `sasando infer`."""
        return {
            "agency": self.agency.slug,
            "year": self.result.year,
            "publication": self.result.publication.to_json(),
            **self.inference.to_json(),
        }


def verdict(instrument: Instrument, result: YearResult, proof: Proof | None = None) -> str:
    """Whether some levels print the figures: "yes", "outside scale" or "no". Asked only where parts are printed
    beside the index: an index alone has nothing to disagree with, and decimal values only have to lie on the scale.
    """
    if proof is not None and result is proof.result:
        return proof.inference.possible
    if instrument.scorable and instrument.value_kind is ValueKind.INTEGER and result.parts:
        return possible(instrument, result.value, result.parts)
    inside = plain(instrument.low) <= plain(result.value) <= plain(instrument.high)
    return "yes" if inside else OUTSIDE


@dataclass(frozen=True, slots=True)
class Moved:
    """What moved the index between two years of one instrument."""

    agency: AgencyRow
    before: YearResult
    after: YearResult
    instrument: Instrument
    change: PrintedChange

    @property
    def outside(self) -> list[int]:
        """The years whose figures need a level below the lowest of the scale: of those no change is counted."""
        return [
            one.year
            for one in (self.before, self.after)
            if possible(self.instrument, one.value, one.parts) == OUTSIDE
        ]

    def to_json(self) -> dict[str, Any]:
        """The answer of `sasando explain`.

        Raises:
            NoStatementError: a year lies outside the scale.
        """
        if outside := self.outside:
            raise NoStatementError(" ".join(outside_sentence(year) for year in outside))
        return {
            "agency": self.agency.slug,
            "from": _side(self.before),
            "to": _side(self.after),
            **self.change.to_json(),
        }


def _side(result: YearResult) -> dict[str, Any]:
    return {"year": result.year, "publication": result.publication.to_json()}


def proof(agency: AgencyRow, year: int, publication: str | None = None) -> Proof:
    """What the published figures of `year` prove about levels.

    Raises:
        NoStatementError: no result for that year, or an instrument of decimal values.
    """
    return proof_of(agency, result_for(agency, year, publication))


def proof_of(agency: AgencyRow, result: YearResult) -> Proof:
    """What one published result proves about levels. No query once the instrument is in memory.

    Raises:
        NoStatementError: the instrument's values are decimal.
    """
    instrument = _integer_instrument(result)
    found = infer(
        instrument,
        result.value,
        result.parts,
        predicate=result.predicate or None,
        reading=result.publication.reading,
    )
    return Proof(agency, result, instrument, found)


def moved(agency: AgencyRow, first: int, second: int, publication: str | None = None) -> Moved:
    """What moved the index from `first` to `second`.

    Raises:
        NoStatementError: a year has no result, two instruments, decimal values, or figures that contradict each other.
    """
    before, after = (result_for(agency, year, publication) for year in (first, second))
    if before.instrument_digest != after.instrument_digest:
        raise NoStatementError(
            _(
                "%(first)s diukur dengan %(before)s dan %(second)s dengan %(after)s;"
                " dua instrumen mengukur hal yang berbeda, sehingga selisihnya tidak dapat dijelaskan"
            )
            % {
                "first": first,
                "before": named(parsed(before.instrument_digest)),
                "second": second,
                "after": named(parsed(after.instrument_digest)),
            }
        )
    instrument = _integer_instrument(after)
    change = explain_printed(instrument, printed(before), printed(after))
    return Moved(agency, before, after, instrument, change)


def named(instrument: Instrument) -> str:
    """An instrument as people call it, with the law it stands on: keys are for machines."""
    return f"{instrument.short_name} ({instrument.law})" if instrument.law else instrument.short_name


def printed(result: YearResult) -> Printed:
    """The figures of a result as the pure core takes them."""
    return Printed(result.value, result.parts)


def result_for(agency: AgencyRow, year: int, publication: str | None = None) -> YearResult:
    """The result of a year from the publication that counts, or from the one that is named.

    Raises:
        NoStatementError: there is none; says which years there are.
    """
    if publication is not None and not publication_exists(publication):
        raise NoStatementError(f'terbitan "{publication}" tidak ada; periksa id-nya')
    found = results_of(agency.slug, publication)
    for result in found:
        if result.year == year:
            return result
    if not agency.has_government:
        raise NoStatementError(not_judged(agency))
    years = ", ".join(str(result.year) for result in found)
    known = _("yang ada: %(years)s") % {"years": years} if years else _("belum ada satu tahun pun")
    said = _("%(name)s tidak mempunyai hasil %(year)s dalam terbitan yang dimuat; %(known)s")
    raise NoStatementError(said % {"name": agency.name, "year": year, "known": known})


def without_results(agency: AgencyRow) -> str:
    """Why an agency has no result at all, without its stop."""
    if not agency.has_government:
        return not_judged(agency)
    return _("%(name)s belum mempunyai hasil dalam terbitan yang dimuat") % {"name": agency.name}


def _integer_instrument(result: YearResult) -> Instrument:
    instrument = parsed(result.instrument_digest)
    if not instrument.scorable or instrument.value_kind is not ValueKind.INTEGER:
        raise NoStatementError(
            _(
                "%(instrument)s memakai nilai desimal, bukan tingkat bulat; tingkat indikator tidak dapat"
                " disimpulkan dari angka tercetak"
            )
            % {"instrument": named(instrument)}
        )
    return instrument
