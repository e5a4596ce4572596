"""Who usually answers for an indicator: proposals from `data/owners.csv`, changeable everywhere they are shown."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Owner:
    """`example` names the usual office, `supporting` those who help; `asks_all`: every unit must be asked."""

    example: str
    supporting: str
    asks_all: bool
    source: str


@lru_cache(maxsize=1)
def _proposals() -> dict[tuple[str, str], Owner]:
    path = Path(settings.BASE_DIR) / "data" / "owners.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row["instrument"], row["indicator"]): Owner(
                row["owner_example"], row["supporting"], row["asks_all_units"] == "ya", row["source"]
            )
            for row in csv.DictReader(file)
        }


def proposed_owner(instrument: str, number: str) -> Owner | None:
    """The proposal for an indicator, by the instrument's key and its number; None where there is none."""
    return _proposals().get((instrument, number))
