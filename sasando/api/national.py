"""`/national/{year}`: how the agencies of the country, a kind or a province stand."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from sasando.api import publication_schemas as schemas
from sasando.api.answers import Refused, as_csv, as_json
from sasando.api.contract import reading
from sasando.api.parameters import Format, Kind, Province, Year
from sasando.api.queries import distribution, national_years

router = Router(tags=["nasional"])


@reading(
    router, "/national/{year}", schemas.National,
    "Sebaran predikat, rata-rata dan median indeks tercetak dalam tabel nasional satu tahun.", table=True,
)  # fmt: skip
def national(
    request: HttpRequest,
    year: Year,
    kind: Kind | None = None,
    province: Province | None = None,
    format: Format = "json",
) -> HttpResponse:
    """Queries as `distribution`."""
    found = distribution(year, kind, province)
    if found is None:
        known = ", ".join(map(str, national_years())) or "belum ada"
        raise Refused(404, f"Tabel nasional {year} tidak ada; yang ada: {known}.")
    if format == "csv":
        heading = ("year", "kind", "province", "predicate", "count", "publication")
        rows = [
            (year, kind or "", province or "", name or "", count, found.publication.id)
            for name, count in found.predicates
        ]
        return as_csv(f"nasional-{year}", heading, rows)
    return as_json({"year": year, "kind": kind, "province": province, **found.to_json()})
