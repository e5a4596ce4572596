"""The pictures of a report, for paper and slides alike."""

from __future__ import annotations

from dataclasses import replace

from sasando.evaluations.reports.facts import Facts
from sasando.evaluations.reports.wording import explained, points_text
from sasando.ui.documents.figures import Step, WaterfallFigure
from sasando.ui.numbers import shown

_LONGEST_NAME = 60


def waterfall_figure(facts: Facts) -> WaterfallFigure:
    """The explanation of the index: from an earlier one, or from the lowest there is, step by step."""
    found = facts.explanation
    steps = tuple(
        Step(_short(one.number, one.name), one.points, points_text(one.points)) for one in explained(facts)
    )
    said = "; ".join(f"{step.name} {step.text}" for step in steps)
    return WaterfallFigure(
        description=f"Dari {found.start_name} {shown(found.start)} ke {found.end_name} {shown(found.end)}: {said}",
        low=facts.measured.low,
        start=(_capital(found.start_name), found.start, shown(found.start)),
        steps=steps,
        end=(_capital(found.end_name), found.end, shown(found.end)),
        fallen_name="turun",
        risen_name="naik",
        whole_name="indeks",
    )


def numbered_figure(facts: Facts) -> WaterfallFigure:
    """The same by parts alone, each by its number, for where names have no room; `key_of_parts` names them."""
    found = facts.explanation
    steps = tuple(Step(f"({one.number})", one.points, points_text(one.points)) for one in found.parts)
    whole = waterfall_figure(facts)
    return replace(whole, start=("Awal", *whole.start[1:]), steps=steps, end=("Kini", *whole.end[1:]))


def key_of_parts(facts: Facts) -> str:
    """Which part each number stands for."""
    return "; ".join(f"({one.number}) {one.name}" for one in facts.explanation.parts)


def _short(number: str, name: str) -> str:
    """A step by its number and as much of its name as a line holds."""
    bare = name.removeprefix("Tingkat Kematangan ")
    said = bare if len(bare) <= _LONGEST_NAME else f"{bare[: _LONGEST_NAME - 1].rstrip()}…"
    return f"{number}. {said}"


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
