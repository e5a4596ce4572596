"""`/publications`: where the figures come from, and every row of each table."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from sasando.api import publication_schemas as schemas
from sasando.api import queries
from sasando.api.answers import Refused, as_csv, as_json, paged, window
from sasando.api.contract import reading
from sasando.api.parameters import Format, PageNumber
from sasando.api.queries import PublicationRow, PublishedRow
from sasando.scoring.numbers import half_up

router = Router(tags=["terbitan"])
_FIELDS = (
    "id", "year", "title", "authority", "address", "revision", "measure", "instrument", "coverage", "reading",
    "rank", "current", "supersedes", "results",
)  # fmt: skip


@reading(
    router, "/publications", schemas.PublicationPage,
    "Semua terbitan, yang terbaru lebih dahulu, juga revisi yang sudah digantikan.", table=True,
)  # fmt: skip
def publications(request: HttpRequest, page: PageNumber = 1, format: Format = "json") -> HttpResponse:
    """Two queries; the CSV one."""
    if format == "csv":
        listed = (row.to_json() for row in queries.publications())
        return as_csv("terbitan", _FIELDS, ([one[name] for name in _FIELDS] for one in listed))
    count = queries.count_publications()
    rows = queries.publications(window(count, page))
    return as_json(paged(count, page, [row.to_json() for row in rows]))


@reading(
    router, "/publications/{publication_id}", schemas.PublicationDetail,
    "Satu terbitan, dengan rata-rata yang dicetaknya.",
)  # fmt: skip
def publication(request: HttpRequest, publication_id: UUID) -> HttpResponse:
    """Two queries."""
    row = _the_publication(publication_id)
    means = [
        {"scope": scope, "code": code, "shown": half_up(value)}
        for scope, code, value in queries.published_means(publication_id)
    ]
    return as_json({**row.to_json(), "means": means})


@reading(
    router, "/publications/{publication_id}/results", schemas.PublishedPage,
    "Semua baris satu terbitan menurut urutan direktori.", table=True,
)  # fmt: skip
def publication_results(
    request: HttpRequest, publication_id: UUID, page: PageNumber = 1, format: Format = "json"
) -> HttpResponse:
    """Three queries."""
    row = _the_publication(publication_id)
    if format == "csv":
        return _table(row, queries.published_rows(publication_id))
    listed = queries.published_rows(publication_id, window(row.results, page))
    items = [one.to_json() for one in listed]
    return as_json({**paged(row.results, page, items), "publication": row.ref.to_json()})


def _the_publication(identifier: UUID) -> PublicationRow:
    row = queries.publication(identifier)
    if row is None:
        raise Refused(404, f'Terbitan "{identifier}" tidak ada; daftarnya di /api/v1/publications.')
    return row


def _table(publication: PublicationRow, found: list[PublishedRow]) -> HttpResponse:
    codes = list(dict.fromkeys(code for one in found for code in one.parts))
    heading = ["publication", "year", "agency", "name", "kind", "group", "index", "predicate", *codes]
    rows = [
        [
            publication.ref.id, publication.ref.year, one.slug, one.name, one.kind, one.group,
            half_up(one.value), one.predicate,
            *(half_up(one.parts[code]) if code in one.parts else "" for code in codes),
            " ".join(one.reconstructed), one.note,
        ]
        for one in found
    ]  # fmt: skip
    return as_csv(f"terbitan-{publication.ref.id}", [*heading, "reconstructed", "note"], rows)
