"""An agency among the others of a national table: its kind, its province, the whole country.

Figures stay whole numbers of ten-thousandths until they are shown: a page looks at hundreds of them.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import NamedTuple

from sasando.kernel.fields import STEPS
from sasando.kernel.reading import rows
from sasando.results.queries import stored_id
from sasando.results.tables import (
    Member,
    NationalTable,
    PrintedRow,
    members,
    national_state,
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


class Everybody:
    """Everybody in one national table, the same for whoever looks at it. `peers` by name."""

    def __init__(
        self,
        table: NationalTable,
        before: NationalTable | None,
        peers: Sequence[Peer],
        absent: Sequence[Absent],
    ) -> None:
        self.table = table
        self.before = before
        self.peers = tuple(peers)
        self.absent = tuple(absent)
        self.by_slug = {peer.slug: peer for peer in peers}
        self._by_kind = _grouped(peers, lambda peer: peer.kind)
        self._by_province = _grouped(peers, lambda peer: peer.province_code)

    def of_kind(self, kind: str) -> tuple[Peer, ...]:
        return self._by_kind.get(kind, ())

    def of_province(self, code: str) -> tuple[Peer, ...]:
        return self._by_province.get(code, ()) if code else ()


@dataclass(frozen=True)
class PeerTable:
    """An agency (`ours`) in the latest national table that names it, with everybody else."""

    everybody: Everybody
    ours: Peer

    @property
    def table(self) -> NationalTable:
        return self.everybody.table

    @property
    def before(self) -> NationalTable | None:
        return self.everybody.before

    @property
    def peers(self) -> tuple[Peer, ...]:
        return self.everybody.peers

    @property
    def absent(self) -> tuple[Absent, ...]:
        return self.everybody.absent


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands in a group: how many lie below it, its rank from the top (ties share it), and the median."""

    agencies: int
    below: int
    rank: int
    median: Fraction


def peer_table(slug: str) -> PeerTable | None:
    """The agency among the others; None where no national table names it.

    One query; the tables themselves are read where directory or publications have changed since (three queries,
    and one for each table and instrument that this process has not yet read).
    """
    for everybody in _national(national_state()):
        ours = everybody.by_slug.get(slug)
        if ours is not None:
            return PeerTable(everybody, ours)
    return None


@lru_cache(maxsize=2)
def _national(_state: Hashable) -> tuple[Everybody, ...]:
    """Everybody of each national table, the latest first."""
    tables, named = national_tables(), members()
    made = []
    for year in sorted(tables, reverse=True):
        table, before = tables[year], table_before(tables, year)
        now, then = printed_rows(table), printed_rows(before) if before else {}
        peers = [_peer(one, now[one.id], then.get(one.id)) for one in named if one.id in now]
        missing = [one for one in named if one.has_government and one.id not in now]
        made.append(Everybody(table, before, peers, _absent(table, missing)))
    return tuple(made)


def _grouped(peers: Sequence[Peer], key: Callable[[Peer], str]) -> dict[str, tuple[Peer, ...]]:
    found: dict[str, list[Peer]] = {}
    for peer in peers:
        found.setdefault(key(peer), []).append(peer)
    return {name: tuple(group) for name, group in found.items()}


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


def in_group(table: PeerTable, key: str) -> tuple[Peer, ...]:
    """The peers of one of `GROUPS`; none in the province of one that stands alone there, as DKI Jakarta does."""
    ours, everybody = table.ours, table.everybody
    if key == "all":
        return everybody.peers
    if key == "kind":
        return everybody.of_kind(ours.kind)
    if key == "near":
        low, high = ours.value - NEAR, ours.value + NEAR
        return tuple([peer for peer in everybody.of_kind(ours.kind) if low <= peer.value <= high])
    found = everybody.of_province(ours.province_code)
    return found if len(found) > 1 else ()


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
        below=sum([other < value for other in values]),
        rank=1 + sum([other > value for other in values]),
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


_NAME, _VALUE = attrgetter("name"), attrgetter("value")
_FIGURES: dict[str, Callable[[Peer], int | None]] = {
    "before": lambda peer: peer.before,
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
    by_name = sorted(peers, key=_NAME)
    if key == "name":
        return by_name[::-1] if descending else by_name
    if key == "index":
        return sorted(by_name, key=_VALUE, reverse=descending)
    of = _FIGURES[key]
    known = [(figure, peer) for peer in by_name if (figure := of(peer)) is not None]
    known.sort(key=itemgetter(0), reverse=descending)
    return [peer for _figure, peer in known] + [peer for peer in by_name if of(peer) is None]
