"""Everything that reads evaluations. The entry screen takes two queries, whatever the number of indicators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from uuid import UUID

from django.db.models import CharField, UUIDField

from sasando.evaluations.cells import Cell, CellRow, cells_by_node, read_cells
from sasando.evaluations.effective import Decided, effective, values
from sasando.evaluations.models import Evaluation, Judgement, Stage, Verification
from sasando.instruments.queries import parsed
from sasando.kernel.compiled import Compiled
from sasando.organizations.models import Agency
from sasando.scoring import model
from sasando.scoring.predicate import Reading
from sasando.scoring.score import Score, score


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A rated node with its cells by the ordinal of their stage, and the decision that counts at the stage shown.

    Held for as long as what was read stays the same, by many requests: nobody changes it.
    """

    node: model.Node
    cells: Mapping[int, Cell]
    counting: Decided | None


@dataclass(frozen=True)
class Worksheet:
    """A stage as it is worked on: every rated node with the cells of all stages so far, and the score."""

    stage: Stage
    stages: tuple[Stage, ...]
    instrument: model.Instrument
    rows: tuple[Row, ...]
    score: Score

    @property
    def evaluation(self) -> Evaluation:
        return self.stage.evaluation

    def cell(self, code: str) -> Cell | None:
        """The answer of a node in the stage that is shown; None while the stage waits."""
        row = next((row for row in self.rows if row.node.code == code), None)
        return row.cells.get(self.stage.ordinal) if row else None


def evaluations_of(agency: Agency) -> list[Evaluation]:
    """The evaluations of an agency with their stages, latest year first. Two queries."""
    found = Evaluation.objects.filter(agency=agency).select_related("agency", "instrument")
    return list(found.defer("instrument__content").prefetch_related("stages"))


_stages = Compiled(
    lambda evaluation, agency: (
        Stage.objects.select_related("evaluation", "instrument")
        .defer("instrument__content")
        .filter(evaluation_id=evaluation, evaluation__agency_id=agency)
        .order_by("ordinal")
    ),
    evaluation=UUIDField(),
    agency=UUIDField(),
)


def stage_of(agency: Agency, evaluation: UUID, code: str) -> tuple[Stage, tuple[Stage, ...]] | None:
    """A stage of an evaluation of this agency with all its stages, or None. One query."""
    stages = tuple(_stages(evaluation=evaluation, agency=agency.id))
    for stage in stages:
        stage.evaluation.agency = agency
    chosen = next((stage for stage in stages if stage.code == code), None)
    return (chosen, stages) if chosen else None


def worksheet(stage: Stage, stages: Iterable[Stage]) -> Worksheet:
    """The worksheet of a stage. One query, whatever the number of indicators and stages."""
    reading: Reading = "rounded" if stage.evaluation.predicate_reading == "rounded" else "exact"
    digest = stage.instrument.digest
    rows, scored = _laid_out(digest, read_cells(stage.evaluation_id, stage.ordinal), stage.ordinal, reading)
    return Worksheet(stage, tuple(stages), parsed(digest), rows, scored)


@lru_cache(maxsize=32)
def _laid_out(
    digest: str, read: tuple[CellRow, ...], ordinal: int, reading: Reading
) -> tuple[tuple[Row, ...], Score]:
    """The rows and the score of what was read; given again where the same is read again."""
    instrument = parsed(digest)
    cells = cells_by_node(read)
    counting = effective(
        (
            Decided(code, stage, cell.value)
            for code, held in cells.items()
            for stage, cell in held.items()
            if cell.decided
        ),
        ordinal,
    )
    decided = {code: value for code, value in values(counting).items() if code in instrument.by_code}
    rows = (Row(leaf, cells.get(leaf.code, {}), counting.get(leaf.code)) for leaf in instrument.leaves)
    return tuple(rows), _scored(digest, tuple(decided.items()), reading)


@lru_cache(maxsize=256)
def _scored(digest: str, decided: tuple[tuple[str, Fraction | None], ...], reading: Reading) -> Score:
    """The score of values that many pages and people ask for between two changes."""
    return score(parsed(digest), dict(decided), reading=reading)


@dataclass(frozen=True, slots=True)
class Event:
    """One line in the history of an answer: a judgement or a verification.

    `source`: document, agency, day and publication of a value.
    """

    at: datetime
    who: str
    what: str
    value: Fraction | None
    note: str
    fact: str
    analysis: str
    stage: str
    revision: int
    source: tuple[str, str, date | None, str] = ("", "", None, "")


_judgements = Compiled(
    lambda evaluation, node: (
        Judgement.objects.filter(answer__stage__evaluation_id=evaluation, answer__node__code=node)
        .select_related("entered_by", "answer__stage", "publication")
        .order_by("-at", "-revision")
    ),
    evaluation=UUIDField(),
    node=CharField(),
)
_verifications = Compiled(
    lambda evaluation, node: Verification.objects.filter(
        judgement__answer__stage__evaluation_id=evaluation, judgement__answer__node__code=node
    ).select_related("by", "judgement__answer__stage"),
    evaluation=UUIDField(),
    node=CharField(),
)


def history(stage: Stage, node: str, seen: Iterable[Stage], inner: Iterable[Stage]) -> list[Event]:
    """What was decided about a node of the evaluation, latest first. Two queries.

    Judgements of the stages `seen`, verifications of those `inner` (see `visible.inner_stages`).
    """
    place = {"evaluation": stage.evaluation_id, "node": node}
    judged, verified = {one.id for one in seen}, {one.id for one in inner}
    events = [
        Event(
            one.at, one.entered_by.name, one.outcome, one.value, one.reason or one.justification, one.fact,
            one.analysis, one.answer.stage.name, one.revision,
            (one.source_document, one.source_agency, one.source_date, one.publication.title if one.publication else ""),
        )
        for one in _judgements(**place)
        if one.answer.stage_id in judged
    ]  # fmt: skip
    events += [
        Event(
            one.at, one.by.name, one.verdict, None, "; ".join(filter(None, (one.note, one.exception))), "", "",
            one.judgement.answer.stage.name, one.judgement.revision,
        )
        for one in _verifications(**place)
        if one.judgement.answer.stage_id in verified
    ]  # fmt: skip
    return sorted(events, key=lambda event: event.at, reverse=True)
