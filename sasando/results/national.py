"""The national tables as a whole: every row of two of them, and the means their reports print.

Figures stay whole numbers of ten-thousandths until they are shown, as in `peers`.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sasando.kernel.fields import STEPS
from sasando.kernel.reading import rows, uuid_text
from sasando.results.models import Publication
from sasando.results.queries import INDEX, SPBE_FAMILY, PublicationRef
from sasando.results.reach import outside_scale
from sasando.scoring.model import Instrument, ValueKind

_TABLES = """
SELECT p.id, p.title, p.authority, p.address, p.year, p.coverage, p.predicate_reading, p.revision, p.measure_id,
       i.digest
FROM results_publication p
JOIN results_measure m ON m.key = p.measure_id
JOIN instruments_instrument i ON i.id = p.instrument_id
WHERE m.family = %s AND p.current AND p.coverage = %s ORDER BY p.year, p.rank, p.revision DESC, p.id"""
_ROWS = """
SELECT a.slug, a.short_name, a.kind, a.province_code, p.year, r.value, r.predicate
FROM results_publishedresult r
JOIN results_publication p ON p.id = r.publication_id
JOIN organizations_agency a ON a.id = r.agency_id
WHERE p.current AND p.coverage = 'national' AND p.measure_id = %s AND p.year IN (%s, %s) AND NOT a.sample
ORDER BY a.short_name, a.slug, p.year"""
_PARTS = """
SELECT a.slug, p.year, v.node_code, v.value
FROM results_publishedvalue v
JOIN results_publishedresult r ON r.id = v.result_id
JOIN results_publication p ON p.id = r.publication_id
JOIN organizations_agency a ON a.id = r.agency_id
WHERE p.current AND p.coverage = 'national' AND p.measure_id = %s AND p.year IN (%s, %s) AND NOT a.sample
ORDER BY v.id"""
_MEANS = """
SELECT x.scope, x.value, p.title
FROM results_publishedmean x
JOIN results_publication p ON p.id = x.publication_id
WHERE p.current AND p.measure_id = %s AND p.year = %s AND x.node_code = %s ORDER BY p.rank DESC, x.scope"""
_PROVINCES = """
SELECT region_code, name FROM organizations_agency
WHERE kind = 'provinsi' AND NOT sample ORDER BY region_code"""


@dataclass(frozen=True, slots=True)
class NationalTable:
    """One national table and the instrument it was measured by."""

    ref: PublicationRef
    measure: str
    instrument_digest: str


@dataclass(frozen=True, slots=True)
class PrintedMean:
    """A mean as a report prints it, in ten-thousandths; never computed from the rows, with which it disagrees."""

    value: int
    source: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One agency of a table. `value` and `before` in ten-thousandths; `before` None: not in the table before.
    `outside`: the figures of either year fit no levels of the instrument."""

    slug: str
    name: str
    kind: str
    province_code: str
    value: int
    predicate: str
    before: int | None
    outside: bool

    @property
    def change(self) -> int | None:
        return None if self.before is None else self.value - self.before


@dataclass(frozen=True)
class NationalFacts:
    """What one view of the country rests on. `means` by scope ("nasional", "kabupaten", …); `provinces`: code, name."""

    table: NationalTable
    before: NationalTable | None
    entries: tuple[Entry, ...]
    means: dict[str, PrintedMean]
    provinces: dict[str, str]


@dataclass(frozen=True, slots=True)
class Spread:
    """How the indices of some agencies lie, in units of the index; `predicates` counts the printed ones."""

    agencies: int
    median: Fraction
    lowest: Fraction
    highest: Fraction
    predicates: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Movers:
    """The largest gains and losses between two tables. `left_out`: agencies outside the scale in either one."""

    compared: int
    rose: int
    fell: int
    gains: tuple[Entry, ...]
    losses: tuple[Entry, ...]
    left_out: tuple[Entry, ...]


def national_tables(family: str = SPBE_FAMILY) -> dict[int, NationalTable]:
    """The national table that counts for each year, earliest first. One query."""
    found: dict[int, NationalTable] = {}
    for row in rows(_TABLES, [family, Publication.Coverage.NATIONAL]):
        ref = PublicationRef(uuid_text(row[0]), *row[1:8])
        found.setdefault(ref.year, NationalTable(ref, *row[8:]))
    return found


def table_before(tables: Mapping[int, NationalTable], year: int) -> NationalTable | None:
    """The latest table before that of `year` under the same instrument: others cannot be compared."""
    digest = tables[year].instrument_digest
    earlier = [one for one in tables if one < year and tables[one].instrument_digest == digest]
    return tables[max(earlier)] if earlier else None


def national_facts(
    table: NationalTable, before: NationalTable | None, instrument: Instrument
) -> NationalFacts:
    """Every row of a table with its value in the one before, means and provinces. Four queries."""
    asked = [table.measure, table.ref.year, before.ref.year if before else table.ref.year]
    parts: dict[tuple[str, int], dict[str, int]] = {}
    for slug, year, code, value in rows(_PARTS, asked):
        parts.setdefault((slug, year), {})[code] = value
    return NationalFacts(
        table=table,
        before=before,
        entries=tuple(_entries(rows(_ROWS, asked), parts, table.ref.year, instrument)),
        means={
            scope: PrintedMean(value, title)
            for scope, value, title in rows(_MEANS, [table.measure, table.ref.year, INDEX])
        },
        provinces={code: name.removeprefix("Provinsi ") for code, name in rows(_PROVINCES)},
    )


def _entries(
    found: Iterable[tuple[Any, ...]],
    parts: Mapping[tuple[str, int], Mapping[str, int]],
    year: int,
    instrument: Instrument,
) -> Iterable[Entry]:
    by_slug: dict[str, dict[int, tuple[Any, ...]]] = {}
    for row in found:
        by_slug.setdefault(row[0], {})[row[4]] = row
    for slug, years in by_slug.items():
        if year not in years:
            continue
        outside = any(_outside(instrument, row[5], parts.get((slug, one), {})) for one, row in years.items())
        before = next((row[5] for one, row in years.items() if one != year), None)
        _slug, name, kind, province, _year, value, predicate = years[year]
        yield Entry(slug, name, kind, province, value, predicate, before, outside)


def _outside(instrument: Instrument, value: int, parts: Mapping[str, int]) -> bool:
    if instrument.value_kind is not ValueKind.INTEGER:
        return False
    printed = frozenset((code, Fraction(part, STEPS)) for code, part in parts.items())
    return outside_scale(instrument, Fraction(value, STEPS), printed)


def spread(entries: Sequence[Entry]) -> Spread | None:
    """How the indices of these agencies lie; None where there is none. No mean: reports print their own."""
    if not entries:
        return None
    values = [entry.value for entry in entries]
    middle = statistics.median_low(values) + statistics.median_high(values)
    return Spread(
        agencies=len(values),
        median=Fraction(middle, 2 * STEPS),
        lowest=Fraction(min(values), STEPS),
        highest=Fraction(max(values), STEPS),
        predicates=Counter(entry.predicate for entry in entries),
    )


def movers(entries: Sequence[Entry], most: int = 10) -> Movers:
    """Who gained and who lost most, ties by name; rows outside the scale are not counted but named."""
    both = [(entry.change, entry) for entry in entries if entry.change is not None]
    kept = [(change, entry) for change, entry in both if not entry.outside]
    rose = sorted((one for one in kept if one[0] > 0), key=lambda one: (-one[0], one[1].name))
    fell = sorted((one for one in kept if one[0] < 0), key=lambda one: (one[0], one[1].name))
    return Movers(
        compared=len(kept),
        rose=len(rose),
        fell=len(fell),
        gains=tuple(entry for _change, entry in rose[:most]),
        losses=tuple(entry for _change, entry in fell[:most]),
        left_out=tuple(entry for _change, entry in both if entry.outside),
    )
