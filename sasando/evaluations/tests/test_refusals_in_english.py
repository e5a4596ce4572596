"""A refused act speaks the language that the reader chose."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.test import Client

from sasando.evaluations.entered import value_problem
from sasando.evaluations.models import Stage
from sasando.evaluations.testing import Team, address_of, fill, levels, opened
from sasando.instruments.queries import parsed
from sasando.organizations.testing import sign_in
from sasando.scoring.score import value_fault

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "cannot be sent yet; no value yet: 47"), ("id", "belum dapat dikirim; belum bernilai: 47")],
)
def test_sending_with_gaps_is_refused_in_the_language_of_the_reader(
    client: Client, people: Team, mandiri: Stage, language: str, words: str
) -> None:
    fill(people.entry, mandiri, levels(46))
    sign_in(client, people.responsible)
    client.cookies["bahasa"] = language
    response = client.post(f"{address_of(mandiri)}kirim/")
    assert response.status_code == 409
    assert words in response.content.decode().lower()


def test_text_that_is_too_long_is_refused_in_a_whole_english_sentence(
    client: Client, people: Team, mandiri: Stage
) -> None:
    sign_in(client, people.entry)
    client.cookies["bahasa"] = "en"
    sent = {"expected": "0", "nilai": "2", "fakta": "a" * 20_001}
    page = client.post(f"{address_of(mandiri)}isian/5/", sent).content.decode()
    assert "The text of the facts is too long (characters: 20,001); at most 20,000." in page


@pytest.mark.parametrize("instrument", ["spbe-2020", "pemdi-2026"])
@pytest.mark.parametrize("value", ["0", "1", "7/6", "6", "13/2"])
def test_value_is_refused_in_the_words_of_the_scoring(people: Team, instrument: str, value: str) -> None:
    held = parsed(opened(people, instrument, 2025 if instrument == "spbe-2020" else 2026).instrument.digest)
    leaf, exact = held.leaves[0], Fraction(value)
    fault = value_fault(held, leaf, exact)
    assert value_problem(held, leaf, exact, value) == ("; ".join(fault) if fault else "")
