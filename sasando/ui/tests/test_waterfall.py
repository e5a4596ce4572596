"""The waterfall: its labels apart at every width, its figures and names as given, nothing beyond its axis."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sasando.ui.charts.waterfall import Step, Tick, Waterfall, Whole, tick_labels, waterfall

TICKS = [
    ("1", "1,0", "1,0"),
    ("1.8", "1,8 Cukup", "1,8"),
    ("2.6", "2,6 Baik", "2,6"),
    ("3.5", "3,5 Sangat Baik", "3,5"),
    ("4.2", "4,2 Memuaskan", "4,2"),
]


def _chart(high: str, name: str = "Tata Kelola", gain: str = "0.5") -> Waterfall:
    top = Fraction(high)
    return Waterfall(
        identifier="g",
        title="Judul",
        description="Uraian",
        low=Fraction(1),
        high=top,
        ticks=[Tick(Fraction(at), text, short) for at, text, short in TICKS if Fraction(at) <= top],
        before=Whole("Indeks 2023", Fraction("1.5"), "1,50"),
        steps=[Step(name, Fraction(gain), "+0,500"), Step("Layanan", Fraction("-0.2"), "−0,200")],
        after=Whole("Indeks 2024", Fraction("1.3") + Fraction(gain), "1,80"),
    )


@given(st.sampled_from(["2.6", "3.5", "4.2", "5"]))
def test_no_two_texts_of_the_axis_meet_at_any_width(high: str) -> None:
    labels = tick_labels(_chart(high))
    assert len(labels) == sum(Fraction(at) <= Fraction(high) for at, _text, _short in TICKS)
    for one, other in combinations(labels, 2):
        assert not one.box.meets(other.box), (one.text, other.text)


def test_the_names_of_the_bands_stand_on_the_axis_where_they_fit() -> None:
    assert [label.text for label in tick_labels(_chart("2.6"))] == ["1,0", "1,8 Cukup", "2,6 Baik"]
    assert [label.text for label in tick_labels(_chart("5"))] == ["1,0", "1,8", "2,6", "3,5", "4,2"]


def test_bars_follow_one_another_and_a_loss_goes_back() -> None:
    svg = waterfall(_chart("2"))
    bars = re.findall(r'<rect class="(b-\w+)" x="([\d.]+)%" width="([\d.]+)%"', svg)
    assert bars == [
        ("b-peer", "0.0", "50.0"),
        ("b-us", "50.0", "50.0"),
        ("b-down", "80.0", "20.0"),
        ("b-peer", "0.0", "80.0"),
    ]


def test_hostile_names_are_text() -> None:
    svg = waterfall(_chart("5", name='<script>"&'))
    assert "<script>" not in svg
    assert "&lt;script&gt;&quot;&amp;" in svg
