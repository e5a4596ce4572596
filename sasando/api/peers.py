"""`/agencies/{slug}/peers`: the agency among the others of the latest national table that names it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from sasando.api import schemas
from sasando.api.answers import Refused, as_csv, as_json, paged, window
from sasando.api.contract import reading
from sasando.api.directory import the_agency
from sasando.api.parameters import Format, PageNumber, PeerGroup, PeerOrder, Search, Slug
from sasando.instruments.queries import parsed
from sasando.kernel.fields import STEPS
from sasando.organizations.areas import not_judged
from sasando.organizations.names import name_key
from sasando.results.peers import (
    Absent,
    Peer,
    PeerTable,
    absent_from,
    in_group,
    peer_table,
    place_in,
    sorted_peers,
)
from sasando.scoring.numbers import fraction_text, half_up
from sasando.ui.words import as_sentence

router = Router(tags=["pembanding"])


@reading(
    router, "/agencies/{slug}/peers", schemas.Peers,
    "Yang sebanding dalam tabel nasional terakhir yang memuat instansi ini: urutan, perubahan, dan yang tidak dimuat."
    " Yang di luar skala diurutkan terakhir menurut perubahan.", table=True,
)  # fmt: skip
def peers(
    request: HttpRequest,
    slug: Slug,
    group: PeerGroup = "province",
    order: PeerOrder = "-index",
    q: Search = "",
    page: PageNumber = 1,
    format: Format = "json",
) -> HttpResponse:
    """Two queries, whatever is asked, and a few more where the directory or the publications have changed."""
    agency = the_agency(slug)
    table = peer_table(slug)
    if table is None:
        missing = f"{agency.name} tidak ada dalam tabel nasional yang dimuat."
        raise Refused(404, missing if agency.has_government else as_sentence(not_judged(agency)))
    if not in_group(table, group):  # alone in its province, or of none: as the page does
        group = "kind"
    key = name_key(q)
    found = sorted_peers([one for one in in_group(table, group) if key in name_key(one.name)], order)
    if format == "csv":
        return _csv(table, found)
    absent = [one for one in absent_from(table, group) if key in name_key(one.name)]
    return as_json(
        {
            "agency": agency.slug,
            "name": agency.name,
            "year": table.table.ref.year,
            "before_year": table.before.ref.year if table.before else None,
            "group": group,
            "places": _places(table),
            **paged(len(found), page, [_peer(one) for one in found[window(len(found), page)]]),
            "missing": [_absent(one) for one in absent],
            "publication": table.table.ref.to_json(),
            "before_publication": table.before.ref.to_json() if table.before else None,
        }
    )


def _places(table: PeerTable) -> list[dict[str, Any]]:
    """Where the agency stands in its kind, and in its province where it does not stand there alone."""
    found = []
    for key in ("kind", "province"):
        peers = in_group(table, key)
        if peers:
            place = place_in(peers, table.ours.value)
            found.append(
                {
                    "group": key,
                    "agencies": place.agencies,
                    "below": place.below,
                    "rank": place.rank,
                    "median": {"exact": fraction_text(place.median), "shown": half_up(place.median)},
                }
            )
    return found


def _shown(value: int | None) -> str | None:
    return None if value is None else half_up(Fraction(value, STEPS))


def _peer(one: Peer) -> dict[str, Any]:
    return {
        "agency": one.slug,
        "name": one.name,
        "kind": one.kind,
        "shown": _shown(one.value),
        "before": _shown(one.before),
        "change": _shown(one.change),
        "outside_scale": one.outside,
        "predicate": one.predicate or None,
        "parts": [{"code": code, "shown": _shown(value)} for code, value in one.parts.items()],
    }


def _absent(one: Absent) -> dict[str, Any]:
    years = [{"year": year, "shown": _shown(value)} for year, value in one.years]
    return {"agency": one.slug, "name": one.name, "kind": one.kind, "years": years}


def _csv(table: PeerTable, found: Sequence[Peer]) -> HttpResponse:
    """One row an agency; a column for every part of the instrument."""
    codes = [part.code for part in parsed(table.table.instrument_digest).parts]
    heading = ["agency", "name", "kind", "year", "index", "before_year", "before", "change", "outside_scale"]
    heading += ["predicate", *codes, "publication", "before_publication"]
    year, publication = table.table.ref.year, table.table.ref.id
    before_year, before = (table.before.ref.year, table.before.ref.id) if table.before else ("", "")
    rows = [
        [
            one.slug, one.name, one.kind, year, _shown(one.value), before_year, _shown(one.before) or "",
            _shown(one.change) or "", one.outside, one.predicate,
            *(_shown(one.parts.get(code)) or "" for code in codes), publication, before,
        ]
        for one in found
    ]  # fmt: skip
    return as_csv(f"{table.ours.slug}-pembanding", heading, rows)
