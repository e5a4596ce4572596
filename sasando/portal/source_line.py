"""The source line below a chart: each publication with its years, then where means and targets come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.safestring import SafeString

from sasando.results.queries import PublicationRef, Standing
from sasando.ui.markup import escape, safe
from sasando.ui.words import text as _


def source_line(standing: Standing, years: Sequence[int]) -> SafeString:
    """Every source of the figures of these years, as markup."""
    parts = [
        f"{escape(_years(found))}: {_publication(ref)}"
        for ref, found in _publications(standing)
        if any(year in years for year in found)
    ]
    means = sorted({mean.source for mean in standing.means if mean.year in years})
    if means:
        parts.append(f"{_('rata-rata nasional')}: {escape('; '.join(means))}")
    targets = dict.fromkeys((target.source, target.reason) for target in standing.targets)
    parts += [f"{_('target')}: {escape(_target(source, reason))}" for source, reason in targets]
    return safe("; ".join(parts), ".")


def _publications(standing: Standing) -> list[tuple[PublicationRef, list[int]]]:
    """Each publication once, with the years it speaks for (also by not naming the agency), earliest first."""
    found: dict[tuple[str, str, str], tuple[PublicationRef, list[int]]] = {}
    spoken = [(result.year, result.publication) for result in standing.results]
    spoken += [(year, table) for year, table in standing.tables.items() if year not in standing.by_year]
    for year, ref in sorted(spoken, key=lambda one: one[0]):
        found.setdefault((ref.title, ref.authority, ref.address), (ref, []))[1].append(year)
    return list(found.values())


def _years(years: Iterable[int]) -> str:
    return ", ".join(map(str, years))


def _publication(ref: PublicationRef) -> str:
    named = escape(f"{ref.title}, {ref.authority}")
    if ref.address.startswith(("https://", "http://")):
        return f'<a href="{escape(ref.address)}">{named}</a>'
    return named


def _target(source: str, reason: str) -> str:
    text = source.split(" (http")[0]
    return f"{text}; {reason}" if reason else text
