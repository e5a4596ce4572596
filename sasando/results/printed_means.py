"""Means as reports print them, and the national tables they stand beside: what every agency's page needs alike.

Reports print means of the country and of some kinds, of the index and of some of its parts. None is ever computed.
What a publication prints never changes, so its means are read once in each process; which publications count is
asked each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sasando.kernel.fields import STEPS
from sasando.kernel.reading import rows, uuid_text
from sasando.results.publication_ref import PublicationRef

INDEX = "index"
NATIONAL = "nasional"
Published = tuple[tuple[Any, ...], ...]  # rows of PUBLISHED

PUBLISHED = """
SELECT p.id, p.title, p.authority, p.address, p.year, p.coverage, p.predicate_reading, p.revision, i.key
FROM results_publication p
JOIN results_measure m ON m.key = p.measure_id
JOIN instruments_instrument i ON i.id = p.instrument_id
WHERE m.family = %s AND p.current AND p.coverage IN ('national', 'means')
ORDER BY p.year, p.rank DESC, p.revision, p.id DESC"""  # of each year the one that counts comes last


@dataclass(frozen=True, slots=True)
class MeanRow:
    year: int
    value: Fraction
    source: str
    instrument: str


@dataclass(frozen=True)
class NationalMeans:
    """`index`: the means of the country by year. `tables`: the national table of each year that has one. `printed`:
    every mean by year, instrument, scope ("nasional", "kabupaten", …) and node code."""

    index: tuple[MeanRow, ...]
    tables: Mapping[int, PublicationRef]
    printed: Mapping[tuple[int, str, str, str], MeanRow]


_held: dict[object, tuple[tuple[str, str, Fraction], ...]] = {}


def hold_means(published: Iterable[tuple[Any, ...]]) -> None:
    """Read the means of the publications that this process has not read yet. One query, or none."""
    missing = [row[0] for row in published if row[0] not in _held]
    if not missing:
        return
    found: dict[object, list[tuple[str, str, Fraction]]] = {identifier: [] for identifier in missing}
    places = ", ".join(["%s"] * len(missing))
    statement = f"SELECT publication_id, scope, node_code, value FROM results_publishedmean WHERE publication_id IN ({places})"  # noqa: E501, S608  # placeholders alone
    for identifier, scope, code, value in rows(statement, missing):
        found[identifier].append((scope, code, Fraction(value, STEPS)))
    _held.update((identifier, tuple(means)) for identifier, means in found.items())


@lru_cache(maxsize=8)
def national_means(published: Published) -> NationalMeans:
    """The means and tables of the publications that count. No query after `hold_means`."""
    hold_means(published)
    printed: dict[tuple[int, str, str, str], MeanRow] = {}
    tables: dict[int, PublicationRef] = {}
    for identifier, title, authority, address, year, coverage, *rest, instrument in published:
        if coverage == "national":
            tables[year] = PublicationRef(
                uuid_text(identifier), title, authority, address, year, coverage, *rest
            )
        for scope, code, value in _held[identifier]:
            printed[year, instrument, scope, code] = MeanRow(year, value, title, instrument)
    index = {
        year: mean
        for (year, _key, scope, code), mean in printed.items()
        if scope == NATIONAL and code == INDEX
    }
    return NationalMeans(tuple(index.values()), tables, printed)
