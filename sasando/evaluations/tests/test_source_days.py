"""The day of a source: by no door one that has yet to come, by the clock of the agency."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from sasando.evaluations.actions.importing import take_workbook
from sasando.evaluations.entered import Entered
from sasando.evaluations.models import Answer, Judgement, Stage
from sasando.evaluations.testing import Team, address_of, opened
from sasando.evaluations.workbook.tests.conftest import exported, filled, uploaded
from sasando.kernel.faults import BadInputError
from sasando.organizations.testing import sign_in
from sasando.ui.numbers import day as day_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """Half past midnight in Kupang, while Greenwich still writes the day before."""
    greenwich = datetime.combine(timezone.now().date(), time(16, 30), UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: greenwich)
    return greenwich.date() + timedelta(days=1)


@pytest.fixture
def pemdi(people: Team, settings: Settings, tmp_path: Path) -> Stage:
    settings.DATA_DIR = tmp_path
    return opened(people, "pemdi-2026", 2026)


@pytest.fixture
def desk(client: Client, people: Team, today: date) -> Client:
    return sign_in(client, people.entry)


def by_form(desk: Client, of: Stage, day: date) -> Any:
    sent = {"expected": "0", "nilai": "1,5", "fakta": "tetap di kotaknya", "sumber_tanggal": day.isoformat()}
    return desk.post(f"{address_of(of)}isian/5/", sent)


def by_api(desk: Client, of: Stage, day: date) -> Any:
    agency = of.evaluation.agency.slug
    place = f"/api/v1/agencies/{agency}/evaluations/{of.evaluation_id}/stages/{of.code}/judgements"
    asked = [
        {"indicator": code, "revision": 0, "value": "1.5", "source_date": told}
        for code, told in (("I1", None), ("I5", day.isoformat()))
    ]
    return desk.post(place, {"judgements": asked}, content_type="application/json")


def by_workbook(desk: Client, of: Stage, day: date) -> Any:
    told = datetime.combine(day, time())
    raw = filled(exported(desk, of), {"D5": "1,5", "D9": "1,5", "F9": told})
    return _looked_at(desk, uploaded(desk, of, raw))


def by_csv(desk: Client, of: Stage, day: date) -> Any:
    raw = f"indikator;nilai;tanggal_sumber\r\n1;1,5;\r\n5;1,5;{day:%d/%m/%Y}\r\n".encode()
    return _looked_at(desk, uploaded(desk, of, raw, "hasil.csv"))


def _looked_at(desk: Client, first: Any) -> Any:
    """The preview, saved as it is shown."""
    page = desk.get(first["Location"]).content.decode()
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    return desk.post(first["Location"], {"seen": seen})


DOORS = [by_form, by_api, by_workbook, by_csv]
Door = Callable[[Client, Stage, date], Any]


@pytest.mark.parametrize("door", DOORS)
def test_source_of_tomorrow_is_refused_in_words_and_nothing_is_saved(
    desk: Client, pemdi: Stage, today: date, door: Door
) -> None:
    answer = door(desk, pemdi, today + timedelta(days=1))
    assert answer.status_code in (400, 422)
    text = answer.json()["detail"] if door is by_api else unescape(answer.content.decode())
    said = f"anggal sumber {day_words(today + timedelta(days=1))} belum tiba (hari ini {day_words(today)})"
    assert said in text
    assert not Judgement.objects.exists()


@pytest.mark.parametrize("door", DOORS)
def test_source_of_today_is_taken_though_it_is_yesterday_in_greenwich(
    desk: Client, pemdi: Stage, today: date, door: Door
) -> None:
    door(desk, pemdi, today)
    held = Answer.objects.select_related("current").get(stage=pemdi, node__code="I5").current
    assert held is not None
    assert held.source_date == today


@pytest.mark.parametrize("door", DOORS)
def test_source_of_a_mistyped_year_is_refused_in_words_and_nothing_is_saved(
    desk: Client, pemdi: Stage, door: Door
) -> None:
    answer = door(desk, pemdi, date(1926, 8, 31))
    assert answer.status_code in (400, 422)
    text = answer.json()["detail"] if door is by_api else answer.content.decode()
    assert "anggal sumber 1926-08-31 terlalu lampau; periksa tahunnya" in text
    assert not Judgement.objects.exists()


def test_year_of_two_figures_is_told_as_the_browser_sent_it(desk: Client, pemdi: Stage) -> None:
    page = by_form(desk, pemdi, date(26, 8, 31)).content.decode()
    assert "Tanggal sumber 0026-08-31 terlalu lampau; periksa tahunnya." in page
    assert 'value="0026-08-31"' in page


def test_form_points_at_the_day_and_keeps_all_that_was_typed(desk: Client, pemdi: Stage, today: date) -> None:
    page = by_form(desk, pemdi, today + timedelta(days=40)).content.decode()
    assert '<a href="#sumber_tanggal">Tanggal sumber' in page
    assert "tetap di kotaknya" in page
    assert f'value="{today + timedelta(days=40)}"' in page


def test_cell_of_the_day_is_named_in_workbook_and_csv(desk: Client, pemdi: Stage, today: date) -> None:
    for door, cell in ((by_workbook, "Isian!F9"), (by_csv, "CSV!C3")):
        page = door(desk, pemdi, today + timedelta(days=1)).content.decode()
        assert f"{cell}: tanggal sumber" in page


def test_act_of_an_import_asks_for_the_day_itself(people: Team, pemdi: Stage, today: date) -> None:
    entered = Entered("I5", 0, Fraction(1), source_date=today + timedelta(days=1))
    with pytest.raises(BadInputError, match="belum tiba"):
        take_workbook(people.entry, pemdi, [entered], [], "0" * 64)
    assert not Judgement.objects.exists()
