"""The message that a coordinator sends round: who is waited for, by office, to paste into a chat."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from sasando.evaluations.access import today
from sasando.evaluations.actions.assigning import assign
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.models import Stage
from sasando.evaluations.testing import Team, address_of, fill, levels, read, stage
from sasando.organizations.testing import sign_in, unit
from sasando.ui.numbers import day

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(people: Team, mandiri: Stage) -> Stage:
    """Two offices late, one asked for tomorrow, one for next month."""
    now = today(mandiri)
    for code, node, days in (
        ("DINKES", "I1", -2),
        ("DINKES", "I2", -9),
        ("DINSOS", "I3", -1),
        ("BKD", "I4", 1),
    ):
        office = unit(people.agency, code, f"Kantor {code}")
        assign(people.coordinator, mandiri, [node], unit=office, due=now + timedelta(days=days))
    assign(
        people.coordinator, mandiri, ["I5"], unit=unit(people.agency, "BPBD"), due=now + timedelta(days=30)
    )
    return stage(str(mandiri.evaluation_id), mandiri.code)


def message_for(people: Team, of: Stage) -> str:
    page = read(sign_in(Client(), people.coordinator), address_of(of))
    return unescape(page.partition('id="pengingat" readonly rows="8">')[2].partition("</textarea>")[0])


def test_message_names_each_office_with_its_indicators_and_the_earliest_day(
    people: Team, asked: Stage
) -> None:
    now = today(asked)
    assert message_for(people, asked).split("\n") == [
        "*SPBE 2025 · Simulasi, Penilaian Mandiri*",
        "",
        "Lewat tenggat:",
        f"• Kantor DINKES: indikator 1, 2 ({day(now - timedelta(days=9))})",
        f"• Kantor DINSOS: indikator 3 ({day(now - timedelta(days=1))})",
        "",
        f"Tenggat sampai {day(now + timedelta(days=7))}:",
        f"• Kantor BKD: indikator 4 ({day(now + timedelta(days=1))})",
        "",
        f"Isi di http://testserver{address_of(asked)}",
    ]


def test_message_opens_in_the_chat_as_it_is(people: Team, asked: Stage) -> None:
    page = read(sign_in(Client(), people.coordinator), address_of(asked))
    link = unescape(page.partition('href="https://wa.me/')[2].partition('"')[0])
    assert parse_qs(urlsplit(link).query)["text"] == [message_for(people, asked)]
    assert "+" not in link


def test_message_that_no_address_holds_is_only_copied(people: Team, mandiri: Stage) -> None:
    for number in range(1, 48):
        office = unit(
            people.agency, f"U{number}", f"Dinas {number} {'Pemberdayaan & Perlindungan ' * 6}"[:200]
        )
        assign(people.coordinator, mandiri, [f"I{number}"], unit=office, due=today(mandiri))
    page = read(sign_in(Client(), people.coordinator), address_of(mandiri))
    assert message_for(people, mandiri).count("• Dinas") == 47
    assert "https://wa.me/" not in page
    assert 'data-copy="pengingat"' in page


def test_what_was_filled_in_is_not_asked_again_and_nothing_left_is_no_message(
    people: Team, asked: Stage
) -> None:
    fill(people.entry, asked, levels(2, 3))
    assert "DINKES" not in message_for(people, asked)
    fill(people.entry, asked, {"I3": 2, "I4": 2})
    assert message_for(people, asked) == ""


def test_message_is_indonesian_whatever_the_page(people: Team, asked: Stage) -> None:
    client = sign_in(Client(), people.coordinator)
    client.cookies["bahasa"] = "en"
    page = read(client, address_of(asked))
    assert "Copy the message" in page
    assert "Lewat tenggat:" in page
    assert day(today(asked) - timedelta(days=9)) in page


def test_only_who_assigns_gets_it_and_only_while_the_stage_is_open(people: Team, asked: Stage) -> None:
    assert "pengingat" not in read(sign_in(Client(), people.entry), address_of(asked))
    fill(people.entry, asked, levels(47, 2))
    seal(people.responsible, asked)
    assert "pengingat" not in read(sign_in(Client(), people.coordinator), address_of(asked))
