"""Finding a line in a long list: of a page's people and units, those in which all the words typed stand."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

LONG_LIST = 15  # lines from which on a page offers to search
LONGEST_SEARCH = 100
MOST_LINES = 2000  # of a list on one page; what stands behind them is found by searching


@dataclass(frozen=True, slots=True)
class Search:
    """What was typed (`?cari=`); "" is everything."""

    typed: str

    @classmethod
    def of(cls, request: HttpRequest) -> Search:
        return cls(request.GET.get("cari", "").replace("\x00", "").strip()[:LONGEST_SEARCH])

    def finds(self, *texts: str) -> bool:
        """Whether every word stands in one of the texts, in capitals or not."""
        line = " ".join(texts).casefold()
        return all(word in line for word in self.typed.casefold().split())

    def offered(self, lines: int) -> bool:
        """Whether a list of so many lines has a field for it."""
        return bool(self.typed) or lines >= LONG_LIST
