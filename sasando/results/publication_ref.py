"""A publication as every answer names it."""

from __future__ import annotations

from dataclasses import dataclass


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
