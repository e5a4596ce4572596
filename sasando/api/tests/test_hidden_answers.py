"""Nothing that the API answers holds a text of somebody else's: not of another office, stage, or agency."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sasando.api.site import STAFF, api
from sasando.api.tests.asking import PREFIX
from sasando.api.tests.people import by_token, place, send, told
from sasando.discussions.actions import comment
from sasando.evaluations.actions.assigning import assign, give_access
from sasando.evaluations.actions.drafting import save_draft
from sasando.evaluations.models import Answer, Stage, StageAccess
from sasando.evaluations.subjects import ANSWER
from sasando.evaluations.testing import Team, fill, opened, team
from sasando.kernel.guard import unwatched
from sasando.organizations.models import User
from sasando.organizations.testing import person, unit

pytestmark = pytest.mark.django_db
SECRET = "RAHASIA"
CSV = "indikator;nilai;fakta;analisis\r\n2;1;lain;lain\r\n3;1;lain;lain\r\n".encode("utf-8-sig")
BODIES: list[dict[str, Any]] = [
    {"judgements": [{"indicator": one, "revision": 0, "value": "1", "fact": "x"}]} for one in ("I2", "I3")
] + [
    {"revision": 0, "fact": "x", "analysis": "x"},
    {"revision": 0, "text": "x"},
    {"text": "x"},
    {"resolved": True},
    {"revision": 0, "strengths": "x", "weaknesses": "x"},
    {"verdict": "returned", "note": "x", "revisions": {"I2": 0, "I3": 0}},
    {"pairs": {"I2": "I2"}},
    {},
]


@pytest.fixture
def mandiri(people: Team) -> Stage:
    """A stage with a value and a comment on indicator 2 and a draft on indicator 3, which nobody else is to see."""
    made = opened(people)
    fill(people.entry, made, {"I2": 3}, fact=SECRET)
    save_draft(people.entry, made, "I3", 0, SECRET, SECRET)
    subject = Answer.objects.get(stage=made, node__code="I2").id
    comment(people.entry, people.agency, ANSWER, subject, SECRET)
    return made


def asked(of: Stage, somebody: User) -> Iterator[tuple[str, str]]:
    """Every method and address of an agency's work, for the answers of somebody else."""
    names = {tag for module in STAFF for tag in module.router.tags or []}
    for path, methods in api.get_openapi_schema(path_prefix=PREFIX)["paths"].items():
        for method, operation in methods.items():
            if not names & set(operation["tags"]):
                continue
            for indicator in ("I2", "I3") if "{indicator}" in path else ("I2",):
                held = {
                    "slug": of.evaluation.agency.slug, "evaluation": of.evaluation_id, "stage": of.code,
                    "indicator": indicator, "aspect": "A1", "ordinal": 1, "file": "laporan.docx",
                    "person": somebody.id, "job": uuid4(), "source": of.evaluation_id, "comment": uuid4(),
                    "document": "berita-acara",
                }  # fmt: skip
                yield method.upper(), path.format(**held)


def everything_told(client: Client, of: Stage, somebody: User) -> Iterator[tuple[str, str, str]]:
    """What is answered, with method and address."""
    for method, address in asked(of, somebody):
        if method == "GET":
            yield method, address, _text(client.get(address))
            continue
        for body in BODIES:
            yield method, address, _text(send(client, method, address, body))
        if "/workbook" in address:
            form = {"file": SimpleUploadedFile("a.csv", CSV), "seen": "I2=0,I3=0", "take": ["I2.value"]}
            yield method, address, _text(client.post(address, form))


def _text(answer: Any) -> str:
    raw = bytes(answer.content)
    assert answer.status_code < 500
    if not raw.startswith(b"PK"):
        return raw.decode()
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        return "".join(parts.read(name).decode(errors="replace") for name in parts.namelist())


def leaks(client: Client, of: Stage, somebody: User) -> list[tuple[str, str]]:
    return [(method, at) for method, at, said in everything_told(client, of, somebody) if SECRET in said]


def test_contact_is_told_no_text_of_another_office(people: Team, mandiri: Stage) -> None:
    office, other = unit(people.agency, "DISKOMINFO"), unit(people.agency, "BKPSDM")
    contact = person("PIC", people.agency, "unit_contact", office)
    assign(people.coordinator, mandiri, ["I1"], unit=office)
    assign(people.coordinator, mandiri, ["I2", "I3"], unit=other)
    client = by_token(contact)
    assert leaks(client, mandiri, people.entry) == []
    assert SECRET not in _text(client.get(place(mandiri, f"workbook?unit={other.id}")))
    assert SECRET in json.dumps(told(by_token(people.leader).get(place(mandiri))))


def test_from_outside_nothing_is_told_after_the_last_day_of_access(people: Team, mandiri: Stage) -> None:
    outside = person("dari luar", people.agency, "external_assessor")
    client = by_token(outside)
    give_access(people.coordinator, mandiri, outside, date(2999, 1, 1))
    assert SECRET in _text(client.get(place(mandiri)))
    with unwatched():
        StageAccess.objects.update(until=date(2021, 1, 1))
    assert leaks(client, mandiri, people.entry) == []


def test_people_of_another_agency_are_told_nothing(people: Team, mandiri: Stage) -> None:
    elsewhere = team("kota-kupang")
    for client in (by_token(elsewhere.coordinator), by_token(elsewhere.leader)):
        for _method, address, said in everything_told(client, mandiri, people.entry):
            assert SECRET not in said, address
