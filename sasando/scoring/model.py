"""What an official instrument is: a tree of weighted nodes, the values they take, and the bands read from it.

Plain frozen values; nothing here reads a file or computes a score. Every number is a `Fraction`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property


class Status(StrEnum):
    """How sure a text or a weight is (DESIGN.md rule 10)."""

    OFFICIAL = "official"
    SECONDARY = "secondary"
    DRAFT = "draft"
    MEMORY = "memory"


class ValueKind(StrEnum):
    """Levels are whole numbers in SPBE; Pemdi takes decimals and fractions such as 7/6."""

    INTEGER = "integer"
    DECIMAL = "decimal"


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a level of one indicator asks, in our own words."""

    level: int
    text: str
    status: Status
    digest: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceHint:
    """What to show for a level, and what is often sent back."""

    level: int
    asked: str
    often_rejected: str
    source: str


@dataclass(frozen=True)
class Node:
    """One place in the tree: domain, aspect, indicator, item, or a component of another instrument.

    `code` is unique in the instrument ("D1", "A8", "I35", "I35.2"); `number` is what people write
    ("1", "8", "35", "35-2"). `weight` is in the unit of the root's weight (100); None where unknown,
    which only an instrument that is not scorable may have.
    """

    code: str
    kind: str
    number: str
    name: str
    short_name: str
    weight: Fraction | None
    status: Status
    children: tuple[Node, ...] = ()
    outside: str = ""  # the outside index this value is taken over from
    items_max: int = 0  # how many items an indicator may be rated on; 0: it is rated itself
    scale: str = ""  # which names of levels apply
    criteria: tuple[Criterion, ...] = ()
    hints: tuple[EvidenceHint, ...] = ()
    low: Fraction | None = None  # its own range where it differs from the instrument's
    high: Fraction | None = None
    note: str = ""
    aliases: tuple[str, ...] = ()  # other names met in use
    evidence_group: str = ""  # which of the instrument's evidence groups applies

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        """The rated nodes at or below this one, in the instrument's order."""
        if not self.children:
            return (self,)
        return tuple(leaf for child in self.children for leaf in child.leaves)

    def walk(self) -> Iterator[Node]:
        """This node and everything below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Band:
    """A predicate and the stretch of the index it covers.

    Two bands may share one stretch where a further `condition`, kept as text, tells them apart.
    """

    name: str
    also: str
    low: Fraction
    low_inclusive: bool
    high: Fraction
    high_inclusive: bool
    aliases: tuple[str, ...] = ()  # further names, beyond `also`
    condition: str = ""
    status: Status = Status.OFFICIAL

    def holds(self, value: Fraction) -> bool:
        """Whether `value` lies in this band."""
        numerator, denominator = value.as_integer_ratio()  # whole numbers: a tenth of comparing fractions
        first, of_first = self.low.as_integer_ratio()
        above = numerator * of_first - first * denominator
        if above < 0 or (above == 0 and not self.low_inclusive):
            return False
        last, of_last = self.high.as_integer_ratio()
        below = last * denominator - numerator * of_last
        return below > 0 or (below == 0 and self.high_inclusive)


@dataclass(frozen=True, slots=True)
class Stage:
    code: str
    name: str
    optional: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Track:
    code: str
    name: str
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    id: str
    what: str
    where: str
    used_for: str


@dataclass(frozen=True, slots=True)
class Note:
    """A fact that no field holds, under its subject."""

    subject: str
    text: str


@dataclass(frozen=True)
class Instrument:
    """One version of one instrument, as immutable data (DESIGN.md rule 1).

    A field added later must have a default: what equals its default is left out of the canonical form,
    so that the digests of older instruments stay as they are.
    """

    key: str
    version: str
    name: str
    short_name: str
    law: str
    status: Status
    scorable: bool
    first_year: int
    last_year: int | None
    value_kind: ValueKind
    low: Fraction
    high: Fraction
    root: Node
    bands: tuple[Band, ...]
    band_grid: (
        Fraction | None
    )  # the grid a value is rounded to before its band is read; None: the exact value
    outside_empty: Fraction | None  # what an outside value left blank counts as; None: it is missing
    scales: dict[str, dict[int, str]]
    stages: tuple[Stage, ...]
    tracks: tuple[Track, ...]
    general_questions: tuple[str, ...]
    formula: str
    confidence: str
    sources: tuple[Source, ...]
    source_differences: tuple[str, ...]
    digest: str = ""
    history: tuple[str, ...] = ()  # when it was enacted, by what it was replaced
    notes: tuple[Note, ...] = ()
    evidence_groups: dict[str, dict[int, str]] = field(default_factory=dict)
    scale_status: dict[str, dict[int, Status]] = field(
        default_factory=dict
    )  # names of levels less sure than the rest

    def __hash__(self) -> int:
        return hash((self.key, self.version, self.digest))

    @property
    def parts(self) -> tuple[Node, ...]:
        """The nodes right below the root: the values that are printed beside the index."""
        return self.root.children

    @cached_property
    def by_code(self) -> dict[str, Node]:
        return {node.code: node for node in self.root.walk()}

    @property
    def leaves(self) -> tuple[Node, ...]:
        return self.root.leaves

    def range_of(self, node: Node) -> tuple[Fraction, Fraction]:
        """The lowest and the highest value of a node: its own, else the instrument's."""
        return (
            self.low if node.low is None else node.low,
            self.high if node.high is None else node.high,
        )
