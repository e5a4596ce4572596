"""Is a target within reach: the fewest steps, and how many comparable agencies ever gained as much."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sasando.instruments.queries import in_force, parsed
from sasando.instruments.queries import instrument as instrument_of
from sasando.organizations.kinds import kind_name
from sasando.organizations.queries import AgencyRow
from sasando.planning.base_rates import BaseRate, Observation, base_rate, verdict
from sasando.planning.steps import OutOfScaleError, fewest_steps
from sasando.results.gains import Gained, gains, national_years
from sasando.results.proofs import NoStatementError, named, printed, result_for, without_results
from sasando.results.queries import SPBE_FAMILY, YearResult, results_of
from sasando.scoring.inference import possible
from sasando.scoring.model import Instrument, ValueKind
from sasando.scoring.numbers import half_up, parse_exact
from sasando.ui.numbers import shown
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class Comparable:
    """The comparable agencies, how they were chosen (`rule`, a sentence) and over which years."""

    rule: str
    years: tuple[int, int] | None
    rate: BaseRate

    def to_json(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "agencies": len(self.rate.comparable),
            "reached": len(self.rate.reached),
            "median": None if self.rate.median is None else half_up(self.rate.median),
            "best": None if self.rate.best is None else half_up(self.rate.best.gain),
            "left_out": [one.name for one in self.rate.left_out],
        }


@dataclass(frozen=True, slots=True)
class Reach:
    """The answer; `gain`, `steps_at_least` and `comparable` are None where nothing can be computed."""

    agency: AgencyRow
    start: YearResult
    target: Fraction
    by: int
    gain: Fraction | None
    steps_at_least: int | None
    comparable: Comparable | None
    verdict: str
    sentence: str

    def to_json(self) -> dict[str, Any]:
        """The answer of `sasando reach`."""
        return {
            "agency": self.agency.slug,
            "start": {
                "year": self.start.year,
                "shown": half_up(self.start.value),
                "publication": self.start.publication.to_json(),
            },
            "target": half_up(self.target),
            "by": self.by,
            "gain": None if self.gain is None else half_up(self.gain),
            "steps_at_least": self.steps_at_least,
            "comparable": None if self.comparable is None else self.comparable.to_json(),
            "verdict": self.verdict,
            "sentence": self.sentence,
        }


def target_value(text: str) -> Fraction:
    """The target as people write it, "3.86" or "3,86".

    Raises:
        NoStatementError: it is no number with at most two decimals.
    """
    try:
        value = parse_exact(text)
    except ValueError:
        said = _(
            'target "%(text)s" bukan angka; tulis indeks dengan koma atau titik, paling banyak dua desimal'
        )
        raise NoStatementError(said % {"text": text}) from None
    if value != parse_exact(half_up(value)):
        said = _('target "%(text)s" lebih rinci daripada indeks tercetak; tulis paling banyak dua desimal')
        raise NoStatementError(said % {"text": text})
    return value


def reach(
    agency: AgencyRow,
    target: Fraction,
    from_year: int | None = None,
    by: int | None = None,
    publication: str | None = None,
) -> Reach:
    """Whether `target` is within reach by a year (default: the year after the start; start: the latest result).

    Raises:
        NoStatementError: no result to start from, a target outside the scale, or a year that is not after the start.
    """
    start = _start(agency, from_year, publication)
    by = start.year + 1 if by is None else by
    if by <= start.year:
        said = _("tahun target %(by)s harus sesudah tahun awal %(start)s")
        raise NoStatementError(said % {"by": by, "start": start.year})
    instrument = parsed(start.instrument_digest)
    _check_target(instrument, target)
    reign = in_force(SPBE_FAMILY, by)
    if reign is not None and reign.key != start.instrument:
        sentence = _other_instrument(instrument, instrument_of(reign.key), by)
        return Reach(agency, start, target, by, None, None, None, "other_instrument", sentence)
    gain = target - start.value
    steps = steps_to(instrument, start, target)
    comparable = _comparable(agency, start, by, max(gain, Fraction(0)), instrument)
    outcome = "already" if gain <= 0 else verdict(comparable.rate)
    sentence = _sentence(start, target, by, gain, steps, comparable, outcome)
    return Reach(agency, start, target, by, max(gain, Fraction(0)), steps, comparable, outcome, sentence)


def _start(agency: AgencyRow, from_year: int | None, publication: str | None) -> YearResult:
    if from_year is not None or publication is not None:
        if from_year is None:
            found = results_of(agency.slug, publication)
            from_year = found[-1].year if found else 0
        return result_for(agency, from_year, publication)
    found = results_of(agency.slug)
    if not found:
        raise NoStatementError(without_results(agency))
    return found[-1]


def _check_target(instrument: Instrument, target: Fraction) -> None:
    if not instrument.low <= target <= instrument.high:
        said = _("target %(target)s di luar skala %(scale)s; isi %(low)s sampai %(high)s")
        ends = {"low": shown(instrument.low), "high": shown(instrument.high)}
        raise NoStatementError(said % {"target": shown(target), "scale": named(instrument), **ends})


def steps_to(instrument: Instrument, start: YearResult, target: Fraction) -> int | None:
    """The fewest steps from a result to an index; None of decimal values and of figures that contradict each other.

    Raises:
        NoStatementError: no profile of the instrument reaches it.
    """
    try:
        return fewest_steps(instrument, printed(start), target)
    except OutOfScaleError as error:
        said = _("target %(target)s tidak dapat dicapai dalam %(scale)s")
        raise NoStatementError(said % {"target": shown(target), "scale": named(instrument)}) from error
    except ValueError:
        return None  # figures that contradict each other: base rates still stand


def _comparable(
    agency: AgencyRow, start: YearResult, by: int, gain: Fraction, instrument: Instrument
) -> Comparable:
    span = by - start.year
    years = national_years(start.instrument)
    pairs = [(year, year + span) for year in years if year + span in years]
    kind = kind_name(agency.kind)
    if not pairs:
        rule = _(
            "belum ada dua tabel nasional %(instrument)s berjarak %(span)s tahun, sehingga tidak ada pembanding"
        ) % {"instrument": named(instrument), "span": span}
        return Comparable(rule, None, base_rate([], start.value, gain))
    first, second = pairs[-1]
    observed = [_observation(one, instrument) for one in gains(start.instrument, agency.kind, first, second)]
    rate = base_rate(observed, start.value, gain)
    if rate.band is None:
        near = _("semua %(kind)s, karena yang berawal serupa kurang dari dua puluh") % {"kind": kind}
    else:
        near = _("%(kind)s dengan indeks %(first)s dari %(low)s sampai %(high)s (%(start)s ± %(band)s)") % {
            "kind": kind, "first": first, "low": shown(start.value - rate.band), "high": shown(start.value + rate.band),
            "start": shown(start.value), "band": shown(rate.band),
        }  # fmt: skip
    rule = _("Sebanding: %(near)s, yang tercetak di tabel %(first)s dan %(second)s.") % {
        "near": near, "first": first, "second": second,
    }  # fmt: skip
    if rate.left_out:
        names = ", ".join(one.name for one in rate.left_out)
        rule += _(" Tidak dihitung karena di luar skala: %(names)s.") % {"names": names}
    return Comparable(rule, (first, second), rate)


def _observation(one: Gained, instrument: Instrument) -> Observation:
    outside = instrument.value_kind is ValueKind.INTEGER and any(
        outside_scale(instrument, value, frozenset(parts.items()))
        for value, parts in ((one.start, one.start_parts), (one.end, one.end_parts))
    )
    return Observation(one.slug, one.name, one.start, one.end, outside)


@lru_cache(maxsize=4096)
def outside_scale(instrument: Instrument, value: Fraction, parts: frozenset[tuple[str, Fraction]]) -> bool:
    """Whether printed figures fit only below the scale, or not at all. Kept in memory: it follows from them alone."""
    return possible(instrument, value, dict(parts)) != "yes"


def _other_instrument(now: Instrument, then: Instrument, by: int) -> str:
    return _(
        "Tahun %(by)s diukur dengan %(then)s, bukan %(now)s. Angka keduanya tidak dapat dibandingkan;"
        " target dalam satuan lama harus dikonversi (PermenPANRB 8/2026 Pasal 11), dan di sini tidak ada yang dihitung."
    ) % {"by": by, "then": named(then), "now": named(now)}


def _sentence(
    start: YearResult,
    target: Fraction,
    by: int,
    gain: Fraction,
    steps: int | None,
    comparable: Comparable,
    outcome: str,
) -> str:
    values = {
        "start": shown(start.value), "year": start.year, "target": shown(target), "by": by, "gain": shown(gain),
        "steps": steps,
    }  # fmt: skip
    if outcome == "already":
        return _("Target %(target)s sudah tercapai: indeks %(year)s tercetak %(start)s.") % values
    need = _("Dari %(start)s (%(year)s) ke %(target)s (%(by)s) perlu naik %(gain)s") % values
    if steps is not None:
        need += _(", sedikitnya %(steps)s langkah tingkat") % values
    return f"{need}. {_rarity(comparable, gain, outcome)}"


def _rarity(comparable: Comparable, gain: Fraction, outcome: str) -> str:
    rate = comparable.rate
    if comparable.years is None:
        return _("Belum ada tabel nasional untuk membandingkan kenaikan sepanjang itu.")
    first, second = comparable.years
    values = {"all": len(rate.comparable), "reached": len(rate.reached), "first": first, "second": second}
    if outcome != "unseen":
        said = _(
            "Dari %(all)s yang sebanding, %(reached)s naik sedikitnya sebanyak itu antara %(first)s dan %(second)s."
        )
        return said % values
    best = "" if rate.best_of_kind is None else _best_of_kind(rate.best_of_kind, gain)
    said = _(
        "Dari %(all)s yang sebanding, tidak satu pun naik sebanyak itu antara %(first)s dan %(second)s%(best)s."
    )
    return said % {**values, "best": best}


def _best_of_kind(best: Observation, gain: Fraction) -> str:
    values = {"name": best.name, "gain": shown(best.gain), "start": shown(best.start)}
    if best.gain >= gain:
        return _("; di luar yang sebanding, %(name)s naik %(gain)s dari %(start)s") % values
    return _("; kenaikan terbesar di seluruh kelompoknya %(gain)s (%(name)s)") % values
