"""Where figures stand beside the points of a line."""

from __future__ import annotations

from fractions import Fraction

from sasando.ui.documents.figures import LineFigure, Step, WaterfallFigure
from sasando.ui.documents.paper_figures import line_data, waterfall_data

NONE = (None, None, None)


def a_line(
    ours: tuple[str | None, ...], others: tuple[str | None, ...] = NONE, aims: tuple[str | None, ...] = NONE
) -> LineFigure:
    def exact(values: tuple[str | None, ...]) -> tuple[Fraction | None, ...]:
        return tuple(None if value is None else Fraction(value) for value in values)

    return LineFigure(
        description="Naik",
        times=("2021", "2022", "2023"),
        low=Fraction(1),
        high=Fraction(5),
        limits=((Fraction(1), "1,0 Kurang"), (Fraction(3), "3,0 atas")),
        ours_name="kami",
        ours=exact(ours),
        others_name="lain",
        others=exact(others),
        aims_name="target",
        aims=exact(aims),
        absences=tuple("" if value else "belum ada data" for value in ours),
    )


def test_figures_stand_on_the_sides_away_from_each_other() -> None:
    sides = a_line(("2", "2.2", None), ("3.3", "3.4", None)).sides()
    assert sides["ours"] == ["b", "r", ""]
    assert sides["others"] == ["t", "r", ""]


def test_of_two_last_points_near_each_other_ours_gives_way() -> None:
    sides = a_line(("2", "3.42", None), ("3.2", "3.4", None)).sides()
    assert (sides["ours"][1], sides["others"][1]) == ("t", "r")


def test_a_figure_on_a_steep_line_stands_beside_it() -> None:
    """Banyuasin, 2023 and 2024: from the foot of the scale to 2,71."""
    sides = a_line(("1.05", "2.71", None), ("2.79", "3.2", None)).sides()
    assert sides["ours"] == ["tl", "r", ""]


def test_a_name_does_not_lie_on_a_limit() -> None:
    """Nagekeo's 1,77 lies on the limit of 1,8; here 2,97 on that of 3,0."""
    assert a_line((None, "2.97", None)).sides()["ours"] == ["", "t", ""]


def test_a_year_without_a_value_has_neither_point_nor_line() -> None:
    data = line_data(a_line(("2", None, "3")))
    assert [point["text"] for point in data["ours"]["points"]] == ["2,00", "kami 3,00"]
    assert data["ours"]["lines"] == []
    assert [time["why"] for time in data["times"]] == ["", "belum ada data", ""]


def test_bars_of_a_waterfall_begin_where_the_one_before_ended() -> None:
    steps = (Step("a", Fraction(1), "+1,000"), Step("b", Fraction(-1, 2), "−0,500"))
    start, end = ("dulu", Fraction(2), "2,00"), ("kini", Fraction(5, 2), "2,50")
    figure = WaterfallFigure("", Fraction(1), start, steps, end, "turun", "naik", "indeks")
    bars = waterfall_data(figure)["bars"]
    assert [(bar["kind"], bar["start"], bar["end"]) for bar in bars] == [
        ("whole", 0.0, 0.5),
        ("risen", 0.5, 1.0),
        ("fallen", 0.75, 1.0),
        ("whole", 0.0, 0.75),
    ]
