"""Everything that reads published results, means and targets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from uuid import UUID

from django.core.exceptions import ValidationError

from sasando.organizations.queries import DirectoryNames
from sasando.results.models import Marking, Publication, PublishedMean, PublishedResult, Target

SPBE_FAMILY = "spbe"
INDEX = "index"
NATIONAL = "nasional"
MINISTRY_SLUG = "kementerian-panrb"


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


@dataclass(frozen=True, slots=True)
class YearResult:
    """What the publication that counts prints for one year. `reconstructed` maps node codes to the reason."""

    year: int
    measure: str
    instrument: str
    instrument_digest: str
    value: Fraction
    predicate: str
    parts: dict[str, Fraction]
    reconstructed: dict[str, str]
    note: str
    publication: PublicationRef


@dataclass(frozen=True, slots=True)
class TargetRow:
    year: int
    measure: str
    value: Fraction
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class MeanRow:
    year: int
    value: Fraction
    source: str
    instrument: str


@dataclass(frozen=True)
class Standing:
    """How an agency stands over the years: results by year, targets by year, national means by year.

    `tables` names the national table of each year that has one, so that a year without a row can be named.
    """

    results: tuple[YearResult, ...]
    targets: tuple[TargetRow, ...]
    means: tuple[MeanRow, ...]
    tables: dict[int, PublicationRef] = field(default_factory=dict)

    @cached_property
    def by_year(self) -> dict[int, YearResult]:
        return {result.year: result for result in self.results}

    @property
    def latest(self) -> YearResult | None:
        return self.results[-1] if self.results else None


_PUBLICATION_FIELDS = (
    "publication_id",
    "publication__title",
    "publication__authority",
    "publication__address",
    "publication__year",
    "publication__coverage",
    "publication__predicate_reading",
    "publication__revision",
)
_RESULT_FIELDS = (
    *_PUBLICATION_FIELDS,
    "publication__measure_id",
    "publication__instrument__key",
    "publication__instrument__digest",
    "id",
    "value",
    "predicate",
    "note",
    "values__node_code",
    "values__value",
    "values__status",
    "values__note",
)


def standing(agency_slug: str, family: str = SPBE_FAMILY) -> Standing:
    """Everything published about one agency in one family of measures. Four queries."""
    return Standing(
        results=_counting_results(agency_slug, family),
        targets=targets(agency_slug, family),
        means=_national_means(family),
        tables=_national_tables(family),
    )


def results_of(
    agency_slug: str, publication_id: str | None = None, family: str = SPBE_FAMILY
) -> list[YearResult]:
    """The results of an agency by year, from the publications that count, or from one publication alone."""
    if publication_id is None:
        return list(_counting_results(agency_slug, family))
    try:
        rows = PublishedResult.objects.filter(agency__slug=agency_slug, publication_id=UUID(publication_id))
    except (ValueError, ValidationError):
        return []
    return list(_gather(rows.values_list(*_RESULT_FIELDS)).values())


def publication_exists(publication_id: str) -> bool:
    """Whether an id names a publication (also one that has been superseded)."""
    try:
        return Publication.objects.filter(id=UUID(publication_id)).exists()
    except ValueError:
        return False


def _counting_results(agency_slug: str, family: str) -> tuple[YearResult, ...]:
    """Ministry table before the ministry's report before news, then the latest revision. One query."""
    rows = (
        PublishedResult.objects.filter(
            agency__slug=agency_slug, publication__measure__family=family, publication__current=True
        )
        .order_by("publication__year", "publication__rank", "-publication__revision", "-id")
        .values_list(*_RESULT_FIELDS)
    )
    by_year: dict[int, YearResult] = {}
    for result in _gather(rows).values():
        by_year.setdefault(result.year, result)
    return tuple(by_year.values())


def _gather(rows: Iterable[tuple[object, ...]]) -> dict[UUID, YearResult]:
    """One result from its rows, of which there is one for each value below the index."""
    found: dict[UUID, YearResult] = {}
    for row in rows:
        (
            *publication,
            measure,
            instrument,
            digest,
            result_id,
            value,
            predicate,
            note,
            code,
            part,
            status,
            why,
        ) = row
        result = found.get(result_id)  # type: ignore[call-overload]
        if result is None:
            ref = _publication(publication)
            result = found[result_id] = YearResult(  # type: ignore[index]
                ref.year, measure, instrument, digest, value, predicate, {}, {}, note, ref  # type: ignore[arg-type]
            )  # fmt: skip
        if code is not None:
            result.parts[code] = part
            if status == Marking.RECONSTRUCTED:
                result.reconstructed[code] = why
    return found


def _publication(fields: Iterable[object]) -> PublicationRef:
    identifier, *rest = fields
    return PublicationRef(str(identifier), *rest)  # type: ignore[arg-type]


def targets(agency_slug: str, family: str = SPBE_FAMILY) -> tuple[TargetRow, ...]:
    """The targets of an agency by year, each in its latest revision. One query."""
    rows = (
        Target.objects.filter(agency__slug=agency_slug, measure__family=family)
        .order_by("year", "revision")
        .values_list("year", "measure_id", "value", "source", "reason")
    )
    latest = {
        (year, measure): TargetRow(year, measure, value, source, reason)
        for year, measure, value, source, reason in rows
    }
    return tuple(latest.values())


def _national_means(family: str) -> tuple[MeanRow, ...]:
    rows = (
        PublishedMean.objects.filter(
            publication__measure__family=family, publication__current=True, scope=NATIONAL, node_code=INDEX
        )
        .order_by("publication__year")
        .values_list("publication__year", "value", "publication__title", "publication__instrument__key")
    )
    return tuple({row[0]: MeanRow(*row) for row in rows}.values())


def _national_tables(family: str) -> dict[int, PublicationRef]:
    rows = Publication.objects.filter(
        measure__family=family, current=True, coverage=Publication.Coverage.NATIONAL
    ).values_list(
        *(name.removeprefix("publication__").replace("publication_id", "id") for name in _PUBLICATION_FIELDS)
    )
    return {ref.year: ref for ref in map(_publication, rows)}


@dataclass(frozen=True, slots=True)
class Gained:
    """One agency in two national tables: what it printed in the first and in the second."""

    slug: str
    name: str
    start: Fraction
    end: Fraction
    start_parts: dict[str, Fraction]
    end_parts: dict[str, Fraction]


def national_years(instrument: str) -> list[int]:
    """The years of which there is a national table under one instrument, earliest first."""
    return list(
        Publication.objects.filter(
            instrument__key=instrument, current=True, coverage=Publication.Coverage.NATIONAL
        )
        .order_by("year")
        .values_list("year", flat=True)
        .distinct()
    )


def gains(instrument: str, kind: str, first: int, second: int) -> list[Gained]:
    """All agencies of a kind that stand in the national tables of both years. One query; samples never enter."""
    rows = (
        PublishedResult.objects.filter(
            publication__instrument__key=instrument,
            publication__current=True,
            publication__coverage=Publication.Coverage.NATIONAL,
            publication__year__in=(first, second),
            agency__kind=kind,
            agency__sample=False,
        )
        .order_by("agency__slug")
        .values_list(
            "agency__slug",
            "agency__short_name",
            "publication__year",
            "value",
            "values__node_code",
            "values__value",
        )
    )
    names: dict[str, str] = {}
    index: dict[tuple[str, int], Fraction] = {}
    parts: dict[tuple[str, int], dict[str, Fraction]] = {}
    for slug, name, year, value, code, part in rows:
        names[slug] = name
        index[slug, year] = value
        printed = parts.setdefault((slug, year), {})
        if code is not None:
            printed[code] = part
    return [
        Gained(slug, name, index[slug, first], index[slug, second], parts[slug, first], parts[slug, second])
        for slug, name in names.items()
        if (slug, first) in index and (slug, second) in index
    ]


def rank_of(coverage: str, authority: str) -> int:
    """Which publications count first: the ministry's tables, its reports on one agency, then anybody else's."""
    if coverage == Publication.Coverage.NATIONAL:
        return Publication.Rank.MINISTRY_TABLE
    ministry = DirectoryNames().names(authority, MINISTRY_SLUG)
    return Publication.Rank.MINISTRY_REPORT if ministry else Publication.Rank.NEWS
