"""The places of a picture on paper, as shares of the drawing: what the templates of `paper/charts.typ` take."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sasando.ui.documents.figures import LineFigure, WaterfallFigure
from sasando.ui.documents.sides import Line, Sides
from sasando.ui.documents.texts import plain


def line_data(figure: LineFigure) -> dict[str, Any]:
    """Points, segments between neighbours in time, and named limits; x and y from 0 to 1, y from the top."""
    steps = max(1, len(figure.times) - 1)
    sides = figure.sides()
    return {
        "limits": [{"y": _down(figure, value), "text": plain(name)} for value, name in figure.limits],
        "times": [
            {"x": position / steps, "text": plain(time), "why": plain(why)}
            for position, (time, why) in enumerate(zip(figure.times, figure.absences, strict=True))
        ],
        "ours": _line(figure, "ours", figure.ours, sides),
        "others": _line(figure, "others", figure.others, sides),
        "aims": _line(figure, "aims", figure.aims, sides),
    }


def _down(figure: LineFigure, value: Fraction) -> float:
    return float((figure.high - value) / (figure.high - figure.low))


def _line(
    figure: LineFigure,
    line: Line,
    values: tuple[Fraction | None, ...],
    sides: Sides,
) -> dict[str, Any]:
    steps = max(1, len(values) - 1)
    held = {
        position: (position / steps, _down(figure, value))
        for position, value in enumerate(values)
        if value is not None
    }
    points = [
        {
            "x": held[position][0],
            "y": held[position][1],
            "text": plain(text.text),
            "side": sides[line][position],
        }
        for position, text in enumerate(figure.texts(line))
        if text is not None
    ]
    joined = held.keys() - figure.apart if line == "ours" else held.keys()
    lines = [[*held[one], *held[one + 1]] for one in held if {one, one + 1} <= joined]
    return {"points": points, "lines": lines}


def waterfall_data(figure: WaterfallFigure) -> dict[str, Any]:
    """A bar for the start, each step and the end: where it begins and ends, from 0 to 1."""
    levels = [figure.start[1]]
    for step in figure.steps:
        levels.append(levels[-1] + step.amount)
    highest = max([*levels, figure.end[1]])
    width = highest - figure.low or Fraction(1)

    def share(value: Fraction) -> float:
        return float((value - figure.low) / width)

    bars = [_bar(figure.start[0], 0.0, share(figure.start[1]), figure.start[2], "whole")]
    for step, before, after in zip(figure.steps, levels, levels[1:], strict=False):
        kind = "fallen" if step.amount < 0 else "risen"
        bars.append(_bar(step.name, share(min(before, after)), share(max(before, after)), step.text, kind))
    bars.append(_bar(figure.end[0], 0.0, share(figure.end[1]), figure.end[2], "whole"))
    return {"bars": bars}


def _bar(name: str, start: float, end: float, text: str, kind: str) -> dict[str, Any]:
    return {"name": plain(name), "start": start, "end": end, "text": plain(text), "kind": kind}
