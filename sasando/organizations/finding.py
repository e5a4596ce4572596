"""Finding a line in a long list: of a page's people and units, those in which all the words typed stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import HttpRequest

from sasando.ui.numbers import grouped

T = TypeVar("T")

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

    def said_of(self, found: Sequence[Sequence[Any]], total: int) -> dict[str, Any]:
        """What `organizations/find.html` says of the lists of a page: what was found in each, of so many lines in all.

        A short page has no field to search by.
        """
        return {
            "search": self,
            "search_offered": bool(self.typed) or total >= LONG_LIST,
            "found": sum(map(len, found)),
            "total": total,
            "most": grouped(MOST_LINES) if max(map(len, found)) > MOST_LINES else "",
        }


def first_lines(found: Sequence[T]) -> Sequence[T]:
    """Of a list as many lines as a page shows."""
    return found[:MOST_LINES]
