"""The national tables as a whole: every row of two of them, and the means their reports print.

Figures stay whole numbers of ten-thousandths until they are shown, as in `peers`.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sasando.kernel.fields import STEPS
from sasando.kernel.reading import rows
from sasando.results.queries import INDEX
from sasando.results.tables import Member, NationalTable, members, printed_rows

_MEANS = """
SELECT x.scope, x.value, p.title
FROM results_publishedmean x
JOIN results_publication p ON p.id = x.publication_id
WHERE p.current AND p.measure_id = %s AND p.year = %s AND x.node_code = %s ORDER BY p.rank DESC, x.scope"""


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
    """What one view of the country rests on. `means` by scope ("nasional", "kabupaten", …); `provinces`: code, name;
    `areas`: kind and province code of each area that has no government of its own, and so stands in no table."""

    table: NationalTable
    before: NationalTable | None
    entries: tuple[Entry, ...]
    means: dict[str, PrintedMean]
    provinces: dict[str, str]
    areas: tuple[tuple[str, str], ...]


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


def national_facts(table: NationalTable, before: NationalTable | None) -> NationalFacts:
    """Every row of a table with its value in the one before, means and provinces. Two queries."""
    everybody = members()
    return NationalFacts(
        table=table,
        before=before,
        entries=tuple(_entries(everybody, table, before)),
        means={
            scope: PrintedMean(value, title)
            for scope, value, title in rows(_MEANS, [table.measure, table.ref.year, INDEX])
        },
        provinces={
            one.region_code: one.label.removeprefix("Provinsi ")
            for one in sorted(everybody, key=lambda one: one.region_code)
            if one.kind == "provinsi"
        },
        areas=tuple((one.kind, one.province_code) for one in everybody if not one.has_government),
    )


def _entries(
    everybody: Iterable[Member], table: NationalTable, before: NationalTable | None
) -> Iterable[Entry]:
    now = printed_rows(table)
    then = printed_rows(before) if before else {}
    for one in everybody:
        row, earlier = now.get(one.id), then.get(one.id)
        if row is not None:
            outside = row.outside or (earlier is not None and earlier.outside)
            value = earlier.value if earlier else None
            yield Entry(
                one.slug, one.label, one.kind, one.province_code, row.value, row.predicate, value, outside
            )


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
