"""Every agency of the directory has a page that says what is known, and invents nothing.

Figures: Laporan Pelaksanaan Evaluasi SPBE 2023 and 2024, Kementerian PANRB (`data/published/`).
"""

from __future__ import annotations

import gzip
import re
from html import unescape
from itertools import combinations
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoDbBlocker

from sasando.instruments.queries import parsed
from sasando.organizations.queries import all_agencies
from sasando.portal.standing_chart import chart_of
from sasando.portal.standing_page import page_years
from sasando.results.queries import standing
from sasando.ui.charts.line import Drawn, LineChart, drawn
from sasando.ui.charts.strokes import touched

pytestmark = pytest.mark.django_db
STYLE = Path(settings.BASE_DIR) / "sasando" / "ui" / "static" / "ui"
CHARTS_ALLOWED = 60_000
PLAIN_ALLOWED = 25_000


Charts = dict[str, tuple[LineChart, Drawn]]


@pytest.fixture(scope="module")
def charts(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Charts:
    """The chart of every agency with a result, by its address, drawn once for all tests."""
    made = {}
    with django_db_blocker.unblock():
        for agency in all_agencies():
            published = standing(agency.slug)
            if published.latest is not None:
                instrument = parsed(published.latest.instrument_digest)
                years = page_years(published, published.latest)
                made[agency.slug] = chart_of(agency, published, instrument, years, "Indeks SPBE")
    return {slug: (chart, drawn(chart)) for slug, chart in made.items()}


def test_every_agency_has_a_page_under_its_name(client: Client) -> None:
    for agency in all_agencies():
        answer = client.get(f"/d/{agency.slug}/")
        body = answer.content.decode()
        assert answer.status_code == 200, agency.slug
        heading = re.search(r"<h1>(.*?)</h1>", body)
        assert heading is not None
        assert unescape(heading[1]) == agency.name
        assert ">0,00<" not in body, agency.slug
        assert "None" not in body, agency.slug
        assert "%(" not in body, agency.slug


def test_no_chart_of_the_country_has_a_text_over_another_or_over_a_mark(charts: Charts) -> None:
    assert len(charts) == 629
    for slug, (_chart, (texts, marks, _strokes)) in charts.items():
        for one, other in combinations(texts, 2):
            assert not one.box.meets(other.box), (slug, one.text, other.text)
        for text in texts:
            assert not text.box.meets_any(marks), (slug, text.text)


def test_no_chart_of_the_country_has_a_text_on_a_line(charts: Charts) -> None:
    for slug, (_chart, (texts, _marks, strokes)) in charts.items():
        for text in texts:
            assert not touched(text.box, strokes), (slug, text.text)


def test_every_value_stands_in_its_chart(charts: Charts) -> None:
    for slug, (chart, (texts, _marks, _strokes)) in charts.items():
        told = [text.text for text in texts]
        values = [*(point.text for point in (*chart.ours, *chart.others)), *(aim.text for aim in chart.aims)]
        for value in set(values):
            assert told.count(value) >= values.count(value), (slug, value)


def test_pages_stay_within_their_bytes(client: Client) -> None:
    style = len(gzip.compress((STYLE / "sasando.css").read_bytes(), 9)) + (STYLE / "icon.svg").stat().st_size
    for path, allowed in (
        ("/", PLAIN_ALLOWED),
        ("/?q=kab", PLAIN_ALLOWED),
        ("/d/kab-nabire/", PLAIN_ALLOWED),
        ("/d/kab-kupang/", CHARTS_ALLOWED),
    ):
        assert len(gzip.compress(client.get(path).content, 9)) + style <= allowed, path
