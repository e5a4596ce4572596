"""The lines that every file carries: sources, and when it was made."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sasando.portal.downloads.brief import MEAN, TARGET, Brief
from sasando.results.queries import without_address
from sasando.ui.numbers import day
from sasando.ui.words import text as _


def made_line(made: datetime) -> str:
    """When and by what the file was made."""
    return _("Dibuat %(day)s dengan Sasando dari terbitan yang disebut di sini.") % {"day": day(made)}


def source_lines(brief: Brief) -> list[str]:
    """Every source with the years it stands for and its address."""
    return [
        f"{source.years}: {source.text}" + (f", {source.address}" if source.address else "")
        for source in brief.sources
    ]


def short_source(brief: Brief, years: Sequence[int]) -> str:
    """The publications of some years, on one line."""
    titles: dict[str, list[int]] = {}
    for row in brief.years:
        if row.year in years and row.source:
            titles.setdefault(row.source, []).append(row.year)
    said = [f"{', '.join(map(str, found))} {title}" for title, found in titles.items()]
    return _("Sumber: %(sources)s.") % {"sources": "; ".join(said)}


def compared_line(brief: Brief) -> str:
    """Where the national mean and the targets that stand beside the index come from; "" where neither is drawn."""
    drawn = {row.year for row in brief.years}
    said = [
        (_("Garis putus: rata-rata nasional, %(source)s."), MEAN),
        (_("Belah ketupat: target, %(source)s."), TARGET),
    ]
    sources = {node: _sources_of(brief, node, drawn) for _words, node in said}
    return " ".join(words % {"source": sources[node]} for words, node in said if sources[node])


def _sources_of(brief: Brief, node: str, years: Collection[int]) -> str:
    """The sources of what is printed of a kind for these years, without their addresses."""
    found = [without_address(one.source) for one in brief.printed if one.node == node and one.year in years]
    return "; ".join(dict.fromkeys(found))
