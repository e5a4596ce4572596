"""The pictures of documents as plain values; slides draw them as native charts, paper as lines and boxes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sasando.ui.documents.sides import Line, Sides, Text, sides
from sasando.ui.numbers import shown


@dataclass(frozen=True, slots=True)
class LineFigure:
    """A line over equal steps of time. All tuples but `limits` have one entry for each of `times`.

    `description` says in words what the picture shows. `absences`: why there is no value of ours, or "".
    `limits`: named values at which a grid line stands. Nothing is drawn outside [low, high].
    `apart`: the places whose value of ours no line joins, since it compares with no other; `apart_name`: what they are.
    """

    description: str
    times: tuple[str, ...]
    low: Fraction
    high: Fraction
    limits: tuple[tuple[Fraction, str], ...]
    ours_name: str
    ours: tuple[Fraction | None, ...]
    others_name: str
    others: tuple[Fraction | None, ...]
    aims_name: str
    aims: tuple[Fraction | None, ...]
    absences: tuple[str, ...]
    apart: frozenset[int] = frozenset()
    apart_name: str = ""

    def texts(self, line: Line) -> tuple[Text | None, ...]:
        """What is written beside each point of a line; the last names the line."""
        name, values = self._lines()[line]
        last = max((place for place, value in enumerate(values) if value is not None), default=-1)
        return tuple(
            None
            if value is None
            else Text(f"{name} {shown(value)}" if place == last else shown(value), place == last)
            for place, value in enumerate(values)
        )

    def sides(self) -> Sides:
        """On which side of each point its text stands; "" where there is none."""
        lines = self._lines()
        return sides(
            {line: values for line, (_name, values) in lines.items()},
            {line: self.texts(line) for line in lines},
            self.low,
            self.high,
            self.limits,
            self.apart,
        )

    def _lines(self) -> dict[Line, tuple[str, tuple[Fraction | None, ...]]]:
        return {
            "ours": (self.ours_name, self.ours),
            "others": (self.others_name, self.others),
            "aims": (self.aims_name, self.aims),
        }


@dataclass(frozen=True, slots=True)
class Step:
    """One contribution; `text` is how it is written, which may name several possible amounts."""

    name: str
    amount: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class WaterfallFigure:
    """From one value to another by steps. Bars begin at `low`; `start` + all amounts is about `end`."""

    description: str
    low: Fraction
    start: tuple[str, Fraction, str]
    steps: tuple[Step, ...]
    end: tuple[str, Fraction, str]
    fallen_name: str
    risen_name: str
    whole_name: str

    @property
    def names(self) -> tuple[str, ...]:
        """What stands below each bar, with its figure on a second line."""
        bars = [self.start[::2], *((step.name, step.text) for step in self.steps), self.end[::2]]
        return tuple(f"{name}\n{text}" for name, text in bars)


@dataclass(frozen=True, slots=True)
class Column:
    """How many lie in one stretch, and whether the whole stretch comes as far as is asked."""

    name: str
    count: int
    reached: bool


@dataclass(frozen=True, slots=True)
class DistributionFigure:
    """Counts over equal stretches, in order."""

    description: str
    columns: tuple[Column, ...]
    short_name: str
    reached_name: str
