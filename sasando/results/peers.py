"""An agency among the others of a national table: its kind, its province, the whole country.

Figures stay whole numbers of ten-thousandths until they are shown: a page looks at hundreds of them.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sasando.kernel.fields import STEPS
from sasando.kernel.reading import rows

SORTS = ("nama", "sebelum", "indeks", "ubah")
ROWS_A_PAGE = 50
MOST_SIDE_BY_SIDE = 5

_TABLE = """
FROM results_publishedresult r
JOIN results_publication p ON p.id = r.publication_id
JOIN organizations_agency a ON a.id = r.agency_id
WHERE p.current AND p.coverage = 'national' AND p.year = %s AND p.measure_id = %s AND NOT a.sample
"""
# "NTT" beside "Kab. Ende" would not say that it is the government of the province
_NAME = "CASE WHEN a.kind = 'provinsi' THEN a.name ELSE a.short_name END"
_VALUES = f"SELECT a.slug, {_NAME}, a.kind, a.province_code, r.value, r.predicate {_TABLE}"
_PARTS = f"""SELECT a.slug, v.node_code, v.value {
    _TABLE.replace("WHERE", "JOIN results_publishedvalue v ON v.result_id = r.id WHERE")
}"""  # constant words


@dataclass(frozen=True, slots=True)
class Peer:
    """One agency of a national table. `value` and `before` in ten-thousandths; `before` None: not in that table."""

    slug: str
    name: str
    kind: str
    province_code: str
    value: int
    predicate: str
    before: int | None

    @property
    def change(self) -> int | None:
        return None if self.before is None else self.value - self.before


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands in a group: how many lie below it, its rank from the top (ties share it), and the median."""

    agencies: int
    below: int
    rank: int
    median: Fraction


def peers_of_year(year: int, measure: str) -> list[Peer]:
    """Every agency of the national table of a year, with its value of the year before. Two queries."""
    before = {row[0]: row[4] for row in rows(_VALUES, [year - 1, measure])}
    return [
        Peer(slug, name, kind, province, value, predicate, before.get(slug))
        for slug, name, kind, province, value, predicate in rows(_VALUES, [year, measure])
    ]


def parts_of_year(year: int, measure: str) -> dict[str, dict[str, int]]:
    """The printed parts of every agency of a year, by slug and node code, in ten-thousandths. One query."""
    found: dict[str, dict[str, int]] = {}
    for slug, code, value in rows(_PARTS, [year, measure]):
        found.setdefault(slug, {})[code] = value
    return found


def place_in(peers: Sequence[Peer], value: int) -> Place:
    """Where a value of the group stands in it.

    Raises:
        statistics.StatisticsError: the group is empty.
    """
    values = [peer.value for peer in peers]
    return Place(
        agencies=len(values),
        below=sum(other < value for other in values),
        rank=1 + sum(other > value for other in values),
        median=Fraction(statistics.median_low(values) + statistics.median_high(values), 2 * STEPS),
    )


def counted(values: Sequence[int], low: int, high: int, width: int) -> list[int]:
    """How many values lie in each stretch of `width` from `low` up; the last one holds `high` too."""
    bins = [0] * -(-(high - low) // width)
    for value in values:
        bins[min(max(0, (value - low) // width), len(bins) - 1)] += 1
    return bins


def sorted_peers(peers: Sequence[Peer], order: str) -> list[Peer]:
    """Peers by one of `SORTS`, "-" before it for descending; those without a figure stand last, ties by name."""
    descending = order.startswith("-")
    key = order.removeprefix("-")
    by_name = sorted(peers, key=lambda peer: peer.name)
    if key == "nama":
        return by_name[::-1] if descending else by_name
    figure: dict[str, Any] = {"sebelum": lambda peer: peer.before, "ubah": lambda peer: peer.change}
    of = figure.get(key, lambda peer: peer.value)
    known = [peer for peer in by_name if of(peer) is not None]
    known.sort(key=of, reverse=descending)
    return known + [peer for peer in by_name if of(peer) is None]
