"""The routes of an agency's own work hold to the OpenAPI document, whatever is asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.openapi import from_wsgi

from sasando.api.tests.people import secret_of
from sasando.api.tests.test_contract import ADDRESS, WORK
from sasando.evaluations.models import Stage
from sasando.evaluations.testing import Team, fill, levels, opened
from sasando.organizations.testing import person
from sasando.wsgi import application


def config(examples: int, **generation: Any) -> SchemathesisConfig:
    """A well-formed request can still be refused: by role, by state, or by what the instrument takes."""
    bounded = {"max-examples": examples, "deterministic": True, "database": "none", **generation}
    statuses = {"positive_data_acceptance": {"expected-statuses": ["2xx", "403", "404", "409", "422"]}}
    return SchemathesisConfig.from_dict({"generation": bounded, "checks": statuses})


anything = from_wsgi(ADDRESS, application, config=config(4)).include(tag=WORK)
well_formed = from_wsgi(ADDRESS, application, config=config(5, mode="positive")).include(tag=WORK)


@pytest.fixture(autouse=True)
def kept_connection() -> Iterator[None]:
    """The test's own connection, in its transaction, outlives each request (as under Django's test client)."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def mandiri(people: Team) -> Stage:
    """Filled, so that it can be sealed."""
    held = opened(people)
    fill(people.entry, held, levels(47, 2))
    return held


@pytest.fixture
def secret(people: Team) -> str:
    """Of somebody with every role that changes something."""
    for role in ("coordinator", "responsible", "assessor"):
        person(f"pelaksana {people.agency.slug}", people.agency, role)
    return secret_of(people.entry)


# The stage is one for all requests of a test: what one of them changes, the next one meets.
one_stage_for_all = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@anything.parametrize()
@one_stage_for_all
def test_every_answer_is_as_the_document_says(case: schemathesis.Case[Any], secret: str) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {secret}"})


@well_formed.parametrize()
@one_stage_for_all
def test_every_answer_about_a_stage_that_exists_is_as_the_document_says(
    case: schemathesis.Case[Any], mandiri: Stage, secret: str
) -> None:
    somebody = mandiri.evaluation.agency.memberships.all()[0].user
    dice = Random(repr((case.path_parameters, case.body)))
    known = {
        "slug": "kab-kupang",
        "evaluation": str(mandiri.evaluation_id),
        "stage": dice.choice(["mandiri", "dokumen"]),
        "indicator": dice.choice(["I1", "I47"]),
        "aspect": dice.choice(["A1", "A8"]),
        "ordinal": dice.choice([1, 4]),
        "document": dice.choice(["berita-acara", "laporan"]),
        "person": str(somebody.id),
    }
    for name in case.path_parameters or {}:
        case.path_parameters[name] = known.get(name, case.path_parameters[name])
    case.call_and_validate(headers={"Authorization": f"Bearer {secret}"})
