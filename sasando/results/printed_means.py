"""Means as reports print them, and the national tables they stand beside: what every agency's page needs alike.

Reports print means of the country and of some kinds, of the index and of some of its parts. None is ever computed.
They are the same for every agency, and read again only where the national journal has moved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sasando.kernel.fields import STEPS
from sasando.kernel.reading import rows
from sasando.results.publication_ref import ISSUE_COLUMNS, Issue, PublicationRef
from sasando.scoring.numbers import half_up

INDEX = "index"
NATIONAL = "nasional"
NATIONAL_HEAD = "SELECT seq, hash FROM kernel_chain WHERE key = 'national'"
State = tuple[tuple[Any, ...], ...]  # rows of NATIONAL_HEAD

_PUBLISHED = f"""
SELECT {ISSUE_COLUMNS}
FROM results_publication p
JOIN results_measure m ON m.key = p.measure_id
JOIN instruments_instrument i ON i.id = p.instrument_id
WHERE m.family = %s AND p.current
ORDER BY p.year, p.rank DESC, p.revision, p.id DESC"""  # noqa: S608  # of each year the one that counts comes last

_MEANS = """
SELECT x.publication_id, x.scope, x.node_code, x.value
FROM results_publishedmean x
JOIN results_publication p ON p.id = x.publication_id
JOIN results_measure m ON m.key = p.measure_id
WHERE m.family = %s AND p.current AND p.coverage IN ('national', 'means')"""


@dataclass(frozen=True, slots=True)
class MeanRow:
    year: int
    value: Fraction
    source: str
    instrument: str

    def to_json(self) -> dict[str, Any]:
        return {
            "year": self.year,
            "instrument": self.instrument,
            "shown": half_up(self.value),
            "source": self.source,
        }


@dataclass(frozen=True)
class NationalMeans:
    """`index`: the means of the country by year. `tables`: the national table of each year that has one. `printed`:
    every mean by year, instrument, scope ("nasional", "kabupaten", …) and node code. `issues`: every publication that
    counts, also of one agency alone, by its id as the engine keeps it."""

    index: tuple[MeanRow, ...]
    tables: Mapping[int, PublicationRef]
    printed: Mapping[tuple[int, str, str, str], MeanRow]
    issues: Mapping[object, Issue]


@lru_cache(maxsize=8)
def national_means(_state: State, family: str) -> NationalMeans:
    """The means and tables of the publications that count. Two queries where the national journal moved, else none.

    While its head stands, no publication has changed: every change of one is a national act (DESIGN.md rule 6).
    """
    issues = {row[0]: Issue.read(row) for row in rows(_PUBLISHED, [family])}
    means: dict[object, list[tuple[str, str, Fraction]]] = {}
    for identifier, scope, code, value in rows(_MEANS, [family]):
        means.setdefault(identifier, []).append((scope, code, Fraction(value, STEPS)))
    printed: dict[tuple[int, str, str, str], MeanRow] = {}
    tables: dict[int, PublicationRef] = {}
    for identifier, issue in issues.items():
        year = issue.ref.year
        if issue.ref.coverage == "national":
            tables[year] = issue.ref
        for scope, code, value in means.get(identifier, ()):
            printed[year, issue.instrument, scope, code] = MeanRow(
                year, value, issue.ref.title, issue.instrument
            )
    index = {
        year: mean
        for (year, _key, scope, code), mean in printed.items()
        if scope == NATIONAL and code == INDEX
    }
    return NationalMeans(tuple(index.values()), tables, printed, issues)
