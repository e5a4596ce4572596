"""Who moved most from one national table to the next, as sentences and rows."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.safestring import SafeString

from sasando.portal.figures import change, figure
from sasando.portal.sentences import and_list
from sasando.results.national import Entry, Movers
from sasando.ui.markup import escape, head_cells
from sasando.ui.words import text as _


def moved_lead(moved: Movers, years: tuple[int, int] | None) -> str:
    """The largest gain, or why there is none; `years`: of both tables, None without an earlier one."""
    if years is None:
        return _(
            "Tidak ada tabel nasional sebelumnya dengan instrumen yang sama; perubahan belum dapat dihitung."
        )
    if not moved.compared:
        return _("Tidak ada yang tercetak dalam tabel %(first)s dan %(second)s.") % _named(years)
    largest = next(iter(moved.gains), None)
    if largest is None:
        return _("Tidak satu pun naik dari %(first)s ke %(second)s.") % _named(years)
    return _("Kenaikan terbesar dari %(first)s ke %(second)s: %(name)s, %(change)s.") % {
        **_named(years), "name": largest.name, "change": change(largest.change),
    }  # fmt: skip


def _named(years: tuple[int, int]) -> Mapping[str, int]:
    return {"first": years[0], "second": years[1]}


def moved_note(moved: Movers) -> str:
    """Who is left out, and why; "" where nobody is."""
    if not moved.left_out:
        return ""
    named = and_list([f"{one.name} ({change(one.change)})" for one in moved.left_out])
    return _("Tidak dihitung karena angkanya di luar skala instrumen: %(named)s.") % {"named": named}


def moved_heading(years: tuple[int, int] | None) -> SafeString:
    """The head cells of both tables."""
    return head_cells([_("Instansi"), *map(str, years or ()), _("Selisih")])


def mover(entry: Entry) -> str:
    """A row: name, both figures, the change."""
    css = "up" if (entry.change or 0) > 0 else "down"
    name = f'<a href="/d/{escape(entry.slug)}/">{escape(entry.name)}</a>'
    return (
        f'<tr><th scope="row">{name}</th><td class="n">{figure(entry.before or 0)}</td>'
        f'<td class="n">{figure(entry.value)}</td>'
        f'<td class="n {css}">{change(entry.change)}</td></tr>'
    )
