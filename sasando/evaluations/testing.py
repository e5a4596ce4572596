"""Evaluations for tests, opened through the actions that people use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest
from django.test import Client

from sasando.evaluations.actions.assigning import give_access
from sasando.evaluations.actions.judging import judge
from sasando.evaluations.actions.opening import Opened, open_evaluation, open_stage
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.entered import Entered
from sasando.evaluations.models import Answer, Stage
from sasando.organizations.models import Agency, User
from sasando.organizations.testing import hosted, person, sign_in


class Team:
    """The people of one agency, one for each role that works on an evaluation."""

    def __init__(self, agency: Agency) -> None:
        self.agency = agency
        name = agency.slug
        self.coordinator = person(f"koordinator {name}", agency, "coordinator")
        self.responsible = person(f"penanggung {name}", agency, "responsible")
        self.entry = person(f"pelaksana {name}", agency, "entry")
        self.assessor = person(f"asesor {name}", agency, "assessor")
        self.leader = person(f"pimpinan {name}", agency, "leader")


def team(slug: str = "kab-kupang") -> Team:
    """A hosted agency with its people."""
    return Team(hosted(slug))


def opened(
    people: Team,
    instrument: str = "spbe-2020",
    year: int = 2025,
    kind: str = "simulasi",
    track: str = "evaluasi",
) -> Stage:
    """The first stage of a fresh evaluation."""
    made = open_evaluation(people.coordinator, people.agency, Opened(instrument, year, kind, track))
    return stage(made, "mandiri")


def stage(evaluation: str, code: str) -> Stage:
    """A stage as it stands now."""
    return Stage.objects.select_related("evaluation__agency", "instrument").get(
        evaluation_id=evaluation, code=code
    )


@pytest.fixture
def people(db: None) -> Team:
    """The people of Kabupaten Kupang."""
    return team()


@pytest.fixture
def mandiri(people: Team) -> Stage:
    """The open first stage of a simulation of theirs."""
    return opened(people)


def revisions(of: Stage) -> dict[str, int]:
    """The revision of every answer, by node code."""
    return dict(Answer.objects.filter(stage=of).values_list("node__code", "revision"))


def fill(by: User, of: Stage, values: Mapping[str, Fraction | int], fact: str | None = None) -> None:
    """Enter a value for each node given, by code, in one act."""
    now = revisions(of)
    source = "" if of.code == "mandiri" else "laporan contoh"
    judge(
        by,
        of,
        [
            Entered(code, now[code], Fraction(value), fact=fact, source_document=source)
            for code, value in values.items()
        ],
    )


def levels(count: int, level: int = 1, **others: int) -> dict[str, int]:
    """`count` indicators at one level, some at others: `levels(47, 1, I36=3)`."""
    return {f"I{number}": level for number in range(1, count + 1)} | others


def documents_open(people: Team, first: Stage, level: int = 2) -> Stage:
    """The stage after the first one, open: the first was filled in at one level and sealed."""
    fill(people.entry, first, levels(47, level))
    seal(people.responsible, first)
    following = stage(str(first.evaluation_id), "dokumen")
    open_stage(people.coordinator, following)
    return following


def from_outside(people: Team, of: Stage, role: str = "external_assessor") -> User:
    """Somebody from outside, an assessor or of the review team, with access to a stage for longer than any test."""
    guest = person(f"dari luar, {role}", people.agency, role)
    give_access(people.coordinator, of, guest, date(2999, 1, 1))
    return guest


def address_of(of: Stage) -> str:
    """The page of a stage."""
    return f"/k/{of.evaluation.agency.slug}/evaluasi/{of.evaluation_id}/{of.code}/"


def read(client: Client, path: str, status: int = 200) -> str:
    """A page as text.

    Raises:
        AssertionError: it answers by another status.
    """
    response = client.get(path)
    if response.status_code != status:
        raise AssertionError(f"{path}: {response.status_code}")
    return response.content.decode()


def desk_of(user: User) -> str:
    """What a person reads on `/k/`."""
    return read(sign_in(Client(), user), "/k/")
