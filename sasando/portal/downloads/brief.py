"""What an agency takes along, as plain values: every file says the same, and its digest is theirs.

Nothing here names a day, an address or a colour: two requests for the same figures give equal briefs.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sasando.portal.standing_model import Source
from sasando.scoring.explanation_printed import Span

INDEX, TARGET, MEAN = "index", "target", "nasional"  # what stands beside the codes of parts in `Printed.node`


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year of the axis. `value` is None where nothing is published; `why` then says so, else it is "".

    `outside`: the value lies outside the instrument's scale, so that no change is counted from it.
    """

    year: int
    value: Fraction | None
    why: str
    target: Fraction | None
    mean: Fraction | None
    predicate: str
    source: str
    outside: bool


@dataclass(frozen=True, slots=True)
class Share:
    """What one part contributed to a change of the index, in points. `weight` is in percent of the index."""

    name: str
    weight: Fraction
    before: Fraction | None
    after: Fraction | None
    contribution: Span
    text: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What moved the index between two years. `before`, `after`: the printed index.

    `drawable`: the contributions are known so closely that bars can show them; `note` says what else there is to know.
    """

    first: int
    second: int
    before: Fraction
    after: Fraction
    change: Span
    change_text: str
    shares: tuple[Share, ...]
    drawable: bool
    lead: str
    note: str


@dataclass(frozen=True, slots=True)
class ProvedPart:
    """One part with a cell for each indicator: its level where it is certain, else None."""

    heading: str
    cells: tuple[int | None, ...]
    proof: str


@dataclass(frozen=True, slots=True)
class BoundRow:
    """How many indicators of a group have at most each level: the fewest and the most."""

    name: str
    indicators: int
    bounds: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Proved:
    """What the printed figures of the latest year prove about levels."""

    lead: str
    remark: str
    exact: str
    parts: tuple[ProvedPart, ...]
    levels: tuple[int, ...]
    rows: tuple[BoundRow, ...]


@dataclass(frozen=True, slots=True)
class Peer:
    """One comparable agency: the index at the start and at the end of the span."""

    name: str
    start: Fraction
    end: Fraction

    @property
    def gain(self) -> Fraction:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Reachable:
    """Whether a target is within reach. `gain`, `steps`, `years` are None and `peers` empty where nothing is computed.

    `own_gain`: what the agency itself gained over the same span; None where one of its years is not published
    or outside the scale. `made`: the steps made so far, as a sentence; "" where nothing can be said.
    """

    target: Fraction
    by: int
    start_year: int
    start: Fraction
    gain: Fraction | None
    steps: int | None
    verdict: str
    light: str
    lead: str
    sentence: str
    rule: str
    years: tuple[int, int] | None
    peers: tuple[Peer, ...]
    median: Fraction | None
    own_gain: Fraction | None
    origin: str
    made: str


@dataclass(frozen=True, slots=True)
class Above:
    """A predicate above the latest result: where it begins, what is missing to there, and the fewest steps to it,
    None where they cannot be told."""

    name: str
    low: Fraction
    gap: Fraction
    steps: int | None


@dataclass(frozen=True, slots=True)
class Printed:
    """One published figure with its place: `node` is the code of a part, "index", "target" or "nasional".

    `value` is None where a year has no figure; `source` then says which table was looked through.
    """

    year: int
    measure: str
    node: str
    name: str
    value: Fraction | None
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything the files of one agency say. Blocks that have nothing to say are None.

    `why_not_moved`, `why_not_reachable`: why `moved` or `reachable` is None; "" where it is not.
    `above`: the predicates above the latest result, told where no target is; else empty.
    """

    slug: str
    name: str
    chart_name: str
    place: str
    timezone: str
    sample: bool
    measure_key: str
    measure: str
    unit: str
    low: Fraction
    high: Fraction
    top: Fraction
    limits: tuple[tuple[Fraction, str], ...]
    year: int
    figure: str
    predicate: str
    lead: str
    remarks: tuple[str, ...]
    warnings: tuple[str, ...]
    years: tuple[YearRow, ...]
    next_band: str
    moved: Moved | None
    why_not_moved: str
    proved: Proved | None
    reachable: Reachable | None
    why_not_reachable: str
    above: tuple[Above, ...]
    printed: tuple[Printed, ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...]

    @property
    def stem(self) -> str:
        """How the names of its files begin: `kab-kupang-spbe-2024`."""
        return f"{self.slug}-{self.measure_key}-{self.year}"
