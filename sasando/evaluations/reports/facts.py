"""What a report says, as plain values: every document and page of a stage says the same.

Nothing here names the moment of making or a colour: the same state on the same day gives equal facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Agency:
    """Whose report it is; `sample`: it does not exist, and every page says so."""

    slug: str
    name: str
    short_name: str
    timezone: str
    sample: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """By what and when: the instrument, and the evaluation and stage that is reported on.

    `kind`: resmi, simulasi, pantauan. `absence`: why the agency did not take part, "" where it does.
    """

    evaluation: str
    instrument: str
    instrument_name: str
    law: str
    version: str
    low: Fraction
    high: Fraction
    whole: bool  # levels are whole numbers
    year: int
    kind: str
    label: str
    track: str
    absence: str
    stage: str
    stage_name: str
    state: str
    due: date | None
    letter: str


@dataclass(frozen=True, slots=True)
class Called:
    """How a figure of this stage is called (DESIGN.md rule 9): a tag beside it, and a sentence below it.

    `own`: it rests on the agency's own judgement, wholly or in part.
    """

    tag: str
    sentence: str
    own: bool


@dataclass(frozen=True, slots=True)
class Score:
    """The index of the stage; with gaps None, and only what it lies between is known.

    `predicate` is that of the evaluation's reading; `other_predicate` what the other reading gives, where it differs.
    """

    index: Fraction | None
    lower: Fraction
    upper: Fraction
    predicate: str
    other_predicate: str
    reading: str
    missing: tuple[str, ...]
    assumed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A domain or an aspect. `depth` 1: right below the index. `value` None: a value below it is missing."""

    code: str
    kind: str
    number: str
    name: str
    weight: Fraction
    depth: int
    value: Fraction | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A rated node with what was decided. `part`: the code of what it lies in right away.

    `decided_in`: the name of the stage whose decision counts, "" without one. `work` is that of the stage reported on.
    `earlier`: whether the decision is an earlier stage's.
    """

    code: str
    number: str
    name: str
    part: str
    weight: Fraction
    value: Fraction | None
    level_name: str
    not_applicable: bool
    assumed: bool
    decided_in: str
    earlier: bool
    item: str
    fact: str
    analysis: str
    justification: str
    source: str
    work: str


@dataclass(frozen=True, slots=True)
class Note:
    """Strengths and weaknesses of an aspect, as written in a stage."""

    aspect: str
    stage_name: str
    strengths: str
    weaknesses: str


@dataclass(frozen=True, slots=True)
class Question:
    """One of the instrument's general questions with its answer, "" without one."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class SealLine:
    """A seal in the history of the evaluation; `reopened` is the reason it was opened again, "" where it stands."""

    stage: str
    stage_name: str
    number: int
    at: datetime
    by: str
    index: Fraction | None
    predicate: str
    digest: str
    reopened: str
    reviews: tuple[str, ...]

    @property
    def short(self) -> str:
        """The digest as people compare it: `3fa9 0c12 77de`."""
        return " ".join(self.digest[place : place + 4] for place in (0, 4, 8))


@dataclass(frozen=True, slots=True)
class Published:
    """An official result. `comparable`: it was measured by the same instrument."""

    year: int
    measure: str
    value: Fraction
    predicate: str
    source: str
    comparable: bool


@dataclass(frozen=True, slots=True)
class Target:
    """What was set for a year; `comparable`: in the measure of the instrument, else it must be converted."""

    year: int
    measure: str
    value: Fraction
    source: str
    comparable: bool


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one node did to the index, in points. Without `before` and `after`: what its value adds to the lowest."""

    code: str
    number: str
    name: str
    before: Fraction | None
    after: Fraction | None
    points: Fraction


@dataclass(frozen=True, slots=True)
class Explanation:
    """From one index to another, exactly: `parts` (right below the index) add up to the difference, so do `leaves`.

    `compared`: with an earlier result, so that `leaves` holds only what changed; else from the lowest index there is,
    by what each part adds. `note` says what there is to know, or why nothing is compared.
    """

    start_name: str
    start: Fraction
    end_name: str
    end: Fraction
    parts: tuple[Contribution, ...]
    leaves: tuple[Contribution, ...]
    compared: bool
    note: str


@dataclass(frozen=True, slots=True)
class Move:
    """An indicator whose value is another than a week ago; `points` None where one of the two is missing.

    `blank`: what an outside value counts as while it is left blank, so that its first value moves the index too.
    """

    number: str
    name: str
    before: Fraction | None
    after: Fraction | None
    points: Fraction | None
    by: tuple[str, ...]
    blank: Fraction | None = None

    @property
    def is_new(self) -> bool:
        """Whether nothing had been decided a week ago."""
        return self.before is None


@dataclass(frozen=True, slots=True)
class Worker:
    """What one person did in the week: how many values, explanations, verifications; names only, no address."""

    name: str
    judged: int
    drafted: int
    verified: int
    returned: int
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """The last seven days, from the journal. `points`: how far the moves took the index, None where unknown."""

    since: date
    moves: tuple[Move, ...]
    workers: tuple[Worker, ...]
    points: Fraction | None


@dataclass(frozen=True, slots=True)
class Late:
    """Answers of one unit that are waited for: their numbers, and the earliest of their days.

    `unit` names a person, or that nobody was asked, where `is_unit` is False.
    """

    unit: str
    is_unit: bool
    numbers: tuple[str, ...]
    since: date


@dataclass(frozen=True, slots=True)
class Waiting:
    """A decision or a piece of work that waits: what, for whom, and which indicators."""

    what: str
    whose: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """The next day that matters, and how many days are left; `letter`: what it rests on."""

    day: date
    days: int
    what: str
    letter: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, by role; `name` "" where nobody or more than one person holds it, to be filled in by hand."""

    role: str
    name: str


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry of the agency's journal: what a printed report can be checked against."""

    seq: int
    digest: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the documents of one stage say. `rooms`: where one step up adds most, the most first."""

    agency: Agency
    measured: Measured
    called: Called
    score: Score
    parts: tuple[Part, ...]
    indicators: tuple[Indicator, ...]
    notes: tuple[Note, ...]
    questions: tuple[Question, ...]
    seals: tuple[SealLine, ...]
    seal: SealLine | None
    published: tuple[Published, ...]
    target: Target | None
    explanation: Explanation
    rooms: tuple[Contribution, ...]
    week: Week
    late: tuple[Late, ...]
    waiting: tuple[Waiting, ...]
    coming: Coming | None
    signers: tuple[Signer, ...]
    today: date

    @property
    def title(self) -> str:
        """`SPBE 2025`, with the label that tells several of a year apart."""
        measured = self.measured
        return f"{measured.instrument} {measured.year}" + (f" ({measured.label})" if measured.label else "")

    @property
    def last_published(self) -> Published | None:
        return self.published[-1] if self.published else None
