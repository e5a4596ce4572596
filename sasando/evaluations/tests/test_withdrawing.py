"""Withdrawing a value: offered where one stands, and nowhere else."""

from __future__ import annotations

import pytest
from django.test import Client

from sasando.evaluations.actions.drafting import save_draft
from sasando.evaluations.models import Answer, Stage
from sasando.evaluations.testing import Team, address_of, documents_open, opened, read
from sasando.organizations.testing import sign_in

pytestmark = pytest.mark.django_db
BUTTON = "Tarik nilai ini"


def test_button_stands_only_while_there_is_a_value_to_withdraw(
    client: Client, people: Team, mandiri: Stage
) -> None:
    sign_in(client, people.entry)
    address = f"{address_of(mandiri)}isian/16/"
    save_draft(people.entry, mandiri, "I16", 0, "teks saja", "")
    assert BUTTON not in read(client, address)
    client.post(address, {"expected": "1", "nilai": "3", "tindakan": "simpan"})
    assert BUTTON in read(client, address)
    client.post(address, {"expected": "2", "tindakan": "tarik"})
    assert Answer.objects.get(stage=mandiri, node__code="I16").current.outcome == "withdrawn"  # type: ignore[union-attr]
    assert BUTTON not in read(client, address)


def test_value_of_an_earlier_stage_is_not_withdrawn_in_this_one(
    client: Client, people: Team, mandiri: Stage
) -> None:
    documents = documents_open(people, mandiri)
    sign_in(client, people.coordinator)
    assert BUTTON not in read(client, f"{address_of(documents)}isian/16/")


def test_service_that_was_said_not_to_apply_can_be_taken_back(client: Client, people: Team) -> None:
    old = opened(people, "spbe-2018", 2018)
    sign_in(client, people.entry)
    address = f"{address_of(old)}isian/35-2/"
    before = read(client, address)
    assert "Tidak berlaku" in before
    assert BUTTON not in before
    client.post(address, {"expected": "0", "tindakan": "tidak-berlaku"})
    assert BUTTON in read(client, address)
