"""`/agencies` and `/agencies/{slug}`: which agencies there are; `/suggestions`: those a name may become while it is
typed; `/index/{slug}`: the newest index of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from sasando.api import schemas
from sasando.api.answers import Refused, as_csv, as_json, paged, window
from sasando.api.contract import reading
from sasando.api.parameters import Format, Kind, PageNumber, Province, Search, Slug
from sasando.api.queries import NewestIndex, UnknownAgencyError, newest_index
from sasando.organizations.directory import search_agencies
from sasando.organizations.queries import AgencyRow, agency_by_slug, all_agencies
from sasando.results.proofs import without_results
from sasando.ui.words import as_sentence

router = Router(tags=["instansi"])
_FIELDS = (
    "slug", "name", "short_name", "kind", "region_code", "province_code", "province_name", "group",
    "has_government", "sample",
)  # fmt: skip
_EVERY_ONE = 10_000  # a search is cut to its page only after the filters
_SUGGESTED = 7  # what a telephone shows above its keyboard


@reading(
    router, "/agencies", schemas.AgencyPage,
    "Instansi dalam direktori; dengan q yang namanya paling dekat lebih dahulu.", table=True,
)  # fmt: skip
def agencies(
    request: HttpRequest,
    q: Search = "",
    kind: Kind | None = None,
    province: Province | None = None,
    page: PageNumber = 1,
    format: Format = "json",
) -> HttpResponse:
    """Two queries with `q`, one without."""
    found = search_agencies(q, _EVERY_ONE) if q.strip() else all_agencies()
    kept = [row for row in found if kind in (None, row.kind) and province in (None, row.province_code)]
    if format == "csv":
        return as_csv("instansi", _FIELDS, ([getattr(row, name) for name in _FIELDS] for row in kept))
    return as_json(paged(len(kept), page, [_json(row) for row in kept[window(len(kept), page)]]))


@reading(
    router, "/suggestions", schemas.Suggestions,
    "Saran selagi nama diketik: berapa instansi cocok, dan tujuh teratas. Untuk seluruhnya pakai /agencies.",
)  # fmt: skip
def suggestions(request: HttpRequest, q: Search) -> HttpResponse:
    """Two queries; small, since it is asked at every pause of somebody who types."""
    found = search_agencies(q, _EVERY_ONE)
    listed = [{"slug": row.slug, "name": row.name, "place": _place(row)} for row in found[:_SUGGESTED]]
    return as_json({"count": len(found), "items": listed})


@reading(router, "/agencies/{slug}", schemas.AgencyDetail, "Satu instansi dengan indeks terbarunya.")
def agency(request: HttpRequest, slug: Slug) -> HttpResponse:
    """Two queries."""
    row = the_agency(slug)
    newest = _newest(slug)
    return as_json({**_json(row), "newest": None if newest is None else newest.to_json()})


@reading(router, "/index/{slug}", schemas.Index, "Indeks terbaru satu instansi, dengan terbitannya.")
def index(request: HttpRequest, slug: Slug) -> HttpResponse:
    """One query; one more to say why there is none."""
    newest = _newest(slug)
    if newest is None:
        raise Refused(404, as_sentence(without_results(the_agency(slug))))
    return as_json(newest.to_json())


def the_agency(slug: str) -> AgencyRow:
    """The agency of an address. One query.

    Raises:
        Refused: there is none (404).
    """
    row = agency_by_slug(slug)
    if row is None:
        raise _unknown(slug)
    return row


def _newest(slug: str) -> NewestIndex | None:
    try:
        return newest_index(slug)
    except UnknownAgencyError:
        raise _unknown(slug) from None


def _unknown(slug: str) -> Refused:
    return Refused(
        404, f'Instansi "{slug}" tidak ada di direktori; cari slug-nya di /api/v1/agencies?q=nama.'
    )


def _place(row: AgencyRow) -> str:
    """What tells an agency from another of the same name, in a few letters."""
    if not row.region_code:
        return row.group
    if row.kind == "provinsi":
        return ""
    province = row.province_name.removeprefix("Provinsi ")
    return province if row.has_government else f"{province}, wilayah administrasi"


def _json(row: AgencyRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _FIELDS}
