"""What a file adds to or changes in what is already published. Pure values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sasando.results.import_file import ImportRow
from sasando.scoring.inference import possible
from sasando.scoring.model import Instrument, ValueKind
from sasando.scoring.numbers import half_up


@dataclass(frozen=True, slots=True)
class Printed:
    """The figures of one row, comparable with those of another revision."""

    index: Fraction
    predicate: str
    parts: tuple[tuple[str, Fraction], ...]

    @classmethod
    def of(cls, index: Fraction, predicate: str, parts: Mapping[str, Fraction]) -> Printed:
        return cls(index, predicate, tuple(sorted(parts.items())))


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows of a file by what they are to the current publication; `absent`: slugs it has and the file has not."""

    new: tuple[ImportRow, ...]
    unchanged: tuple[ImportRow, ...]
    changed: tuple[ImportRow, ...]
    absent: tuple[str, ...]


def compare(rows: Sequence[ImportRow], current: Mapping[str, Printed]) -> Comparison:
    """Sort `rows` into new, unchanged and changed against `current` (by slug)."""
    new, unchanged, changed = [], [], []
    for row in rows:
        known = current.get(row.agency.slug)
        if known is None:
            new.append(row)
        elif known == Printed.of(row.index, row.predicate, row.parts):
            unchanged.append(row)
        else:
            changed.append(row)
    here = {row.agency.slug for row in rows}
    return Comparison(
        tuple(new), tuple(unchanged), tuple(changed), tuple(slug for slug in current if slug not in here)
    )


@dataclass(frozen=True, slots=True)
class Warned:
    """A row that is taken but looks wrong: `row` is its line, `why` a sentence."""

    row: int
    agency: str
    why: str


def warnings(rows: Sequence[ImportRow], instrument: Instrument, reading: str) -> list[Warned]:
    """Rows outside the scale, impossible, or with a predicate that does not follow from their figures."""
    return [
        Warned(row.line, row.agency.slug, why) for row in rows for why in _reasons(row, instrument, reading)
    ]


_HALF_GRID = Fraction(1, 200)
_POSSIBLE = {
    "outside scale": "hanya mungkin bila ada indikator di bawah tingkat terendah; di luar skala instrumen",
    "no": "tidak ada susunan tingkat yang mencetak angka-angka ini bersama-sama; periksa salinannya",
}


def _reasons(row: ImportRow, instrument: Instrument, reading: str) -> list[str]:
    why = [sentence] if (sentence := _POSSIBLE.get(_verdict(row, instrument))) else []
    named = _predicates(row.index, instrument, reading)
    if row.predicate and named and row.predicate not in named:
        why.append(
            f'predikat tercetak "{row.predicate}", sedangkan indeks {half_up(row.index)}'
            f' berarti "{" atau ".join(sorted(named))}"; disimpan seperti tercetak'
        )
    return why


def _verdict(row: ImportRow, instrument: Instrument) -> str:
    if instrument.scorable and instrument.value_kind is ValueKind.INTEGER:
        beside = {part.code: row.parts[part.code] for part in instrument.parts if part.code in row.parts}
        return possible(instrument, row.index, beside)
    inside = all(instrument.low <= figure <= instrument.high for figure in (row.index, *row.parts.values()))
    return "yes" if inside else "outside scale"


def _predicates(index: Fraction, instrument: Instrument, reading: str) -> set[str]:
    """The predicates that an index printed so may carry: one where it is read from the printed figure."""
    if not instrument.bands:
        return set()
    ends = (index,) if reading == "rounded" else (max(index - _HALF_GRID, instrument.low), index)
    return {band.name for end in ends for band in instrument.bands if band.holds(end)}
