"""Everything that reads loaded instruments."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sasando.instruments.models import InForce, Instrument
from sasando.scoring import model
from sasando.scoring.canonical import from_canonical


class UnknownInstrumentError(LookupError):
    """No instrument of that key is loaded; the message lists those that are."""

    def __init__(self, key: str, known: list[str]) -> None:
        self.key = key
        super().__init__(f'instrumen "{key}" tidak dikenal; yang ada: {", ".join(known) or "belum satu pun"}')


def instrument_row(key: str) -> Instrument:
    """The latest loaded version of an instrument, without its content.

    Raises:
        UnknownInstrumentError: none is loaded under this key.
    """
    row = Instrument.objects.defer("content").filter(key=key).order_by("-ordinal").first()
    if row is None:
        raise UnknownInstrumentError(key, sorted(set(Instrument.objects.values_list("key", flat=True))))
    return row


def versions_before(row: Instrument) -> list[model.Instrument]:
    """The earlier versions of an instrument, the newest first. One query once they are in memory."""
    older = Instrument.objects.filter(key=row.key, ordinal__lt=row.ordinal).order_by("-ordinal")
    return [parsed(digest) for digest in older.values_list("digest", flat=True)]


def instrument(key: str) -> model.Instrument:
    """The latest loaded version of an instrument, as the pure core reads it. One small query.

    Raises:
        UnknownInstrumentError: none is loaded under this key.
    """
    return parsed(instrument_row(key).digest)


@lru_cache(maxsize=32)
def parsed(digest: str) -> model.Instrument:
    """An instrument version by its digest. Kept in memory: a version never changes."""
    return from_canonical(Instrument.objects.values_list("content", flat=True).get(digest=digest))


@dataclass(frozen=True, slots=True)
class Reign:
    """The instrument in force in a year: its key, its years (None: no end known) and the law."""

    key: str
    since: int
    until: int | None
    law: str


def in_force(family: str, year: int) -> Reign | None:
    """The instrument of a family that measures `year`, or None where none is known."""
    row = InForce.objects.filter(family=family, since__lte=year, until__gte=year).first()
    if row is None:
        return None
    return Reign(row.key, row.since, None if row.until == InForce.OPEN_END else row.until, row.law)
