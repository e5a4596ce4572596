"""A value that is refused is told as it was written, with the scale it would have to lie on."""

from __future__ import annotations

from fractions import Fraction
from html import unescape
from typing import Any

import pytest
from django.test import Client

from sasando.evaluations.actions.judging import judge
from sasando.evaluations.entered import Entered, value_problem
from sasando.evaluations.models import Judgement, Stage
from sasando.evaluations.testing import Team, address_of, opened
from sasando.instruments.queries import parsed
from sasando.organizations.testing import sign_in
from sasando.ui.language import COOKIE

pytestmark = pytest.mark.django_db


@pytest.fixture
def pemdi(people: Team) -> Stage:
    return opened(people, "pemdi-2026", 2026)


def sent(client: Client, of: Stage, written: str, status: int = 422) -> str:
    answer: Any = client.post(f"{address_of(of)}isian/1/", {"expected": "0", "nilai": written})
    assert answer.status_code == status
    return unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("written", "told"),
    [("0,5", "0,5"), ("0.5", "0,5"), ("0,50", "0,50"), ("1/2", "1/2"), ("5,01", "5,01"), ("-1", "-1")],
)
def test_value_outside_the_scale_is_told_as_it_was_written_with_both_ends(
    client: Client, people: Team, pemdi: Stage, written: str, told: str
) -> None:
    sign_in(client, people.entry)
    assert f"Nilai {told} di luar skala; isi 1 sampai 5" in sent(client, pemdi, written)
    assert not Judgement.objects.exists()


def test_english_page_tells_it_with_a_point(client: Client, people: Team, pemdi: Stage) -> None:
    sign_in(client, people.entry)
    client.cookies[COOKIE] = "en"
    assert "The value 0.5 is outside the scale; enter 1 to 5" in sent(client, pemdi, "0,5")


def test_value_that_is_too_fine_is_not_called_no_number(client: Client, people: Team, pemdi: Stage) -> None:
    sign_in(client, people.entry)
    said = sent(client, pemdi, "1,0000001")
    assert '"1,0000001" terlalu halus; tulis paling banyak enam angka di belakang koma' in said


def test_value_that_nobody_wrote_is_told_as_people_would_write_it(pemdi: Stage) -> None:
    instrument = parsed(pemdi.instrument.digest)
    said = value_problem(instrument, instrument.by_code["I1"], Fraction(1, 2))
    assert said.startswith("nilai 0,50 di luar skala; isi 1 sampai 5")


def test_two_writers_see_the_value_that_stands_as_people_write_it(
    client: Client, people: Team, pemdi: Stage
) -> None:
    judge(people.assessor, pemdi, [Entered("I1", 0, Fraction(13, 10))])
    sign_in(client, people.entry)
    assert "Nilai <b>1,30</b>" in sent(client, pemdi, "2", status=409)
    asked = {"expected": "0", "nilai": "2"}
    told = client.post(f"{address_of(pemdi)}isian/1/", asked, headers={"Accept": "application/json"}).json()
    assert told["theirs"]["value"] == "1,30"
