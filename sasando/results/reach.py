"""Is a target within reach: the fewest steps, and how many comparable agencies ever gained as much."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sasando.instruments.queries import in_force, parsed
from sasando.organizations.queries import AgencyRow
from sasando.planning.base_rates import BaseRate, Observation, base_rate, verdict
from sasando.planning.steps import OutOfScaleError, fewest_steps
from sasando.results.proofs import NoStatementError, printed, result_for
from sasando.results.queries import SPBE_FAMILY, Gained, YearResult, gains, national_years, results_of
from sasando.scoring.inference import possible
from sasando.scoring.model import Instrument, ValueKind
from sasando.scoring.numbers import half_up, parse_exact

KIND_NAMES = {
    "kabupaten": "kabupaten",
    "kota": "kota",
    "provinsi": "provinsi",
    "kementerian": "kementerian",
    "lembaga": "lembaga",
}


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
        raise NoStatementError(f'target "{text}" bukan angka; tulis seperti 3.86') from None
    if value != parse_exact(half_up(value)):
        raise NoStatementError(f'target "{text}" lebih rinci dari 0.01; tulis dua desimal, seperti 3.86')
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
        raise NoStatementError(f"tahun target {by} harus sesudah tahun awal {start.year}")
    instrument = parsed(start.instrument_digest)
    _check_target(instrument, target)
    reign = in_force(SPBE_FAMILY, by)
    if reign is not None and reign.key != start.instrument:
        sentence = _other_instrument(start, reign.key, reign.law, by)
        return Reach(agency, start, target, by, None, None, None, "other_instrument", sentence)
    gain = target - start.value
    steps = _steps(instrument, start, target)
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
        raise NoStatementError(f"{agency.name} belum mempunyai hasil dalam terbitan yang dimuat")
    return found[-1]


def _check_target(instrument: Instrument, target: Fraction) -> None:
    if not instrument.low <= target <= instrument.high:
        scale = f"{half_up(instrument.low)} sampai {half_up(instrument.high)}"
        raise NoStatementError(f"target {half_up(target)} di luar skala {instrument.key}; isi {scale}")


def _steps(instrument: Instrument, start: YearResult, target: Fraction) -> int | None:
    try:
        return fewest_steps(instrument, printed(start), target)
    except OutOfScaleError as error:
        raise NoStatementError(str(error)) from error
    except ValueError:
        return None  # figures that contradict each other: base rates still stand


def _comparable(
    agency: AgencyRow, start: YearResult, by: int, gain: Fraction, instrument: Instrument
) -> Comparable:
    span = by - start.year
    years = national_years(start.instrument)
    pairs = [(year, year + span) for year in years if year + span in years]
    kind = KIND_NAMES[agency.kind]
    if not pairs:
        rule = f"belum ada dua tabel nasional {start.instrument} berjarak {span} tahun, sehingga tidak ada pembanding"
        return Comparable(rule, None, base_rate([], start.value, gain))
    first, second = pairs[-1]
    observed = [_observation(one, instrument) for one in gains(start.instrument, agency.kind, first, second)]
    rate = base_rate(observed, start.value, gain)
    if rate.band is None:
        near = f"semua {kind}, karena yang berawal serupa kurang dari dua puluh"
    else:
        low, high = (_comma(start.value - rate.band), _comma(start.value + rate.band))
        near = f"{kind} dengan indeks {first} dari {low} sampai {high} ({_comma(start.value)} ± {_comma(rate.band)})"
    rule = f"Sebanding: {near}, yang tercetak di tabel {first} dan {second}."
    if rate.left_out:
        rule += f" Tidak dihitung karena di luar skala: {', '.join(one.name for one in rate.left_out)}."
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


def _comma(value: Fraction) -> str:
    return half_up(value).replace(".", ",")


def _other_instrument(start: YearResult, key: str, law: str, by: int) -> str:
    return (
        f"Tahun {by} diukur dengan {key} ({law}), bukan {start.instrument}. Angka keduanya tidak dapat dibandingkan;"
        " target dalam satuan lama harus dikonversi (PermenPANRB 8/2026 Pasal 11), dan di sini tidak ada yang dihitung."
    )


def _sentence(
    start: YearResult,
    target: Fraction,
    by: int,
    gain: Fraction,
    steps: int | None,
    comparable: Comparable,
    outcome: str,
) -> str:
    shown = _comma(start.value)
    if outcome == "already":
        return f"Target {_comma(target)} sudah tercapai: indeks {start.year} tercetak {shown}."
    need = f"Dari {shown} ({start.year}) ke {_comma(target)} ({by}) perlu naik {_comma(gain)}"
    if steps is not None:
        need += f", sedikitnya {steps} langkah tingkat"
    return f"{need}. {_rarity(comparable, gain, outcome)}"


def _rarity(comparable: Comparable, gain: Fraction, outcome: str) -> str:
    rate = comparable.rate
    if comparable.years is None:
        return "Belum ada tabel nasional untuk membandingkan kenaikan sepanjang itu."
    among = f"Dari {len(rate.comparable)} yang sebanding"
    between = f"antara {comparable.years[0]} dan {comparable.years[1]}"
    if outcome != "unseen":
        return f"{among}, {len(rate.reached)} naik sedikitnya sebanyak itu {between}."
    best = "" if rate.best_of_kind is None else _best_of_kind(rate.best_of_kind, gain)
    return f"{among}, tidak satu pun naik sebanyak itu {between}{best}."


def _best_of_kind(best: Observation, gain: Fraction) -> str:
    if best.gain >= gain:
        return f"; di luar yang sebanding, {best.name} naik {_comma(best.gain)} dari {_comma(best.start)}"
    return f"; kenaikan terbesar di seluruh kelompoknya {_comma(best.gain)} ({best.name})"
