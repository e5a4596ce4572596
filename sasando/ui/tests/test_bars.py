"""The bar chart: every value at the end of its bar, nothing over anything, on the narrowest screen and in grey."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sasando.ui.charts.bars import Bar, BarChart, BarRow, Tick, bar_chart, labels_of
from sasando.ui.numbers import shown

SCALE = [Tick(Fraction(one), shown(Fraction(one), 1)) for one in ("1", "1.8", "2.6", "3.5", "4.2", "5")]
VALUES = st.integers(100, 500).map(lambda hundredths: Fraction(hundredths, 100))


def bar(value: Fraction) -> Bar:
    return Bar(value, shown(value))


def chart(*rows: BarRow) -> BarChart:
    return BarChart("b", "Judul", "Uraian", Fraction(1), Fraction(5), SCALE, rows)


def widths(svg: str) -> list[tuple[str, float]]:
    return [(css, float(width)) for css, width in re.findall(r'<rect class="b-(\w+)" width="([\d.]+)%"', svg)]


def test_bars_are_as_long_as_their_values_from_the_foot_of_the_scale() -> None:
    svg = bar_chart(
        chart(BarRow("Kebijakan", bar(Fraction(3)), bar(Fraction(2))), BarRow("B", bar(Fraction(1))))
    )
    (_, ours), (_, other), (_, lowest) = widths(svg)
    assert abs(ours - 2 * other) < 0.1
    assert 0 < lowest < 1  # the lowest value still has a bar to be seen
    assert [css for css, _ in widths(svg)] == ["us", "peer", "us"]


def test_a_row_that_is_not_marked_looks_like_everybody_else() -> None:
    svg = bar_chart(chart(BarRow("A", bar(Fraction(3)), marked=False)))
    assert [css for css, _ in widths(svg)] == ["peer"]


def test_a_row_without_a_value_says_why_and_has_no_bar() -> None:
    svg = bar_chart(chart(BarRow("A", None, why="tidak tercetak")))
    assert widths(svg) == []
    assert ">tidak tercetak</text>" in svg


def test_title_and_description_name_the_drawing_and_texts_are_escaped() -> None:
    svg = bar_chart(chart(BarRow("<b>&", Bar(Fraction(2), "<i>"))))
    assert 'role="img" aria-labelledby="bt bd"><title id="bt">Judul</title><desc id="bd">Uraian</desc>' in svg
    assert "<b>" not in svg
    assert "<i>" not in svg


@given(st.lists(st.tuples(VALUES, st.none() | VALUES), min_size=1, max_size=8))
def test_no_text_meets_another_or_leaves_the_drawing_at_any_width(
    rows: list[tuple[Fraction, Fraction | None]],
) -> None:
    drawn = chart(
        *(BarRow(f"Nama {n}", bar(one), bar(two) if two else None) for n, (one, two) in enumerate(rows))
    )
    labels = labels_of(drawn)
    height = float(re.findall(r'<svg height="([\d.]+)em"', bar_chart(drawn))[0]) * 13
    for one, other in combinations(labels, 2):
        assert not one.box.meets(other.box), (one.text, other.text)
    assert all(label.box.inside(height) for label in labels)


@given(VALUES, VALUES)
def test_no_value_lies_over_a_bar(one: Fraction, two: Fraction) -> None:
    svg = bar_chart(chart(BarRow("A", bar(one), bar(two))))
    ends = [width for _, width in widths(svg)]
    texts = [float(x) for x in re.findall(r'<text class="(?:us h|s h)" x="([\d.]+)%" dx=', svg)]
    assert all(text >= end - 0.31 for text, end in zip(texts, ends, strict=True))
