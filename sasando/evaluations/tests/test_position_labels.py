"""The pictures of *Posisi* for every agency of the country: no text over another or over a mark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from pytest_django import DjangoDbBlocker

from sasando.evaluations.screens.position_chart import Beside, Figure, chart_of
from sasando.instruments.queries import parsed
from sasando.organizations.queries import all_agencies
from sasando.results.queries import Standing, TargetRow, standing
from sasando.ui.charts.line import Drawn, LineChart, drawn
from sasando.ui.charts.strokes import touched

pytestmark = pytest.mark.django_db

# Figures of their own, relative to the last result: the year after it, and how far above it they are.
_OWN = ((0, "0"), (0, "0.15"), (1, "-0.3"), (1, "0.4"))


def _charts(published: Standing) -> Iterator[LineChart]:
    """The picture of an agency with its own figures at various places, with and without a target of its own."""
    assert published.latest is not None
    latest, digest = published.latest, published.latest.instrument_digest
    instrument = parsed(digest)
    official = [
        Figure(one.year, one.instrument, digest, one.value, official=True, source="")
        for one in published.results
        if one.instrument == latest.instrument
    ]
    for later, above in _OWN:
        value = min(max(latest.value + Fraction(above), instrument.low), instrument.high)
        own = Figure(latest.year + later, latest.instrument, digest, value, official=False, source="")
        beside = Beside.of(instrument, published)
        for aim in (None, Fraction("0.5")):
            goal = min(latest.value + (aim or 0), instrument.high)
            target = () if aim is None else (TargetRow(latest.year, "spbe", goal, "", ""),)
            aimed = replace(beside, targets=beside.targets + target)
            yield chart_of("g", "Indeks", instrument, [*official, own], aimed)


Charts = list[tuple[LineChart, Drawn]]


@pytest.fixture(scope="module")
def charts(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Charts:
    """Every picture, drawn once for both tests."""
    with django_db_blocker.unblock():
        known = [standing(agency.slug) for agency in all_agencies()]
    made = [chart for published in known if published.latest for chart in _charts(published)]
    return [(chart, drawn(chart)) for chart in made]


def test_no_text_covers_another_or_a_mark_and_every_value_stands_there(charts: Charts) -> None:
    assert len(charts) == 629 * 8
    for chart, (texts, marks, _strokes) in charts:
        for one, other in combinations(texts, 2):
            assert not one.box.meets(other.box), (chart.description, one.text, other.text)
        for text in texts:
            assert not text.box.meets_any(marks), (chart.description, text.text)
        told = [text.text for text in texts]
        values = [point.text for point in (*chart.ours, *chart.others, *chart.tries)]
        values += [aim.text if aim.text in told else aim.brief for aim in chart.aims]
        for value in set(values):
            assert told.count(value) >= values.count(value), (chart.description, value)


def test_a_text_that_lies_on_a_line_is_a_value_with_a_halo_and_rare(
    charts: Charts,
) -> None:
    crowded = 0
    for chart, (texts, _marks, strokes) in charts:
        values = {point.text for point in (*chart.ours, *chart.others, *chart.tries)}
        values |= {aim.brief for aim in chart.aims}
        for text in texts:
            if touched(text.box, strokes):
                crowded += 1
                assert text.text in values
                assert "h" in text.css.split()
    assert crowded * 50 < len(charts)
