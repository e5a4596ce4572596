"""Every address, by every method, for every kind of visitor: what the table says is what they meet.

The table is `sasando/cli/route_table.py`; its rows rest on the table of grants. The whole runs in one
transaction that is undone, each request in one of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import DjangoDbBlocker

from sasando.cli.route_table import (
    ALLOW,
    FOREIGN,
    LOGIN,
    REFUSED,
    ROLES,
    UNKNOWN,
    VISITORS,
    Door,
    Route,
    routes,
)
from sasando.kernel import act as kernel_act
from sasando.kernel.grant_table import RefusedError, granted
from sasando.kernel.guard import unwatched
from sasando.ui.sent_forms import page_of
from tests.matrix.samples import address_of, body_of, form_of, json_of
from tests.matrix.world import Here, World, build, undone

pytestmark = pytest.mark.django_db
TABLE = routes()
IDS = [f"{route.method} /{route.pattern}" for route in TABLE]
THINGS = ("<uuid:", "<int:number>", "<evaluation>")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The two agencies; gone again when the matrix has been asked."""
    with django_db_blocker.unblock(), unwatched(), undone():
        yield build()


@pytest.fixture
def refusals(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Acts that the table of grants refused while a page answered, also where the page tells it in its own words."""
    found: list[str] = []

    def watched(actor: Any, name: str, scope: str) -> tuple[str, ...]:
        try:
            return granted(actor, name, scope)
        except RefusedError:
            found.append(name)
            raise

    monkeypatch.setattr(kernel_act, "granted", watched)
    return found


def patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every address the site knows, as its pattern."""
    for entry in resolver.url_patterns:
        here = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield here
        else:
            yield from patterns(entry, here)


def met(response: HttpResponse, refused: list[str]) -> str:
    """What a visitor met: allow, login, 403 or 404."""
    assert response.status_code < 500, response.content[:500]
    if response.status_code == 404:
        return UNKNOWN
    if response.status_code == 403 or refused:
        return REFUSED
    if response.status_code == 401:
        return LOGIN
    if response.status_code in (301, 302) and response["Location"].startswith("/akun/masuk/"):
        return LOGIN
    return ALLOW


def ask(world: World, route: Route, visitor: str, things: Here, refused: list[str]) -> str:
    """Send one request as a visitor and undo it."""
    refused.clear()
    cache.clear()
    client = world.client(visitor)
    address = address_of(route, world, visitor, world.own, things)
    with undone():
        if route.method == "GET":
            return met(client.get(address), refused)  # type: ignore[arg-type]
        if route.pattern.startswith("api/"):
            form = form_of(route)
            if form is not None:
                return met(client.post(address, form), refused)  # type: ignore[arg-type]
            said = json.dumps(json_of(route, things))
            answer = client.generic(route.method, address, said, content_type="application/json")
            return met(answer, refused)  # type: ignore[arg-type]
        return met(client.post(address, body_of(route, things)), refused)  # type: ignore[arg-type]


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert {route.pattern for route in TABLE} == set(patterns(get_resolver()))


def test_no_row_stands_twice() -> None:
    assert len({(route.method, route.pattern) for route in TABLE}) == len(TABLE)


@pytest.mark.parametrize("route", TABLE, ids=IDS)
@pytest.mark.usefixtures("free_writes")
def test_each_visitor_meets_what_the_table_says(world: World, route: Route, refusals: list[str]) -> None:
    found = {visitor: ask(world, route, visitor, world.own, refusals) for visitor in VISITORS}
    wrong = {
        visitor: f"{met_there}, not {route.outcome(visitor)}"
        for visitor, met_there in found.items()
        if met_there != route.outcome(visitor)
    }
    assert wrong == {}


@pytest.mark.parametrize(
    "route",
    [
        route
        for route in TABLE
        if any(mark in route.pattern for mark in THINGS) and "isian" not in route.pattern
    ],
    ids=lambda route: f"{route.method} /{route.pattern}",
)
@pytest.mark.usefixtures("free_writes")
def test_thing_of_another_agency_is_unknown_to_whoever_may_do_everything_here(
    world: World, route: Route, refusals: list[str]
) -> None:
    if route.door is Door.ACCOUNT:
        world.numbers["coordinator"], mine = world.numbers[FOREIGN], world.numbers["coordinator"]
        found = ask(world, route, "coordinator", world.own, refusals)
        world.numbers["coordinator"] = mine
        assert found == UNKNOWN
        return
    for role in ROLES:
        assert ask(world, route, role, world.other, refusals) in (UNKNOWN, REFUSED)
        if route.outcome(role) == ALLOW:
            assert ask(world, route, role, world.other, refusals) == UNKNOWN


@pytest.mark.usefixtures("free_writes")
def test_method_without_a_row_is_answered_by_405(world: World) -> None:
    rows = {(route.method, route.pattern) for route in TABLE}
    for route in TABLE:
        for method in ("GET", "POST"):
            if (method, route.pattern) in rows or route.pattern.startswith("api/v1/openapi"):
                continue
            visitor = "operator" if route.door is Door.OPERATE else "agency_admin"
            address = address_of(route, world, visitor, world.own, world.own)
            with undone():
                status = world.client(visitor).generic(method, address).status_code
            assert status in (404, 405), f"{method} {address}: {status}"


def test_page_of_every_address_that_takes_forms_alone_opens(world: World) -> None:
    opening = {route.pattern for route in TABLE if route.method == "GET"}
    closed = [route for route in TABLE if route.method == "POST" and route.pattern not in opening]
    for route in closed:
        if route.pattern.startswith("api/"):
            continue
        visitor = "operator" if route.door is Door.OPERATE else "agency_admin"
        address = address_of(route, world, visitor, world.own, world.own)
        with undone():
            status = world.client(visitor).get(page_of(address)).status_code
        assert status == 200, f"{address}, {page_of(address)}: {status}"
