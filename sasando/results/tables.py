"""The national tables: which one counts for each year, what is printed in it, and the directory beside it.

What a publication prints never changes (a correction is another publication), so the rows of one are read once in
each process. Names, kinds and samples belong to the directory and are read anew each time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from sasando.instruments.queries import parsed
from sasando.kernel.fields import STEPS
from sasando.kernel.reading import rows, uuid_text
from sasando.results.models import Publication
from sasando.results.printed_means import NATIONAL_HEAD
from sasando.results.queries import SPBE_FAMILY, PublicationRef, part_codes, stored_id
from sasando.results.reach import outside_scale
from sasando.scoring.model import Instrument, ValueKind

_TABLES = """
SELECT p.id, p.title, p.authority, p.address, p.year, p.coverage, p.predicate_reading, p.revision, p.measure_id,
       i.digest
FROM results_publication p
JOIN results_measure m ON m.key = p.measure_id
JOIN instruments_instrument i ON i.id = p.instrument_id
WHERE m.family = %s AND p.current AND p.coverage = %s ORDER BY p.year, p.rank, p.revision DESC, p.id"""
_PRINTED = """
SELECT r.agency_id, r.value, r.predicate, v.node_code, v.value
FROM results_publishedresult r LEFT JOIN results_publishedvalue v ON v.result_id = r.id
WHERE r.publication_id = %s ORDER BY v.id"""
# "NTT" beside "Kab. Ende" would not say that it is the government of the province
_LABEL = "CASE WHEN kind = 'provinsi' THEN name ELSE short_name END"
_MEMBERS = f"""
SELECT id, slug, {_LABEL} AS label, kind, province_code, region_code, has_government
FROM organizations_agency WHERE NOT sample ORDER BY label, slug"""  # noqa: S608  # constant words


@dataclass(frozen=True, slots=True)
class NationalTable:
    """One national table and the instrument it was measured by."""

    ref: PublicationRef
    measure: str
    instrument_digest: str


class PrintedRow(NamedTuple):
    """What a table prints of one agency, in ten-thousandths. `outside`: the figures fit no levels of the instrument."""

    value: int
    predicate: str
    parts: Mapping[str, int]
    outside: bool


class Member(NamedTuple):
    """An agency of the directory as a list of many shows it; `id` as the engine gives it."""

    id: object
    slug: str
    label: str
    kind: str
    province_code: str
    region_code: str
    has_government: bool


def national_tables(family: str = SPBE_FAMILY) -> dict[int, NationalTable]:
    """The national table that counts for each year, earliest first. One query."""
    found: dict[int, NationalTable] = {}
    for row in rows(_TABLES, [family, Publication.Coverage.NATIONAL]):
        ref = PublicationRef(uuid_text(row[0]), *row[1:8])
        found.setdefault(ref.year, NationalTable(ref, *row[8:]))
    return found


def table_before(tables: Mapping[int, NationalTable], year: int) -> NationalTable | None:
    """The latest table before that of `year` under the same instrument: others cannot be compared."""
    digest = tables[year].instrument_digest
    earlier = [one for one in tables if one < year and tables[one].instrument_digest == digest]
    return tables[max(earlier)] if earlier else None


def members() -> tuple[Member, ...]:
    """Every agency of the directory by name, samples left out. One query."""
    return tuple(map(Member._make, rows(_MEMBERS)))


def national_state() -> tuple[tuple[Any, ...], ...]:
    """The head of the national journal: while it stands, neither directory nor publications have changed, since
    every change of them is a national act (DESIGN.md rules 5 and 6). One query."""
    return tuple(rows(NATIONAL_HEAD))


def printed_rows(table: NationalTable) -> Mapping[object, PrintedRow]:
    """The rows of a table by the agency's id. One query the first time a process asks for it, none after."""
    return _printed_rows(table.ref.id, table.instrument_digest)


@lru_cache(maxsize=32)
def _printed_rows(publication: str, digest: str) -> Mapping[object, PrintedRow]:
    instrument, beside = parsed(digest), part_codes(digest)
    printed: dict[object, tuple[int, str, dict[str, int]]] = {}
    for agency, value, predicate, code, part in rows(_PRINTED, [stored_id(publication)]):
        _value, _predicate, parts = printed.setdefault(agency, (value, predicate, {}))
        if code in beside:
            parts[code] = part
    return {
        agency: PrintedRow(value, predicate, parts, _outside(instrument, value, parts))
        for agency, (value, predicate, parts) in printed.items()
    }


def _outside(instrument: Instrument, value: int, parts: Mapping[str, int]) -> bool:
    if instrument.value_kind is not ValueKind.INTEGER:
        return False
    printed = frozenset((code, Fraction(part, STEPS)) for code, part in parts.items())
    return outside_scale(instrument, Fraction(value, STEPS), printed)
