"""The tables of the peers as markup: rows, head, pages, a few side by side, those the table does not name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from sasando.portal.figures import NO_VALUE, change, figure
from sasando.portal.peers_asked import Asked
from sasando.portal.sentences import and_list
from sasando.results.peers import Absent, Peer
from sasando.ui.markup import escape, safe, table_rows
from sasando.ui.words import text as _

MARK = "*"


@dataclass(frozen=True, slots=True)
class Columns:
    """`before`: the year to compare with, or None; `parts`: code and name of what is printed below the index."""

    year: int
    before: int | None
    parts: tuple[tuple[str, str], ...]


def heading(asked: Asked, columns: Columns) -> SafeString:
    """The cells of the head; those with an order of their own are links to it."""
    names = {"nama": _("Instansi"), "sebelum": str(columns.before), "indeks": str(columns.year)}
    names["ubah"] = _("Perubahan")
    made = []
    for key, name in names.items():
        if columns.before is None and key in ("sebelum", "ubah"):
            continue
        current = asked.order.removeprefix("-") == key
        down = asked.order.startswith("-")
        then = key if current and down else f"-{key}" if current or key != "nama" else key
        sort = f' aria-sort="{"descending" if down else "ascending"}"' if current else ""
        mark = f" {'▾' if down else '▴'}" if current else ""
        css = "" if key == "nama" else ' class="n"'
        link = escape(asked.address(urut=then, hal=1))
        made.append(f'<th scope="col"{css}{sort}><a href="{link}">{escape(name)}{mark}</a></th>')
    made.append(f'<th scope="col">{escape(_("Predikat"))}</th>')
    made += [f'<th scope="col" class="n">{escape(name)}</th>' for _code, name in columns.parts]
    return safe(*made)


def table(peers: Sequence[Peer], columns: Columns, asked: Asked, ours: Peer) -> SafeString:
    """The rows of one page of the table."""
    chosen = frozenset(asked.chosen)
    return safe(*(_row(peer, columns, peer.slug in chosen, peer is ours) for peer in peers))


def _row(peer: Peer, columns: Columns, checked: bool, ours: bool) -> str:
    """One row; ours has no box to tick: it stands in every comparison."""
    slug = escape(peer.slug)
    name = f'<a href="/d/{slug}/">{escape(peer.name)}</a>'
    if not ours:
        tick = " checked" if checked else ""
        name = (
            f'<label><input type="checkbox" name="banding" value="{slug}"{tick}><span>{name}</span></label>'
        )
    cells = f'<td class="n">{figure_of(peer, columns)}</td>'
    if columns.before is not None:
        cells = (
            f'<td class="n">{figure(peer.before)}</td>{cells}<td class="n{_way(peer)}">{change_of(peer)}</td>'
        )
    printed = peer.parts
    parts = "".join([f'<td class="n">{figure(printed.get(code))}</td>' for code, _name in columns.parts])
    predicate = escape(peer.predicate or NO_VALUE)
    mark = " class=us" if ours else ""
    return f'<tr{mark}><th scope="row">{name}</th>{cells}<td>{predicate}</td>{parts}</tr>'


def _way(peer: Peer) -> str:
    moved = None if peer.outside else peer.change
    return "" if not moved else " up" if moved > 0 else " down"


def figure_of(peer: Peer, columns: Columns) -> str:
    """The index; marked where it is outside the scale and no change beside it bears the mark."""
    marked = peer.outside and (columns.before is None or peer.before is None)
    return figure(peer.value) + (MARK if marked else "")


def change_of(peer: Peer) -> str:
    """The change; marked where one of the years is outside the scale."""
    said = change(peer.change)
    return said + MARK if peer.outside and peer.before is not None else said


def outside_note(peers: Sequence[Peer]) -> str:
    """What the mark means, where somebody bears it."""
    names = list(dict.fromkeys(peer.name for peer in peers if peer.outside))
    if not names:
        return ""
    said = _(
        "%(mark)s Angka %(names)s di luar skala instrumen; perubahannya tidak dihitung, dan diurutkan terakhir."
    )
    return said % {"mark": MARK, "names": and_list(names)}


def pages(asked: Asked, page: int, last: int) -> SafeString:
    """Links to the pages of the table; nothing where it has one."""
    if last == 1:
        return safe()
    return safe(
        *(
            f'<span aria-current="page">{number}</span>'
            if number == page
            else f'<a href="{escape(asked.address(hal=number))}">{number}</a>'
            for number in range(1, last + 1)
        )
    )


def kept(asked: Asked, visible: Sequence[Peer]) -> SafeString:
    """The chosen that this page does not show, as fields of the form, so that it does not lose them."""
    shown_here = {peer.slug for peer in visible}
    return safe(
        *(
            f'<input type="hidden" name="banding" value="{escape(slug)}">'
            for slug in asked.chosen
            if slug not in shown_here
        )
    )


def side_heading(chosen: Sequence[Peer]) -> SafeString:
    if len(chosen) < 2:
        return safe()
    return safe(*(f'<th scope="col" class="n">{escape(peer.name)}</th>' for peer in chosen))


def side_by_side(chosen: Sequence[Peer], columns: Columns) -> SafeString:
    """A row for each figure, a column for each of the chosen; nothing where one stands alone."""
    if len(chosen) < 2:
        return safe()
    index = _("Indeks %(year)s")
    rows = [[index % {"year": columns.year}, *(figure_of(peer, columns) for peer in chosen)]]
    if columns.before is not None:
        rows.append([index % {"year": columns.before}, *(figure(peer.before) for peer in chosen)])
        rows.append([_("Perubahan"), *map(change_of, chosen)])
    rows.append([_("Predikat"), *(peer.predicate or NO_VALUE for peer in chosen)])
    rows += [[name, *(figure(peer.parts.get(code)) for peer in chosen)] for code, name in columns.parts]
    return table_rows(rows, frozenset(range(1, len(chosen) + 1)))


def absent_rows(absent: Sequence[Absent]) -> SafeString:
    """Those the table does not name, with the years that are published of them."""
    return safe(
        *(
            f'<tr><th scope="row"><a href="/d/{escape(one.slug)}/">{escape(one.name)}</a></th>'
            f"<td>{escape(_years(one.years))}</td></tr>"
            for one in absent
        )
    )


def _years(years: Sequence[tuple[int, int]]) -> str:
    if not years:
        return _("belum ada hasil yang diterbitkan")
    return ", ".join(f"{year}: {figure(value)}" for year, value in years)
