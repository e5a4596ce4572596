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


NAMED = re.findall(r"`(GET|POST|PUT|DELETE) (/[a-z/]+)", GUIDE)


def test_every_address_that_the_guide_names_below_a_stage_is_in_the_document(client: Client) -> None:
    below = "/api/v1/agencies/{slug}/evaluations/{evaluation}/stages/{stage}"
    document = client.get("/api/v1/openapi.json").json()
    routes = {
        (method.upper(), path.removeprefix(below).partition("{")[0])
        for path, methods in document["paths"].items()
        for method in methods
    }
    assert len(NAMED) > 6
    assert set(NAMED) - routes == set()
