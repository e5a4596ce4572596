"""The block "who is comparable": where the agency stands in its group, a table that sorts, filters and pages, and a
few side by side.

Everything is asked by a plain GET form, so that every view of it has an address.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from django.utils.safestring import SafeString

from sasando.instruments.scale import scale_of
from sasando.kernel.fields import STEPS
from sasando.organizations.kinds import kind_name
from sasando.organizations.names import name_key
from sasando.organizations.queries import AgencyRow
from sasando.portal import peers_rows
from sasando.portal.figures import figure
from sasando.portal.peers_asked import GROUPS, Asked
from sasando.portal.places import called, province_of
from sasando.portal.proof_lines import short_name
from sasando.results.peers import (
    MOST_SIDE_BY_SIDE,
    ROWS_A_PAGE,
    Absent,
    Peer,
    PeerTable,
    absent_from,
    counted,
    in_group,
    place_in,
    sorted_peers,
)
from sasando.scoring.model import Instrument
from sasando.ui.charts.distribution import Distribution, Mark, distribution
from sasando.ui.markup import figures_bold, table_rows
from sasando.ui.numbers import shown
from sasando.ui.words import text as _

Row = TypeVar("Row", Peer, Absent)
BIN = STEPS // 10  # a tenth of the index


@dataclass(frozen=True, slots=True)
class PeersBlock:
    """`heading`: cells of the table's head; `pages`: links to its pages, empty where it has one. `kept`: the chosen
    that this page of the table does not show, so that the form does not lose them; `clear`: the view without any.
    `absent`: rows of those in the group that the table does not name.
    """

    asked: Asked
    lead: SafeString
    chart: SafeString
    title: str
    note: str
    predicate_rows: SafeString
    groups: tuple[tuple[str, str], ...]
    caption: str
    heading: SafeString
    rows: SafeString
    outside: str
    absent_caption: str
    absent: SafeString
    kept: SafeString
    page: int
    pages: SafeString
    side_by_side: SafeString
    side_heading: SafeString
    side_count: int
    side_note: str
    clear: str
    table: str


def peers_block(agency: AgencyRow, table: PeerTable, instrument: Instrument, asked: Asked) -> PeersBlock:
    """The block of an agency that the national table names."""
    groups = {key: in_group(table, meant) for key, meant in GROUPS.items()}
    offered = tuple(key for key, peers in groups.items() if peers)
    chosen, too_many = _chosen(asked, table)
    asked = replace(
        asked,
        group=asked.group if asked.group in offered else offered[0],
        chosen=tuple(peer.slug for peer in chosen if peer is not table.ours),
    )
    found = sorted_peers(_named(groups[asked.group], asked.typed), asked.sort)
    last = max(1, -(-len(found) // ROWS_A_PAGE))
    page = min(asked.page, last)
    visible = found[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
    absent = _named(absent_from(table, GROUPS[asked.group]), asked.typed)
    columns = _columns(table, instrument)
    near, same_kind = groups["provinsi"], groups["jenis"]
    return PeersBlock(
        asked=asked,
        lead=figures_bold(_lead(agency, table, same_kind, near)),
        chart=distribution(peers_chart(agency, table, instrument)),
        title=_("Sebaran %(year)s") % {"year": columns.year},
        note=_chart_note(agency, same_kind, near),
        predicate_rows=_predicates(same_kind, instrument, table.ours),
        groups=tuple((key, _group_name(agency, key)) for key in offered),
        caption=_caption(agency, asked, len(found)),
        heading=peers_rows.heading(asked, columns),
        rows=peers_rows.table(visible, columns, asked, table.ours),
        outside=peers_rows.outside_note([*visible, *chosen[1:]]),
        absent_caption=_("Tidak ada dalam tabel %(year)s: %(count)s instansi")
        % {"year": columns.year, "count": len(absent)},
        absent=peers_rows.absent_rows(absent),
        kept=peers_rows.kept(asked, visible),
        page=page,
        pages=peers_rows.pages(asked, page, last),
        side_heading=peers_rows.side_heading(chosen),
        side_count=len(chosen),
        side_by_side=peers_rows.side_by_side(chosen, columns),
        side_note=_("Hanya %(count)s yang pertama yang disandingkan.") % {"count": MOST_SIDE_BY_SIDE - 1}
        if too_many
        else "",
        clear=replace(asked, chosen=()).address(),
        table=table.table.ref.title,
    )


def _columns(table: PeerTable, instrument: Instrument) -> peers_rows.Columns:
    return peers_rows.Columns(
        year=table.table.ref.year,
        before=table.before.ref.year if table.before else None,
        parts=tuple((part.code, short_name(part)) for part in instrument.parts),
    )


def _named(rows: Sequence[Row], typed: str) -> list[Row]:
    key = name_key(typed) if typed else ""
    return [row for row in rows if key in name_key(row.name)] if key else list(rows)


def _group_name(agency: AgencyRow, key: str) -> str:
    return {
        "provinsi": province_of(agency),
        "jenis": _("%(kind)s, seluruh Indonesia") % {"kind": kind_name(agency.kind).capitalize()},
        "sebanding": _("Indeks berdekatan (± 0,25)"),
        "semua": _("Semua instansi"),
    }[key]


def _lead(agency: AgencyRow, table: PeerTable, same_kind: Sequence[Peer], near: Sequence[Peer]) -> str:
    place = place_in(same_kind, table.ours.value)
    said = _("Pada %(year)s, %(below)s dari %(all)s %(kind)s berindeks lebih rendah.") % {
        "year": table.table.ref.year,
        "below": place.below,
        "all": place.agencies,
        "kind": kind_name(agency.kind),
    }
    if near:
        here = place_in(near, table.ours.value)
        said += " " + _("Di %(province)s urutan %(rank)s dari %(all)s pemerintah daerah.") % {
            "province": province_of(agency),
            "rank": here.rank,
            "all": here.agencies,
        }
    return said


def _chart_note(agency: AgencyRow, same_kind: Sequence[Peer], near: Sequence[Peer]) -> str:
    note = _("%(count)s %(kind)s; tinggi batang adalah jumlahnya") % {
        "count": len(same_kind),
        "kind": kind_name(agency.kind),
    }
    if near:
        note += _("; di bawahnya, tiap benang satu pemerintah daerah di %(province)s") % {
            "province": province_of(agency)
        }
    return note


def peers_chart(agency: AgencyRow, table: PeerTable, instrument: Instrument) -> Distribution:
    """The distribution of the agency's kind, with the governments of its province below, as plain values."""
    ours, near = table.ours, in_group(table, "province")
    same_kind = in_group(table, "kind")
    values = [peer.value for peer in same_kind]
    low, high = int(instrument.low * STEPS), int(instrument.high * STEPS)
    counts = counted(values, low, high, BIN)
    place = place_in(same_kind, ours.value)

    def x(value: Fraction | int) -> float:
        return round(min(100.0, max(0.0, float(value - low) / (high - low) * 100)), 2)

    ticks = [Mark(x(limit.value * STEPS), shown(limit.value, 1)) for limit in scale_of(instrument).limits]
    return Distribution(
        identifier="g4",
        title=_("Sebaran indeks %(count)s %(kind)s, dengan %(name)s ditandai")
        % {"count": len(values), "kind": kind_name(agency.kind), "name": agency.name},
        description=_("Median %(median)s; %(name)s %(value)s.")
        % {"median": shown(place.median), "name": called(agency), "value": figure(ours.value)},
        counts=counts,
        ticks=[*ticks, Mark(100.0, shown(instrument.high, 1))],
        ours=min(max(0, (ours.value - low) // BIN), len(counts) - 1),
        our_mark=Mark(x(ours.value), figure(ours.value)),
        middle=Mark(x(place.median * STEPS), _("median %(value)s") % {"value": shown(place.median)}),
        threads=[x(value) for value in sorted(peer.value for peer in near)],
        threads_name=_("%(count)s pemerintah daerah seprovinsi") % {"count": len(near)},
    )


def _predicates(same_kind: Sequence[Peer], instrument: Instrument, ours: Peer) -> SafeString:
    names = [band.name for band in scale_of(instrument).bands][::-1]
    counts = Counter([peer.predicate for peer in same_kind])
    rows = [[name, str(counts[name])] for name in names]
    mine = frozenset({names.index(ours.predicate)} if ours.predicate in names else ())
    return table_rows(rows, frozenset({1}), mine)


def _caption(agency: AgencyRow, asked: Asked, count: int) -> str:
    said = _("%(group)s: %(count)s instansi") % {"group": _group_name(agency, asked.group), "count": count}
    return f"{said}, “{asked.typed}”" if asked.typed else said


def _chosen(asked: Asked, table: PeerTable) -> tuple[list[Peer], bool]:
    """The agency itself and those that were chosen, at most five in all, and whether more were chosen."""
    if not asked.chosen:
        return [table.ours], False
    by_slug = {peer.slug: peer for peer in table.peers}
    found = [by_slug[slug] for slug in dict.fromkeys([table.ours.slug, *asked.chosen]) if slug in by_slug]
    return found[:MOST_SIDE_BY_SIDE], len(found) > MOST_SIDE_BY_SIDE
