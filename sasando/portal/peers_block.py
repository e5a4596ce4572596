"""The block "who is comparable": distribution, a table that sorts, filters and pages, and a few side by side.

Everything is asked by a plain GET form, so that every view of it has an address.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from html import escape
from urllib.parse import urlencode

from django.utils.safestring import SafeString

from sasando.kernel.fields import STEPS
from sasando.organizations.kinds import kind_name
from sasando.organizations.names import name_key
from sasando.organizations.queries import AgencyRow
from sasando.portal.proof_lines import short_name
from sasando.results.peers import (
    MOST_SIDE_BY_SIDE,
    ROWS_A_PAGE,
    SORTS,
    Peer,
    counted,
    place_in,
    sorted_peers,
)
from sasando.results.queries import YearResult
from sasando.scoring.model import Instrument
from sasando.ui.charts.distribution import Distribution, Mark, distribution
from sasando.ui.markup import figures_bold, safe, table_rows
from sasando.ui.numbers import shown, signed
from sasando.ui.words import text as _

BIN = 1000  # a tenth of the index, in ten-thousandths
NO_VALUE = "–"
GROUPS = ("provinsi", "jenis", "sebanding", "semua")
NEAR = 2500


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of the block, made safe: unknown values fall back to the first."""

    group: str
    order: str
    typed: str
    page: int
    chosen: tuple[str, ...]

    @classmethod
    def of(cls, query: Mapping[str, str], chosen: Sequence[str]) -> Asked:
        group = query.get("kelompok", "")
        order = query.get("urut", "")
        page = query.get("hal", "1")
        return cls(
            group=group if group in GROUPS else GROUPS[0],
            order=order if order.removeprefix("-") in SORTS else "-indeks",
            typed=query.get("cari", "").replace("\x00", "").strip()[:100],
            page=int(page) if page.isascii() and page.isdigit() and len(page) < 5 and int(page) else 1,
            chosen=tuple(dict.fromkeys(chosen))[:ROWS_A_PAGE],
        )

    def address(self, **changed: str | int) -> str:
        """The query of this view with something changed."""
        values = {"kelompok": self.group, "urut": self.order, "cari": self.typed, "hal": self.page} | changed
        pairs = [(name, str(value)) for name, value in values.items() if value not in ("", 1)]
        return "?" + urlencode([*pairs, *(("banding", slug) for slug in self.chosen)]) + "#pembanding"


@dataclass(frozen=True, slots=True)
class PeersBlock:
    """`heading`: cells of the table's head; `pages`: links to its pages, empty where it has one. `kept`: the chosen
    that this page of the table does not show, so that the form does not lose them; `clear`: the view without any.
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
    kept: SafeString
    page: int
    pages: SafeString
    side_by_side: SafeString
    side_heading: SafeString
    side_note: str
    clear: str
    table: str


def peers_block(
    agency: AgencyRow,
    latest: YearResult,
    instrument: Instrument,
    peers: Sequence[Peer],
    parts: Mapping[str, Mapping[str, int]],
    asked: Asked,
) -> PeersBlock | None:
    """The block, or None where the agency does not stand in the national table of its latest year."""
    ours = next((peer for peer in peers if peer.slug == agency.slug), None)
    if ours is None:
        return None
    same_kind = [peer for peer in peers if peer.kind == agency.kind]
    groups = tuple(key for key in GROUPS if _group(agency, ours, peers, key))
    chosen, too_many = _chosen(asked, agency, peers)
    asked = replace(
        asked,
        group=asked.group if asked.group in groups else groups[0],
        chosen=tuple(peer.slug for peer in chosen if peer is not ours),
    )
    group = _group(agency, ours, peers, asked.group)
    found = sorted_peers(_matching(group, asked.typed), asked.order)
    last = max(1, -(-len(found) // ROWS_A_PAGE))
    page = min(asked.page, last)
    visible = found[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
    codes = [(part.code, short_name(part)) for part in instrument.parts]
    earlier = any(peer.before is not None for peer in peers)
    rows = [_row(peer, parts.get(peer.slug, {}), codes, asked, peer is ours, earlier) for peer in visible]
    return PeersBlock(
        asked=asked,
        lead=figures_bold(_lead(agency, ours, same_kind, peers, latest.year)),
        chart=distribution(peers_chart(agency, ours, peers, instrument)),
        title=_("Sebaran %(year)s") % {"year": latest.year},
        note=_chart_note(agency, same_kind, _neighbours(agency, peers)),
        predicate_rows=_predicates(same_kind, instrument, ours),
        groups=tuple((key, _group_name(agency, key)) for key in groups),
        caption=_caption(agency, asked, len(found)),
        heading=_heading(asked, latest.year, codes, earlier),
        rows=safe(*rows),
        kept=_kept(asked, visible),
        page=page,
        pages=_pages(asked, page, last),
        side_heading=_side_heading(chosen),
        side_by_side=_side_by_side(chosen, latest.year, parts, codes, earlier),
        side_note=_("Hanya %(count)s yang pertama yang disandingkan.") % {"count": MOST_SIDE_BY_SIDE - 1}
        if too_many
        else "",
        clear=replace(asked, chosen=()).address(),
        table=latest.publication.title,
    )


def _group(agency: AgencyRow, ours: Peer, peers: Sequence[Peer], key: str) -> list[Peer]:
    if key == "semua":
        return list(peers)
    if key == "sebanding":
        return [peer for peer in peers if peer.kind == ours.kind and abs(peer.value - ours.value) <= NEAR]
    if key == "provinsi":
        return _neighbours(agency, peers)
    return [peer for peer in peers if peer.kind == ours.kind]


def _neighbours(agency: AgencyRow, peers: Sequence[Peer]) -> list[Peer]:
    """The governments of the agency's province; none where it stands there alone, as DKI Jakarta does."""
    found = [peer for peer in peers if agency.province_code and peer.province_code == agency.province_code]
    return found if len(found) > 1 else []


def _group_name(agency: AgencyRow, key: str) -> str:
    return {
        "provinsi": agency.province_name.removeprefix("Provinsi "),
        "jenis": _("%(kind)s, seluruh Indonesia") % {"kind": kind_name(agency.kind).capitalize()},
        "sebanding": _("Indeks berdekatan (± 0,25)"),
        "semua": _("Semua instansi"),
    }[key]


def _matching(peers: Sequence[Peer], typed: str) -> list[Peer]:
    key = name_key(typed) if typed else ""
    return [peer for peer in peers if key in name_key(peer.name)] if key else list(peers)


def _lead(agency: AgencyRow, ours: Peer, same_kind: Sequence[Peer], peers: Sequence[Peer], year: int) -> str:
    place = place_in(same_kind, ours.value)
    said = _("Pada %(year)s, %(below)s dari %(all)s %(kind)s berindeks lebih rendah.") % {
        "year": year,
        "below": place.below,
        "all": place.agencies,
        "kind": kind_name(agency.kind),
    }
    neighbours = _neighbours(agency, peers)
    if neighbours:
        near = place_in(neighbours, ours.value)
        said += " " + _("Di %(province)s urutan %(rank)s dari %(all)s pemerintah daerah.") % {
            "province": agency.province_name.removeprefix("Provinsi "),
            "rank": near.rank,
            "all": near.agencies,
        }
    return said


def _chart_note(agency: AgencyRow, same_kind: Sequence[Peer], neighbours: Sequence[Peer]) -> str:
    note = _("%(count)s %(kind)s; tinggi batang adalah jumlahnya") % {
        "count": len(same_kind),
        "kind": kind_name(agency.kind),
    }
    if neighbours:
        note += _("; di bawahnya, tiap benang satu pemerintah daerah di %(province)s") % {
            "province": agency.province_name.removeprefix("Provinsi ")
        }
    return note


def peers_chart(agency: AgencyRow, ours: Peer, peers: Sequence[Peer], instrument: Instrument) -> Distribution:
    """The distribution of the agency's kind, with the governments of its province below, as plain values."""
    same_kind = [peer for peer in peers if peer.kind == agency.kind]
    low, high = int(instrument.low * STEPS), int(instrument.high * STEPS)
    counts = counted([peer.value for peer in same_kind], low, high, BIN)
    place = place_in(same_kind, ours.value)

    def x(value: Fraction | int) -> float:
        return round(min(100.0, max(0.0, float(value - low) / (high - low) * 100)), 2)

    neighbours = _neighbours(agency, peers)
    bands = sorted(instrument.bands, key=lambda band: band.low)
    ticks = [Mark(x(band.low * STEPS), f"{shown(band.low, 1)}") for band in bands]
    return Distribution(
        identifier="g4",
        title=_("Sebaran indeks %(count)s %(kind)s, dengan %(name)s ditandai")
        % {"count": len(same_kind), "kind": kind_name(agency.kind), "name": agency.name},
        description=_("Median %(median)s; %(name)s %(value)s.")
        % {
            "median": shown(place.median),
            "name": agency.short_name,
            "value": shown(Fraction(ours.value, STEPS)),
        },
        counts=counts,
        ticks=[*ticks, Mark(100.0, shown(instrument.high, 1))],
        ours=min(max(0, (ours.value - low) // BIN), len(counts) - 1),
        our_mark=Mark(x(ours.value), shown(Fraction(ours.value, STEPS))),
        middle=Mark(x(place.median * STEPS), _("median %(value)s") % {"value": shown(place.median)}),
        threads=[x(peer.value) for peer in sorted(neighbours, key=lambda peer: peer.value)],
        threads_name=_("%(count)s pemerintah daerah seprovinsi") % {"count": len(neighbours)},
    )


def _predicates(same_kind: Sequence[Peer], instrument: Instrument, ours: Peer) -> SafeString:
    names = [band.name for band in sorted(instrument.bands, key=lambda band: -band.low)]
    rows = [[name, str(sum(peer.predicate == name for peer in same_kind))] for name in names]
    mine = frozenset({names.index(ours.predicate)} if ours.predicate in names else ())
    return table_rows(rows, frozenset({1}), mine)


def _caption(agency: AgencyRow, asked: Asked, count: int) -> str:
    said = _("%(group)s: %(count)s instansi") % {"group": _group_name(agency, asked.group), "count": count}
    return f"{said}, “{asked.typed}”" if asked.typed else said


def _heading(asked: Asked, year: int, codes: Sequence[tuple[str, str]], earlier: bool) -> SafeString:
    columns = [
        ("nama", _("Instansi"), ""),
        ("sebelum", str(year - 1), ' class="n"'),
        ("indeks", str(year), ' class="n"'),
        ("ubah", _("Perubahan"), ' class="n"'),
    ]
    made = []
    for key, name, css in columns:
        if key in ("sebelum", "ubah") and not earlier:
            continue
        current = asked.order.removeprefix("-") == key
        down = asked.order.startswith("-")
        then = key if current and down else f"-{key}" if current or key != "nama" else key
        sort = f' aria-sort="{"descending" if down else "ascending"}"' if current else ""
        mark = f" {'▾' if down else '▴'}" if current else ""
        link = escape(asked.address(urut=then, hal=1))
        made.append(f'<th scope="col"{css}{sort}><a href="{link}">{escape(name)}{mark}</a></th>')
    made.append(f'<th scope="col">{escape(_("Predikat"))}</th>')
    made += [f'<th scope="col" class="n">{escape(name)}</th>' for _code, name in codes]
    return safe(*made)


def _row(
    peer: Peer,
    parts: Mapping[str, int],
    codes: Sequence[tuple[str, str]],
    asked: Asked,
    ours: bool,
    earlier: bool,
) -> str:
    """One row; ours has no box to tick: it stands in every comparison."""
    change = peer.change
    css = "" if not change else " up" if change > 0 else " down"
    checked = " checked" if peer.slug in asked.chosen else ""
    name = f'<a href="/d/{escape(peer.slug)}/">{escape(peer.name)}</a>'
    if not ours:
        box = f'<input type="checkbox" name="banding" value="{escape(peer.slug)}"{checked}>'
        name = f"<label>{box}<span>{name}</span></label>"
    cells = [_cell(peer.value)]
    if earlier:
        cells = [_cell(peer.before), *cells, f'<td class="n{css}">{_signed(change)}</td>']
    cells.append(f'<td class="nowrap">{escape(peer.predicate or NO_VALUE)}</td>')
    cells += [_cell(parts.get(code)) for code, _name in codes]
    return f'<tr{" class=us" if ours else ""}><th scope="row">{name}</th>{"".join(cells)}</tr>'


def _figure(value: int | None) -> str:
    return NO_VALUE if value is None else shown(Fraction(value, STEPS))


def _cell(value: int | None) -> str:
    return f'<td class="n">{_figure(value)}</td>'


def _signed(value: int | None) -> str:
    return NO_VALUE if value is None else signed(Fraction(value, STEPS))


def _pages(asked: Asked, page: int, last: int) -> SafeString:
    if last == 1:
        return safe()
    made = []
    for number in range(1, last + 1):
        if number == page:
            made.append(f'<span aria-current="page">{number}</span>')
        else:
            made.append(f'<a href="{escape(asked.address(hal=number))}">{number}</a>')
    return safe(*made)


def _kept(asked: Asked, visible: Sequence[Peer]) -> SafeString:
    shown_here = {peer.slug for peer in visible}
    return safe(
        *(
            f'<input type="hidden" name="banding" value="{escape(slug)}">'
            for slug in asked.chosen
            if slug not in shown_here
        )
    )


def _chosen(asked: Asked, agency: AgencyRow, peers: Sequence[Peer]) -> tuple[list[Peer], bool]:
    """The agency itself and those that were chosen, at most five in all, and whether more were chosen."""
    by_slug = {peer.slug: peer for peer in peers}
    found = [by_slug[slug] for slug in dict.fromkeys([agency.slug, *asked.chosen]) if slug in by_slug]
    return found[:MOST_SIDE_BY_SIDE], len(found) > MOST_SIDE_BY_SIDE


def _side_heading(chosen: Sequence[Peer]) -> SafeString:
    if len(chosen) < 2:
        return safe()
    return safe(*(f'<th scope="col" class="n">{escape(peer.name)}</th>' for peer in chosen))


def _side_by_side(
    chosen: Sequence[Peer],
    year: int,
    parts: Mapping[str, Mapping[str, int]],
    codes: Sequence[tuple[str, str]],
    earlier: bool,
) -> SafeString:
    if len(chosen) < 2:
        return safe()
    before = [
        [_("Indeks %(year)s") % {"year": year - 1}, *(_figure(peer.before) for peer in chosen)],
        [_("Perubahan"), *(_signed(peer.change) for peer in chosen)],
    ]
    rows = [
        [_("Indeks %(year)s") % {"year": year}, *(_figure(peer.value) for peer in chosen)],
        *(before if earlier else []),
        [_("Predikat"), *(peer.predicate or NO_VALUE for peer in chosen)],
        *([name, *(_figure(parts.get(peer.slug, {}).get(code)) for peer in chosen)] for code, name in codes),
    ]
    return table_rows(rows, frozenset(range(1, len(chosen) + 1)))
