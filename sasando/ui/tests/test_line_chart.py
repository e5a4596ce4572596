"""The line chart: every value told, nothing over anything, no year bridged or invented."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sasando.ui.charts.columns import NARROWEST, WIDEST, Box
from sasando.ui.charts.grid import Grid, Limit
from sasando.ui.charts.line import Aim, Gap, LineChart, Point, drawn, line_chart
from sasando.ui.charts.strokes import REACH, Stroke, touched

LIMITS = [
    Limit(Fraction(value), text)
    for value, text in (
        ("1", "1,0 Kurang"),
        ("1.8", "1,8 Cukup"),
        ("2.6", "2,6 Baik"),
        ("3.5", "3,5 Sangat Baik"),
        ("4.2", "4,2 Memuaskan"),
    )
]
HUNDREDTHS = st.integers(100, 500).map(lambda hundredths: Fraction(hundredths, 100))


def _text(value: Fraction) -> str:
    return f"{float(value):.2f}".replace(".", ",")


def _chart(
    ours: dict[int, Fraction],
    others: dict[int, Fraction],
    times: Sequence[int],
    aims: dict[int, Fraction],
    tries: Sequence[tuple[int, Fraction]] = (),
) -> LineChart:
    return LineChart(
        identifier="g",
        title="Judul",
        description="Uraian",
        times=times,
        grid=Grid(Fraction(1), Fraction(5), LIMITS),
        ours=[Point(at, value, _text(value)) for at, value in sorted(ours.items())],
        ours_name="Kami",
        others=[Point(at, value, _text(value)) for at, value in sorted(others.items())],
        others_name="nasional",
        aims=[Aim(at, value, _text(value), "kurang 1,00") for at, value in sorted(aims.items())],
        gaps=[Gap(at, ("belum", "ada data")) for at in times if at not in ours],
        tries=[Point(at, value, _text(value)) for at, value in tries],
        tries_name="sendiri",
    )


@st.composite
def charts(draw: st.DrawFn) -> LineChart:
    times = range(2021, 2021 + draw(st.integers(1, 5)))
    years = st.sampled_from(list(times))
    ours = draw(st.dictionaries(years, HUNDREDTHS, min_size=1))
    others = draw(st.dictionaries(years, HUNDREDTHS))
    tries = draw(st.lists(st.tuples(years, HUNDREDTHS), max_size=3))
    return _chart(ours, others, times, draw(st.dictionaries(years, HUNDREDTHS, max_size=1)), tries)


@given(charts())
def test_no_text_covers_another_or_a_mark_at_any_width(chart: LineChart) -> None:
    texts, marks, _strokes = drawn(chart)
    for one, other in combinations(texts, 2):
        assert not one.box.meets(other.box), (one.text, other.text)
    placed = [text for text in texts if "h" in text.css.split()]
    for text in placed:
        assert not text.box.meets_any(marks), text.text


@given(charts())
def test_every_value_of_ours_is_told(chart: LineChart) -> None:
    told = [text.text for text in drawn(chart).texts]
    for point in chart.ours:
        assert told.count(point.text) >= sum(other.text == point.text for other in chart.ours)


@given(charts())
def test_no_name_of_a_line_lies_on_a_line(chart: LineChart) -> None:
    names = {"Kami", "nasional"}
    texts, _marks, strokes = drawn(chart)
    for text in texts:
        if text.text in names:
            assert not touched(text.box, strokes), text.text


def test_a_value_on_a_steep_line_stands_on_the_side_the_line_leaves_free() -> None:
    """Banyuasin, 2023 and 2024: from the foot of the scale to 2,71."""
    ours = {2023: Fraction("1.05"), 2024: Fraction("2.71")}
    others = {2023: Fraction("2.79"), 2024: Fraction("3.12")}
    chart = _chart(ours, others, range(2023, 2026), {})
    texts, _marks, strokes = drawn(chart)
    assert len(strokes) == 2
    assert {text.text for text in texts} >= {"1,05", "2,71", "2,79", "3,12", "Kami", "nasional"}
    assert not [text.text for text in texts if touched(text.box, strokes)]


@given(
    st.floats(0, 100), st.floats(-90, 90), st.floats(1, 140), st.floats(0, 300), st.floats(1, 60),
    st.tuples(st.floats(0, 300), st.floats(0, 300), st.floats(0, 99), st.floats(1, 60)),
)  # fmt: skip
def test_a_stroke_that_touches_a_text_at_some_width_is_found(
    x: float, left: float, wide: float, top: float, high: float, line: tuple[float, float, float, float]
) -> None:
    y, end, start, long = line
    box, stroke = Box(x, left, left + wide, top, top + high), Stroke(start, y, start + long, end)
    seen = any(_drawn_over(box, stroke, width) for width in (NARROWEST, 320, 410, 600, 900, WIDEST))
    assert not seen or touched(box, [stroke])


def _drawn_over(box: Box, stroke: Stroke, width: float) -> bool:
    """Whether a point of a stroke lies in a box where the chart is so wide; looked at in a hundred points."""
    for step in range(101):
        across = (stroke.x + (stroke.to - stroke.x) * step / 100) * width / 100 - box.x * width / 100
        down = stroke.y + (stroke.end - stroke.y) * step / 100
        if box.left < across < box.right and box.top - REACH < down < box.bottom + REACH:
            return True
    return False


@given(charts())
def test_no_text_leaves_the_drawing_at_the_narrowest_width(chart: LineChart) -> None:
    for text in drawn(chart).texts:
        left = text.x * NARROWEST / 100 + text.box.left
        right = text.x * NARROWEST / 100 + text.box.right
        assert left >= -1, text.text
        assert right <= NARROWEST + 16, text.text  # a screen of 320 px has 16 px of margin there


def test_boxes_that_meet_at_some_width_alone_are_found() -> None:
    left, right = Box(0, 0, 400, 0, 10), Box(100, -10, 0, 0, 10)
    assert left.meets(right)  # at 320 px
    assert right.meets(left)
    assert not Box(0, 0, 100, 0, 10).meets(right)
    behind = Box(50, -400, -300, 0, 10)  # clear of the left edge's box when narrow, over it when wide
    assert Box(0, 0, 50, 0, 10).meets(behind)
    assert not Box(0, 0, 50, 20, 30).meets(behind)
    assert NARROWEST < WIDEST


def test_a_missing_year_keeps_its_place_and_is_never_bridged() -> None:
    chart = _chart({2021: Fraction(2), 2023: Fraction(3)}, {}, range(2021, 2024), {})
    svg = line_chart(chart)
    assert svg.count('class="p-us"') == 2
    assert 'class="l-us"' not in svg
    assert re.search(r">2022</text>", svg)
    assert svg.count(">belum</text>") == 1
    assert "0,00" not in svg


def test_neighbouring_years_are_joined() -> None:
    chart = _chart({2021: Fraction(2), 2022: Fraction(3)}, {2021: Fraction(3)}, range(2021, 2023), {})
    svg = line_chart(chart)
    assert svg.count('class="l-us"') == 1
    assert 'class="l-peer"' not in svg


def test_a_target_is_a_diamond_with_its_gap() -> None:
    svg = line_chart(_chart({2022: Fraction("1.85")}, {}, range(2021, 2024), {2022: Fraction("3.86")}))
    assert svg.count('class="p-aim"') == 1
    assert ">3,86</text>" in svg
    assert ">kurang 1,00</text>" in svg


def test_figures_of_another_kind_are_squares_that_no_line_joins() -> None:
    tries = [(2021, Fraction(2)), (2022, Fraction(3)), (2022, Fraction("2.5"))]
    svg = line_chart(_chart({2021: Fraction("1.8")}, {}, range(2021, 2023), {}, tries))
    assert svg.count('class="p-try"') == 3
    assert 'class="l-us"' not in svg
    assert 'class="l-peer"' not in svg
    assert ">2,50</text>" in svg
    assert ">sendiri</text>" in svg


def test_places_are_percent_across_and_grow_with_the_text_down_without_a_view_box() -> None:
    svg = line_chart(_chart({2021: Fraction(2)}, {}, [2021], {}))
    assert "viewBox" not in svg
    assert re.search(r'<circle class="p-us" cx="[\d.]+%" cy="[\d.]+em"', svg)
    assert not re.search(r' (?:y|y1|y2|cy|height|dx)="[\d.]*[1-9][\d.]*"', svg)
    assert 'role="img" aria-labelledby="gt gd"><title id="gt">Judul</title><desc id="gd">Uraian</desc>' in svg


def test_names_in_a_chart_are_escaped() -> None:
    chart = _chart({2021: Fraction(2)}, {}, [2021], {})
    hostile = chart._replace(ours_name="<b>&", title="<i>", description="</desc>")
    svg = line_chart(hostile)
    assert "<b>" not in svg
    assert "<i>" not in svg
    assert svg.count("</desc>") == 1
