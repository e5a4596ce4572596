"""`/agencies/{slug}/results` and `/targets`: how one agency stands over the years."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from sasando.api import schemas
from sasando.api.answers import as_csv, as_json
from sasando.api.contract import reading
from sasando.api.directory import the_agency
from sasando.api.parameters import Format, Slug
from sasando.instruments.queries import parsed
from sasando.organizations.queries import AgencyRow
from sasando.results import queries
from sasando.results.queries import Standing, YearResult
from sasando.scoring.numbers import half_up

router = Router(tags=["posisi"])


@reading(
    router, "/agencies/{slug}/results", schemas.Results,
    "Hasil satu instansi menurut tahun dari terbitan yang berlaku, rata-rata nasional, dan tahun yang tidak memuatnya.",
    table=True,
)  # fmt: skip
def results(request: HttpRequest, slug: Slug, format: Format = "json") -> HttpResponse:
    """Four queries, and one for each instrument (and for means) not yet in memory."""
    agency = the_agency(slug)
    standing = queries.standing(slug)
    if format == "csv":
        return _results_csv(agency, standing.results)
    return as_json({"agency": agency.slug, "name": agency.name, **_standing(standing)})


@reading(
    router, "/agencies/{slug}/targets", schemas.Targets,
    "Target yang ditetapkan satu instansi, dengan sumbernya.", table=True,
)  # fmt: skip
def targets(request: HttpRequest, slug: Slug, format: Format = "json") -> HttpResponse:
    """Two queries. The CSV has the columns of `sasando targets import`."""
    agency = the_agency(slug)
    found = queries.targets(slug)
    if format == "csv":
        heading = ("agency", "measure", "year", "value", "source", "reason")
        rows = [(slug, one.measure, one.year, half_up(one.value), one.source, one.reason) for one in found]
        return as_csv(f"{slug}-target", heading, rows)
    listed = [
        {
            "year": one.year,
            "measure": one.measure,
            "shown": half_up(one.value),
            "source": one.source,
            "reason": one.reason,
        }
        for one in found
    ]
    return as_json({"agency": agency.slug, "name": agency.name, "targets": listed})


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "results": [_result(one) for one in standing.results],
        "national_means": [mean.to_json() for mean in standing.means],
        "missing": [
            {"year": year, "publication": table.to_json()}
            for year, table in standing.tables.items()
            if year not in standing.by_year
        ],
    }


def _result(result: YearResult) -> dict[str, Any]:
    return {
        "year": result.year,
        "measure": result.measure,
        "instrument": result.instrument,
        "shown": half_up(result.value),
        "predicate": result.predicate or None,
        "note": result.note,
        "parts": _parts(result),
        "publication": result.publication.to_json(),
    }


def _parts(result: YearResult) -> list[dict[str, Any]]:
    if not result.parts and not result.finer:
        return []
    nodes = parsed(result.instrument_digest).by_code
    return [
        {
            "code": code,
            "kind": nodes[code].kind,
            "number": nodes[code].number,
            "name": nodes[code].name,
            "shown": half_up(value),
            "reconstructed": result.reconstructed.get(code),
        }
        for code, value in (result.parts | result.finer).items()
    ]


def _results_csv(agency: AgencyRow, found: tuple[YearResult, ...]) -> HttpResponse:
    """One row a year; a column for every part that any year prints."""
    printed = [one.parts | one.finer for one in found]
    codes = list(dict.fromkeys(code for parts in printed for code in parts))
    heading = [
        "agency",
        "year",
        "measure",
        "instrument",
        "index",
        "predicate",
        *codes,
        "reconstructed",
        "note",
    ]
    heading += ["publication", "title", "authority", "address"]
    rows = [
        [
            agency.slug, one.year, one.measure, one.instrument, half_up(one.value), one.predicate,
            *(half_up(parts[code]) if code in parts else "" for code in codes),
            " ".join(one.reconstructed), one.note,
            one.publication.id, one.publication.title, one.publication.authority, one.publication.address,
        ]
        for one, parts in zip(found, printed, strict=True)
    ]  # fmt: skip
    return as_csv(f"{agency.slug}-hasil", heading, rows)
