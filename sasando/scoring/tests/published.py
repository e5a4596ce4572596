"""The published tables of 2023 and 2024 (data/published), as printed rows."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from sasando.scoring.printed import Printed
from sasando.scoring.tests.files import ROOT

READING = {2023: "rounded", 2024: "exact"}


@dataclass(frozen=True, slots=True)
class PublishedRow:
    year: int
    agency: str
    printed: Printed
    predicate: str

    @property
    def reading(self) -> str:
        return READING[self.year]


@cache
def table(year: int) -> tuple[PublishedRow, ...]:
    path = ROOT / "data" / "published" / f"spbe-results-{year}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            PublishedRow(
                year,
                row["agency"],
                Printed(Fraction(row["index"]), {f"D{one}": Fraction(row[f"d{one}"]) for one in range(1, 5)}),
                row["predicate"],
            )
            for row in csv.DictReader(file)
        )


def row_of(year: int, agency: str) -> PublishedRow:
    return next(row for row in table(year) if row.agency == agency)
