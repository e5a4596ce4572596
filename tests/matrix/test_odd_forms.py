"""What no form of ours sends: broken ids, huge numbers, NUL, files where texts belong, sent to every form.

Whatever comes, the site answers in its own words and never with an error of ours. The fields are read off the source,
so that a new form is asked the day it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from pytest_django import DjangoDbBlocker

from sasando.cli.route_table import ALLOW, ROLES, Door, Route, routes
from sasando.kernel.guard import unwatched
from tests.matrix.samples import address_of, body_of
from tests.matrix.world import World, build, undone

pytestmark = pytest.mark.django_db
ODD: dict[str, Any] = {
    "an id of nobody": "00000000-0000-7000-8000-000000000000",
    "a broken id": "0190-zz",
    "a huge number": "9" * 40,
    "a figure of another script": "٣",
    "NUL": "a\x00b",
    "half a pair": "I1:\x00:9999999999",
    "no day": "2026-99-99",
    "the last day there is": "9999-12-31",
    "nothing": "",
    "a long text": "x" * 5_000,
    "a list": ["I1:0", "", "I2", "\x00"],
}
ONE_BY_ONE = (ODD["a broken id"], ODD["a huge number"], ODD["NUL"], ODD["the last day there is"])
MOST_FILES = 100  # in one request; more are refused as a whole
PYTHON = re.compile(
    r"badly formed|invalid literal|hexadecimal|Traceback|[A-Z]\w+Error\b|unpack|NoneType|not supported|"
    r"must be |Enter a |is required|is not |too large|out of range|could not|cannot ",
)
_FIELD = {
    ".html": re.compile(r"""<(?:input|button|select|textarea)[^>]* name="([a-z_0-9-]+)\""""),
    ".py": re.compile(
        r"""(?:POST|GET|\bof)[^"\n]{0,12}"([a-z_0-9-]+)"|^    (\w+) = (?:forms\.|\w+Field\()""", re.M
    ),
}
_OTHERS = (
    "api/",
    "akun/keluar",
    "akun/masuk/",
    "akun/lupa",
    "akun/sesi/",
)  # libraries' forms and endings of sessions


def _fields() -> tuple[str, ...]:
    package = Path(settings.BASE_DIR) / "sasando"
    sources = [path for path in package.rglob("*.*") if path.suffix in _FIELD and "tests" not in path.parts]
    found: set[str] = set()
    for path in sources:
        for match in _FIELD[path.suffix].finditer(path.read_text(encoding="utf-8")):
            found.update(filter(None, match.groups()))
    return tuple(sorted(found))


FIELDS = _fields()
TABLE = [route for route in routes() if not route.pattern.startswith(_OTHERS)]
FORMS = [route for route in TABLE if route.method == "POST"]
PAGES = [route for route in TABLE if route.method == "GET"]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The two agencies of the matrix; gone again afterwards."""
    with django_db_blocker.unblock(), unwatched(), undone():
        yield build()


def visitor_of(route: Route) -> str:
    """Somebody who may do what a form does."""
    if route.door is Door.OPERATE:
        return "operator"
    return next((role for role in ROLES if route.outcome(role) == ALLOW), "agency_admin")


def said_by(response: HttpResponse) -> str:
    """What a person reads of an answer: the page, or the messages that the next page will show."""
    request = response.wsgi_request  # type: ignore[attr-defined]
    messages = " ".join(str(one) for one in get_messages(request))
    is_page = response.get("Content-Type", "").startswith("text/html")
    return messages + (re.sub(r"<[^>]*>", " ", response.content.decode()) if is_page else "")


def wrong_with(response: HttpResponse) -> str:
    """What a visitor should never meet; "" where all is well."""
    if response.status_code >= 500:
        return str(response.status_code)
    found = PYTHON.search(said_by(response))
    return found.group() if found else ""


def bodies(route: Route, world: World, odd: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Everything odd; and what is right but for one field."""
    yield "every field", dict.fromkeys(FIELDS[:MOST_FILES] if odd is None else FIELDS, odd)
    right = body_of(route, world.own) if odd in ONE_BY_ONE else {}
    for name in right:
        yield name, {**right, name: odd}


@pytest.mark.parametrize("route", FORMS, ids=lambda route: route.pattern)
@pytest.mark.usefixtures("free_writes")
def test_form_that_nobody_fills_in_so_is_answered_in_words(world: World, route: Route) -> None:
    visitor = visitor_of(route)
    address = address_of(route, world, visitor, world.own, world.own)
    wrong = {}
    for what, odd in {**ODD, "a file": None}.items():
        for field, body in bodies(route, world, odd):
            sent = {
                name: SimpleUploadedFile("a.xlsx", b"PK no sheet") if value is None else value
                for name, value in body.items()
            }
            cache.clear()
            with undone():
                found = wrong_with(world.client(visitor).post(address, sent))  # type: ignore[arg-type]
            if found:
                wrong[what, field] = found
    assert wrong == {}


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.pattern)
@pytest.mark.usefixtures("free_writes")
def test_query_that_no_link_of_ours_holds_is_answered_in_words(world: World, route: Route) -> None:
    visitor = visitor_of(route)
    address = address_of(route, world, visitor, world.own, world.own).partition("?")[0]
    wrong = {}
    for odd in ONE_BY_ONE:
        with undone():
            answer = world.client(visitor).get(address, dict.fromkeys(FIELDS, odd))
        if found := wrong_with(answer):  # type: ignore[arg-type]
            wrong[odd] = found
    assert wrong == {}


@pytest.mark.parametrize("odd", ["9" * 40, "x" * 300, "%00"])
@pytest.mark.usefixtures("free_writes")
def test_address_that_names_nothing_is_answered_in_words(world: World, odd: str) -> None:
    wrong = {}
    for route in TABLE:
        visitor = visitor_of(route)
        for place in re.findall(r"<(?:slug|str|int):\w+>", route.pattern):
            before = replace(route, pattern=route.pattern.partition(place)[0])
            address = address_of(before, world, visitor, world.own, world.own)
            with undone():
                client = world.client(visitor)
                answer = client.generic(route.method, f"{address}{odd}/")
            if found := wrong_with(answer):  # type: ignore[arg-type]
                wrong[route.pattern, place] = found
    assert wrong == {}
