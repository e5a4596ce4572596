"""The pictures of documents as plain values; slides draw them as native charts, paper as lines and boxes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

_NEAR = Fraction(1, 9)  # of the height of a chart: nearer than that, two figures on one side would meet


@dataclass(frozen=True, slots=True)
class LineFigure:
    """A line over equal steps of time. All tuples but `limits` have one entry for each of `times`.

    `description` says in words what the picture shows. `absences`: why there is no value of ours, or "".
    `limits`: named values at which a grid line stands. Nothing is drawn outside [low, high].
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

    def sides(self, line: Literal["ours", "others", "aims"]) -> tuple[str, ...]:
        """On which side of each point of a line its figure stands, so that few meet: t, b, r, or "".

        Away from the nearest other point. The last stands to the right, where the name of the line has room;
        where two last points are near each other, ours gives way.
        """
        lines = {"ours": self.ours, "others": self.others, "aims": self.aims}
        values = lines.pop(line)
        held = [position for position, value in enumerate(values) if value is not None]
        found = []
        for position, value in enumerate(values):
            last = bool(held) and position == held[-1]
            if value is None:
                found.append("")
            elif last and line == "others":
                found.append("r")
            else:
                found.append(self._side(value, [one[position] for one in lines.values()], last))
        return tuple(found)

    def _side(self, value: Fraction, others: list[Fraction | None], last: bool) -> str:
        near = (self.high - self.low) * _NEAR
        given = [other for other in others if other is not None]
        nearest = min(given, key=lambda other: abs(other - value), default=None)
        if last and (nearest is None or abs(nearest - value) > near):
            return "r"
        above = nearest is None or value >= nearest
        if above and value > self.high - near:
            above = nearest is not None and nearest > value - near
        elif not above and value < self.low + near:
            above = nearest is None or nearest > value + near
        return "t" if above else "b"


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
