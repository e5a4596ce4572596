"""The source line below a chart, as markup."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.safestring import SafeString

from sasando.portal.standing_model import Source
from sasando.ui.markup import escape, safe


def source_line(sources: Iterable[Source]) -> SafeString:
    """Every source, linked where it has an address."""
    return safe("; ".join(f"{escape(one.years)}: {_text(one)}" for one in sources), ".")


def _text(source: Source) -> str:
    if source.address.startswith(("https://", "http://")):
        return f'<a href="{escape(source.address)}">{escape(source.text)}</a>'
    return escape(source.text)
