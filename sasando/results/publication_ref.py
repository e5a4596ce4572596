"""A publication as every answer names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from sasando.kernel.reading import uuid_text

ISSUE_COLUMNS = (
    "p.id, p.title, p.authority, p.address, p.year, p.coverage, p.predicate_reading, p.revision,"
    " p.rank, p.measure_id, i.key, i.digest"
)
ISSUE_WIDTH = 12


@dataclass(frozen=True, slots=True)
class PublicationRef:
    """A publication as answers name it. `reading` is "exact" or "rounded"."""

    id: str
    title: str
    authority: str
    address: str
    year: int
    coverage: str
    reading: str
    revision: int

    def to_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "title": self.title,
            "authority": self.authority,
            "address": self.address,
            "year": self.year,
            "revision": self.revision,
        }


class Issue(NamedTuple):
    """A publication with its rank (see `Publication.Rank`), what it measures and by which instrument."""

    ref: PublicationRef
    rank: int
    measure: str
    instrument: str
    digest: str

    @classmethod
    def read(cls, fields: tuple[Any, ...]) -> Issue:
        """From one row of ISSUE_COLUMNS."""
        return cls(PublicationRef(uuid_text(fields[0]), *fields[1:8]), *fields[8:])

    @property
    def order(self) -> tuple[int, int, int]:
        """By year, and of each year the one that counts first."""
        return self.ref.year, self.rank, -self.ref.revision
