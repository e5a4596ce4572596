"""An agency among the others of a national table: its kind, its province, the whole country.

Figures stay whole numbers of ten-thousandths until they are shown: a page looks at hundreds of them.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from sasando.kernel.fields import STEPS
from sasando.kernel.reading import rows
from sasando.results.queries import stored_id
from sasando.results.tables import (
    Member,
    NationalTable,
    PrintedRow,
    members,
    national_tables,
    printed_rows,
    table_before,
)

SORTS = ("name", "before", "index", "change")
GROUPS = ("province", "kind", "near", "all")
NEAR = STEPS // 4
ROWS_A_PAGE = 50
MOST_SIDE_BY_SIDE = 5

_ABSENT = """
SELECT r.agency_id, p.year, r.value
FROM results_publishedresult r
JOIN results_publication p ON p.id = r.publication_id
WHERE p.current AND p.measure_id = %s
  AND NOT EXISTS (SELECT 1 FROM results_publishedresult x
                  WHERE x.publication_id = %s AND x.agency_id = r.agency_id)
ORDER BY p.year, p.rank, p.revision DESC, r.id"""


class Peer(NamedTuple):
    """One agency of a national table. `value` and `before` in ten-thousandths; `before` None: not in that table.
    `outside`: the figures of either year fit no levels of the instrument, so its change is none."""

    slug: str
    name: str
    kind: str
    province_code: str
    value: int
    predicate: str
    before: int | None
    outside: bool
    parts: Mapping[str, int]

    @property
    def change(self) -> int | None:
        return None if self.before is None else self.value - self.before


class Absent(NamedTuple):
    """A government that the table does not name, with what is published of it in other years, earliest first."""

    slug: str
    name: str
    kind: str
    province_code: str
    years: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class PeerTable:
    """An agency (`ours`) in the latest national table that names it, with everybody else. `peers` by name."""

    table: NationalTable
    before: NationalTable | None
    ours: Peer
    peers: tuple[Peer, ...]
    absent: tuple[Absent, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands in a group: how many lie below it, its rank from the top (ties share it), and the median."""

    agencies: int
    below: int
    rank: int
    median: Fraction


def peer_table(slug: str) -> PeerTable | None:
    """The agency among the others; None where no national table names it. Three queries, whatever their number
    (and one for each table and instrument that this process has not yet read)."""
    tables = national_tables()
    everybody = members()
    own = next((one for one in everybody if one.slug == slug), None)
    year = next(
        (year for year in sorted(tables, reverse=True) if own and own.id in printed_rows(tables[year])), 0
    )
    if own is None or not year:
        return None
    table, before = tables[year], table_before(tables, year)
    now, then = printed_rows(table), printed_rows(before) if before else {}
    peers = tuple(_peer(one, now[one.id], then.get(one.id)) for one in everybody if one.id in now)
    return PeerTable(
        table=table,
        before=before,
        ours=next(peer for peer in peers if peer.slug == slug),
        peers=peers,
        absent=_absent(table, [one for one in everybody if one.has_government and one.id not in now]),
    )


def _peer(one: Member, row: PrintedRow, earlier: PrintedRow | None) -> Peer:
    return Peer(
        one.slug, one.label, one.kind, one.province_code, row.value, row.predicate,
        earlier.value if earlier else None,
        row.outside or (earlier is not None and earlier.outside),
        row.parts,
    )  # fmt: skip


def _absent(table: NationalTable, missing: Sequence[Member]) -> tuple[Absent, ...]:
    known: dict[object, dict[int, int]] = {}
    for agency, year, value in rows(_ABSENT, [table.measure, stored_id(table.ref.id)]):
        known.setdefault(agency, {}).setdefault(year, value)
    return tuple(
        Absent(one.slug, one.label, one.kind, one.province_code, tuple(known.get(one.id, {}).items()))
        for one in missing
    )


def in_group(table: PeerTable, key: str) -> list[Peer]:
    """The peers of one of `GROUPS`; none in the province of one that stands alone there, as DKI Jakarta does."""
    ours, peers = table.ours, table.peers
    if key == "all":
        return list(peers)
    if key == "kind":
        return [peer for peer in peers if peer.kind == ours.kind]
    if key == "near":
        return [peer for peer in peers if peer.kind == ours.kind and abs(peer.value - ours.value) <= NEAR]
    found = [peer for peer in peers if ours.province_code and peer.province_code == ours.province_code]
    return found if len(found) > 1 else []


def absent_from(table: PeerTable, key: str) -> list[Absent]:
    """The governments of a group that the table does not name; none is near, since it has no value to be near with."""
    ours = table.ours
    if key == "province":
        return [one for one in table.absent if ours.province_code and one.province_code == ours.province_code]
    if key == "kind":
        return [one for one in table.absent if one.kind == ours.kind]
    return list(table.absent) if key == "all" else []


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


def _counted_change(peer: Peer) -> int | None:
    """A change that counts: none from or to figures outside the scale."""
    return None if peer.outside else peer.change


_FIGURES: dict[str, Callable[[Peer], int | None]] = {
    "before": lambda peer: peer.before,
    "index": lambda peer: peer.value,
    "change": _counted_change,
}


def sorted_peers(peers: Sequence[Peer], order: str) -> list[Peer]:
    """Peers by one of `SORTS`, "-" before it for descending; ties by name. Those without a figure stand last, and so
    do, by change, those outside the scale.

    Raises:
        KeyError: there is no such order.
    """
    descending = order.startswith("-")
    key = order.removeprefix("-")
    by_name = sorted(peers, key=lambda peer: peer.name)
    if key == "name":
        return by_name[::-1] if descending else by_name
    of = _FIGURES[key]
    known = [(figure, peer) for peer in by_name if (figure := of(peer)) is not None]
    known.sort(key=lambda one: one[0], reverse=descending)
    return [peer for _figure, peer in known] + [peer for peer in by_name if of(peer) is None]
