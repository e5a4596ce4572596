"""What the API reads beyond the queries of one agency: publications with their rows, the country, one index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from sasando.instruments.queries import parsed
from sasando.kernel.fields import STEPS
from sasando.kernel.reading import rows, uuid_text
from sasando.results.models import Marking, Publication, PublishedMean, PublishedResult, PublishedValue
from sasando.results.printed_means import INDEX, NATIONAL, NATIONAL_HEAD, MeanRow, national_means
from sasando.results.queries import SPBE_FAMILY, PublicationRef
from sasando.scoring.numbers import fraction_text, half_up


@dataclass(frozen=True, slots=True)
class PublicationRow:
    """A publication with what it measures by, its place in the order of what counts, and how many results it has."""

    ref: PublicationRef
    measure: str
    instrument: str
    instrument_digest: str
    rank: int
    current: bool
    supersedes: UUID | None
    results: int

    def to_json(self) -> dict[str, Any]:
        return {
            **self.ref.to_json(),
            "measure": self.measure,
            "instrument": self.instrument,
            "coverage": self.ref.coverage,
            "reading": self.ref.reading,
            "rank": self.rank,
            "current": self.current,
            "supersedes": None if self.supersedes is None else str(self.supersedes),
            "results": self.results,
        }


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One row of a published table. `parts` are the printed values below the index, `reconstructed` why not printed."""

    slug: str
    name: str
    kind: str
    group: str
    value: Fraction
    predicate: str
    note: str
    parts: dict[str, Fraction]
    reconstructed: dict[str, str]

    def to_json(self) -> dict[str, Any]:
        return {
            "agency": self.slug,
            "name": self.name,
            "kind": self.kind,
            "shown": half_up(self.value),
            "predicate": self.predicate or None,
            "note": self.note,
            "parts": [
                {"code": code, "shown": half_up(value), "reconstructed": self.reconstructed.get(code)}
                for code, value in self.parts.items()
            ],
        }


@dataclass(frozen=True, slots=True)
class Distribution:
    """The printed results of one national table, or of one kind or province in it. Predicates from the highest."""

    publication: PublicationRef
    values: tuple[Fraction, ...]
    predicates: tuple[tuple[str | None, int], ...]
    printed_mean: MeanRow | None

    def to_json(self) -> dict[str, Any]:
        count = len(self.values)
        return {
            "count": count,
            "mean": _figure(sum(self.values, Fraction(0)) / count) if count else None,
            "printed_mean": self.printed_mean.to_json() if self.printed_mean else None,
            "median": _figure(median(self.values)) if count else None,
            "lowest": half_up(self.values[0]) if count else None,
            "highest": half_up(self.values[-1]) if count else None,
            "predicates": [{"name": name, "count": number} for name, number in self.predicates],
            "publication": self.publication.to_json(),
        }


def _figure(value: Fraction) -> dict[str, str]:
    return {"exact": fraction_text(value), "shown": half_up(value)}


def count_publications() -> int:
    """How many publications there are, superseded ones too. One query."""
    return Publication.objects.count()


def publications(part: slice = slice(None)) -> list[PublicationRow]:
    """Publications, the newest year first, in a year those that count first. One query."""
    ordered = Publication.objects.order_by("-year", "rank", "title", "-revision", "id")
    return _publication_rows(ordered, part)


def publication(identifier: UUID) -> PublicationRow | None:
    """One publication, or None. One query."""
    found = _publication_rows(Publication.objects.filter(id=identifier))
    return found[0] if found else None


def _publication_rows(query: QuerySet[Publication], part: slice = slice(None)) -> list[PublicationRow]:
    found = query.annotate(printed=Count("results")).values_list(
        "id", "title", "authority", "address", "year", "coverage", "predicate_reading", "revision",
        "measure_id", "instrument__key", "instrument__digest", "rank", "current", "supersedes_id", "printed",
    )[part]  # fmt: skip
    return [PublicationRow(_ref(row[:8]), *row[8:]) for row in found]


def _ref(fields: tuple[Any, ...]) -> PublicationRef:
    return PublicationRef(uuid_text(fields[0]), *fields[1:])


def published_means(identifier: UUID) -> list[tuple[str, str, Fraction]]:
    """The means a publication prints, as scope, node code and value. One query."""
    found = PublishedMean.objects.filter(publication_id=identifier).order_by("scope", "node_code")
    return list(found.values_list("scope", "node_code", "value"))


def published_rows(identifier: UUID, part: slice = slice(None)) -> list[PublishedRow]:
    """The rows of a publication in the order of the directory. Two queries, however many rows."""
    found = list(
        PublishedResult.objects.filter(publication_id=identifier)
        .order_by("agency__region_code", "agency__name", "agency__slug")
        .values_list(
            "id",
            "agency__slug",
            "agency__name",
            "agency__kind",
            "agency__group",
            "value",
            "predicate",
            "note",
        )[part]
    )
    made = {row[0]: PublishedRow(*row[1:], parts={}, reconstructed={}) for row in found}
    values = PublishedValue.objects.filter(result__publication_id=identifier).order_by("id")
    if part != slice(None):
        values = values.filter(result_id__in=list(made))
    for result_id, code, value, status, note in values.values_list(
        "result_id", "node_code", "value", "status", "note"
    ):
        made[result_id].parts[code] = value
        if status == Marking.RECONSTRUCTED:
            made[result_id].reconstructed[code] = note
    return list(made.values())


def national_years() -> list[int]:
    """The years that have a national table, earliest first. One query."""
    return sorted(set(_national_tables().values_list("year", flat=True)))


def _national_tables() -> QuerySet[Publication]:
    return Publication.objects.filter(
        measure__family=SPBE_FAMILY, current=True, coverage=Publication.Coverage.NATIONAL
    )


def distribution(year: int, kind: str | None, province: str | None) -> Distribution | None:
    """How the agencies of a kind or province stand in the national table of a year; None without a table.

    Two queries, one more for a printed mean, and more where the instrument or the means are not yet in memory. Samples
    never enter.
    """
    tables = _publication_rows(
        _national_tables().filter(year=year).order_by("rank", "-revision", "id"), slice(1)
    )
    if not tables:
        return None
    table = tables[0]
    chosen = PublishedResult.objects.filter(publication_id=UUID(table.ref.id), agency__sample=False)
    if kind is not None:
        chosen = chosen.filter(agency__kind=kind)
    if province is not None:
        chosen = chosen.filter(agency__province_code=province)
    found = list(chosen.order_by("value").values_list("value", "predicate"))
    names = [band.name for band in sorted(parsed(table.instrument_digest).bands, key=lambda band: -band.low)]
    predicates = _counted(names, (predicate for _, predicate in found))
    return Distribution(
        table.ref, tuple(value for value, _ in found), predicates, _printed_mean(table, kind, province)
    )


def _printed_mean(table: PublicationRow, kind: str | None, province: str | None) -> MeanRow | None:
    """What a report prints for the country or for a kind, as the page of the country shows it."""
    if province is not None:
        return None
    printed = national_means(tuple(rows(NATIONAL_HEAD)), SPBE_FAMILY).printed
    return printed.get((table.ref.year, table.instrument, kind or NATIONAL, INDEX))


def _counted(names: list[str], printed: Iterable[str]) -> tuple[tuple[str | None, int], ...]:
    """Every predicate of the instrument with its number; then what else is printed, and None where nothing is."""
    counts = Counter(printed)
    others = sorted(name for name in counts if name and name not in names)
    counted: list[tuple[str | None, int]] = [(name, counts[name]) for name in [*names, *others]]
    if counts[""]:
        counted.append((None, counts[""]))
    return tuple(counted)


@dataclass(frozen=True, slots=True)
class NewestIndex:
    """The newest index of an agency, from the publication that counts."""

    slug: str
    name: str
    measure: str
    instrument: str
    value: Fraction
    predicate: str
    publication: PublicationRef

    def to_json(self) -> dict[str, Any]:
        return {
            "agency": self.slug,
            "name": self.name,
            "year": self.publication.year,
            "measure": self.measure,
            "instrument": self.instrument,
            "shown": half_up(self.value),
            "predicate": self.predicate or None,
            "publication": self.publication.to_json(),
        }


_NEWEST = """
SELECT p.id, p.title, p.authority, p.address, p.year, p.coverage, p.predicate_reading, p.revision,
       a.slug, a.name, m.key, i.key, r.value, r.predicate
FROM organizations_agency a
LEFT JOIN results_publishedresult r ON r.agency_id = a.id
LEFT JOIN results_publication p ON p.id = r.publication_id AND p.current
LEFT JOIN results_measure m ON m.key = p.measure_id AND m.family = %s
LEFT JOIN instruments_instrument i ON i.id = p.instrument_id
WHERE a.slug = %s ORDER BY m.key IS NULL, p.year DESC, p.rank, p.revision DESC LIMIT 1"""


class UnknownAgencyError(LookupError):
    """The directory has no agency under this slug."""


def newest_index(slug: str) -> NewestIndex | None:
    """The newest index of an agency; None where nothing has been published about it. One query.

    Raises:
        UnknownAgencyError: there is no such agency.
    """
    found = rows(_NEWEST, [SPBE_FAMILY, slug])
    if not found:
        raise UnknownAgencyError(slug)
    slug, name, measure, instrument, value, predicate = found[0][8:]
    if measure is None:
        return None  # nothing, or only superseded publications and those of other measures
    figure = Fraction(value, STEPS)
    return NewestIndex(slug, name, measure, instrument, figure, predicate, _ref(found[0][:8]))
