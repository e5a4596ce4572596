"""The distribution: its labels apart at every width, its bars as high as the counts, names as text."""

from __future__ import annotations

import re
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sasando.ui.charts.distribution import Distribution, Mark, distribution, mark_labels, tick_labels

PLACES = st.integers(0, 10_000).map(lambda hundredths: hundredths / 100)


def _chart(
    ours: float, needed: float, ticks: list[float], name: str = "22 pemerintah daerah"
) -> Distribution:
    return Distribution(
        identifier="g",
        title=name,
        description="Uraian",
        counts=[0, 2, 4, 1],
        ticks=[Mark(x, "+0,5") for x in ticks],
        ours=2,
        our_mark=Mark(ours, "sendiri +0,57"),
        needed=Mark(needed, "perlu +1,38"),
        threads=[10.0, 20.0],
        threads_name=name,
    )


@given(PLACES, PLACES)
def test_the_labels_of_the_marks_never_meet_and_stay_on_the_drawing(ours: float, needed: float) -> None:
    (one, _line), (other, _other_line) = mark_labels(_chart(ours, needed, []))
    assert not one.box.meets(other.box)
    assert one.box.inside(192)
    assert other.box.inside(192)


@given(st.lists(PLACES, max_size=9).map(sorted))
def test_the_texts_of_the_axis_never_meet(ticks: list[float]) -> None:
    labels = tick_labels(_chart(50, 60, ticks), 192)
    for one, other in combinations(labels, 2):
        assert not one.box.meets(other.box)
    assert labels or not ticks


def test_no_line_is_drawn_over_a_label() -> None:
    svg = distribution(_chart(50, 55, []))
    marks = svg[svg.index('class="t-us"') : svg.index(">sendiri")]
    assert 'class="l-aim"' in marks


def test_bars_are_as_high_as_their_counts_and_ours_is_marked() -> None:
    svg = distribution(_chart(50, 60, []))
    bars = re.findall(r'<rect class="b-(\w+)"[^>]* height="([\d.]+)em"', svg)
    assert bars == [("peer", "5.08"), ("us", "10.15"), ("peer", "2.54")]  # of 13 px


def test_hostile_names_are_text() -> None:
    svg = distribution(_chart(50, 60, [], name='<script>"&'))
    assert "<script>" not in svg
    assert svg.count("&lt;script&gt;&quot;&amp;") == 2
