"""The API holds to its own OpenAPI document, whatever is asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from schemathesis.config import SchemathesisConfig
from schemathesis.openapi import from_wsgi

from sasando.api.site import STAFF
from sasando.results.models import Publication
from sasando.wsgi import application

ADDRESS = "/api/v1/openapi.json"


def config(examples: int, **generation: Any) -> SchemathesisConfig:
    """A well-formed question can still have no answer (a target outside the scale): that is 422 too."""
    bounded = {"max-examples": examples, "deterministic": True, "database": "none", **generation}
    statuses = {"positive_data_acceptance": {"expected-statuses": ["2xx", "404", "422"]}}
    return SchemathesisConfig.from_dict({"generation": bounded, "checks": statuses})


WORK = sorted(
    {str(tag) for module in STAFF for tag in module.router.tags or []}
)  # asked by people: test_evaluations_contract.py
anything = from_wsgi(ADDRESS, application, config=config(30)).exclude(tag=WORK)
well_formed = from_wsgi(ADDRESS, application, config=config(15, mode="positive")).exclude(tag=WORK)


@pytest.fixture(autouse=True)
def kept_connection() -> Iterator[None]:
    """The test's own connection, in its transaction, outlives each request (as under Django's test client)."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.django_db
@anything.parametrize()
def test_every_answer_is_as_the_document_says(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate()


SLUGS = (
    "kab-kupang",
    "kota-kupang",
    "kab-nagekeo",
    "kab-banyuasin",
    "kementerian-esdm",
    "kota-jakarta-pusat",
    "kota-bandar-lampung",
)
YEARS = (2021, 2022, 2023, 2024)


@pytest.mark.django_db
@well_formed.parametrize()
def test_every_answer_about_what_exists_is_as_the_document_says(case: schemathesis.Case[Any]) -> None:
    dice = Random(repr((case.path_parameters, case.query)))
    known = {
        "slug": SLUGS,
        "year": YEARS,
        "from_year": YEARS,
        "to_year": YEARS,
        "publication_id": [
            str(one) for one in Publication.objects.order_by("id").values_list("id", flat=True)
        ],
    }
    for name in case.path_parameters or {}:
        case.path_parameters[name] = dice.choice(known[name])
    case.call_and_validate()
