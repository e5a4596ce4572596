"""`/agencies/{slug}/infer`, `/explain`, `/reach`: what follows from published figures, as the commands print it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from sasando.api import schemas
from sasando.api.answers import Refused, as_json
from sasando.api.contract import reading
from sasando.api.directory import the_agency
from sasando.api.parameters import Figure, From, Slug, Year
from sasando.organizations.queries import AgencyRow
from sasando.results.proofs import NoStatementError, moved, proof
from sasando.results.queries import results_of
from sasando.results.reach import reach as reach_target
from sasando.results.reach import target_value
from sasando.scoring.explanation_printed import ContradictionError
from sasando.ui.words import as_sentence

router = Router(tags=["yang terbukti"])
NOTHING_SAID = (NoStatementError, ContradictionError)


@reading(
    router, "/agencies/{slug}/infer/{year}", schemas.Infer,
    "Tingkat indikator yang dibuktikan angka tercetak satu tahun.",
)  # fmt: skip
def infer(request: HttpRequest, slug: Slug, year: Year, publication: UUID | None = None) -> HttpResponse:
    """As `sasando infer --json`."""
    agency = the_agency(slug)
    named = _text(publication)
    try:
        return as_json(proof(agency, year, named).to_json())
    except NOTHING_SAID as error:
        raise _refused(error, agency, [year], named) from error


@reading(
    router, "/agencies/{slug}/explain/{from_year}/{to_year}", schemas.Explain,
    "Apa yang menggerakkan indeks antara dua tahun, domain demi domain; bila satu tahun di luar skala, ditolak (422).",
)  # fmt: skip
def explain(request: HttpRequest, slug: Slug, from_year: Year, to_year: Year) -> HttpResponse:
    """As `sasando explain --json`."""
    agency = the_agency(slug)
    try:
        return as_json(moved(agency, from_year, to_year).to_json())
    except NOTHING_SAID as error:
        raise _refused(error, agency, [from_year, to_year]) from error


@reading(
    router, "/agencies/{slug}/reach", schemas.Reach,
    "Terjangkaukah sebuah target: langkah paling sedikit, dan berapa instansi sebanding yang pernah naik sebanyak itu.",
)  # fmt: skip
def reach(
    request: HttpRequest,
    slug: Slug,
    target: Figure,
    from_year: From = None,
    by: Year | None = None,
    publication: UUID | None = None,
) -> HttpResponse:
    """As `sasando reach --json`."""
    agency = the_agency(slug)
    named = _text(publication)
    try:
        return as_json(reach_target(agency, target_value(target), from_year, by, named).to_json())
    except NOTHING_SAID as error:
        years = [] if from_year is None else [from_year]
        raise _refused(error, agency, years, named) from error


def _text(identifier: UUID | None) -> str | None:
    return None if identifier is None else str(identifier)


def _refused(
    error: LookupError | ValueError, agency: AgencyRow, years: list[int], publication: str | None = None
) -> Refused:
    """404 where there is no result to speak of, 422 where there is and nothing can be said of it."""
    known = {result.year for result in results_of(agency.slug, publication)}
    absent = not known or not known.issuperset(years)
    return Refused(404 if absent else 422, as_sentence(str(error)))
