"""The examples of docs/api.md work as they stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

GUIDE = (Path(settings.BASE_DIR) / "docs" / "api.md").read_text(encoding="utf-8")
ADDRESSES = re.findall(r"^curl 'http://127\.0\.0\.1:8000(/[^']+)'", GUIDE, re.MULTILINE)


def test_guide_has_examples() -> None:
    assert len(ADDRESSES) == GUIDE.count("\ncurl '") > 0


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_example_is_answered(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


NAMED = re.findall(r"`(GET|POST|PUT|DELETE) (/[a-z/-]+)", GUIDE)


def test_every_address_that_the_guide_names_below_an_agency_is_in_the_document(client: Client) -> None:
    agency = "/api/v1/agencies/{slug}"
    below = f"{agency}/evaluations/{{evaluation}}"
    document = client.get("/api/v1/openapi.json").json()
    routes = {
        (method.upper(), path.removeprefix(start).removeprefix("/stages/{stage}").partition("{")[0])
        for start in (below, agency)
        for path, methods in document["paths"].items()
        for method in methods
    }
    assert len(NAMED) > 6
    assert set(NAMED) - routes == set()


def test_guide_names_whatever_can_be_done_below_an_evaluation(client: Client) -> None:
    below = "/api/v1/agencies/{slug}/evaluations/{evaluation}"
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    parts = {path.removeprefix(below).removeprefix("/stages/{stage}") for path in paths if below in path}
    first = {part.partition("/")[2].partition("/")[0] for part in parts} - {""}
    assert {one for one in first if not re.search(rf"/{one}\b", GUIDE)} == set()
