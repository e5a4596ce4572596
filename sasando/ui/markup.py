"""Building markup in Python where a template would be too slow: escape every text, then join."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape as escape_marks

from django.utils.safestring import SafeString

__all__ = ["escape", "figures_bold", "head_cells", "safe", "table_rows", "warning"]

_marked = re.compile("[&<>\"']").search
_FIGURE = re.compile(r"\d+[.,]\d+")


def escape(text: str) -> str:
    """As `html.escape`: quick where there is nothing to escape, as in nearly every text of a page."""
    return text if _marked(text) is None else escape_marks(text)


def safe(*parts: str) -> SafeString:
    """Mark markup whose texts have all been escaped; the only place that does so."""
    return SafeString("".join(parts))  # every caller escapes its texts; tests feed it hostile names


def figures_bold(sentence: str) -> SafeString:
    """A sentence with its decimal figures set bold."""
    return safe(_FIGURE.sub(r"<b>\g<0></b>", escape(sentence)))


def warning(sentence: str) -> str:
    """A notice with the triangle: markup, its sentence escaped."""
    return (
        '<div class="notice warn"><svg class="i" aria-hidden="true"><use href="#i-warn"/></svg>'
        f"<div><p>{escape(sentence)}</p></div></div>"
    )


def head_cells(names: Sequence[str]) -> SafeString:
    """The cells of a table's head: the first heads the names, the others numbers."""
    first, *others = map(escape, names)
    return safe(f'<th scope="col">{first}</th>', *(f'<th scope="col" class="n">{one}</th>' for one in others))


def table_rows(
    rows: Iterable[Sequence[str]], numbers: frozenset[int], ours: frozenset[int] = frozenset()
) -> SafeString:
    """Rows of a table body: the first cell heads its row, cells numbered in `numbers` stand right.

    Rows numbered in `ours` are marked as the reader's own.
    """
    made = []
    for position, row in enumerate(rows):
        cells = "".join(
            f'<td class="n">{escape(cell)}</td>' if column in numbers else f"<td>{escape(cell)}</td>"
            for column, cell in enumerate(row[1:], start=1)
        )
        mark = ' class="us"' if position in ours else ""
        made.append(f'<tr{mark}><th scope="row">{escape(row[0])}</th>{cells}</tr>')
    return safe(*made)
