"""An agency's own texts of an earlier evaluation, and what of them could begin a new one.

Own are fact and analysis that were decided in *mandiri*. Values, verdicts, justifications and whatever assessors
from outside wrote in later stages are never among them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from sasando.evaluations.access import SELF
from sasando.evaluations.cells import Cell
from sasando.evaluations.models import Answer, Evaluation, Judgement
from sasando.evaluations.queries import Worksheet
from sasando.instruments.queries import parsed
from sasando.scoring.model import Criterion, Instrument, Node


@dataclass(frozen=True, slots=True)
class OwnText:
    """What the agency wrote on one indicator."""

    fact: str
    analysis: str


@dataclass(frozen=True, slots=True)
class ChangedCriterion:
    """A level whose criterion reads differently now; None where one of the two has none."""

    level: int
    before: Criterion | None
    after: Criterion | None

    @property
    def old(self) -> str:
        return _text(self.before)

    @property
    def new(self) -> str:
        return _text(self.after)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text of an earlier indicator for one of the new evaluation. `chosen`: a person matched them."""

    target: Node
    source: Node
    text: OwnText
    changed: tuple[ChangedCriterion, ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Proposals:
    """What could be taken, what already has texts of its own, and what only a person matches."""

    ready: tuple[Proposal, ...]
    occupied: tuple[Node, ...]
    by_hand: tuple[Node, ...]
    sources: tuple[Node, ...]  # that hold a text

    @property
    def chosen(self) -> dict[str, str]:
        """What a person matched so far: node codes there by node codes here."""
        return {one.target.code: one.source.code for one in self.ready if one.chosen}

    @property
    def unmatched(self) -> tuple[Node, ...]:
        """What nobody matched yet."""
        chosen = self.chosen
        return tuple(node for node in self.by_hand if node.code not in chosen)


def earlier_evaluations(evaluation: Evaluation) -> list[tuple[Evaluation, int]]:
    """The agency's evaluations of earlier years and others of the same year that hold own texts, with how many, latest
    year first. One query.
    """
    own = Q(stages__code=SELF) & _written("stages__answers__")
    found = (
        Evaluation.objects.filter(agency_id=evaluation.agency_id, year__lte=evaluation.year)
        .exclude(id=evaluation.id)
        .select_related("instrument")
        .defer("instrument__content")
        .annotate(texts=Count("stages__answers", filter=own, distinct=True))
        .filter(texts__gt=0)
        .order_by("-year", "-opened_at")
    )
    return [(one, one.texts) for one in found]


def _written(path: str = "") -> Q:
    """Answers whose judgement stands and says something."""
    text = ~Q(**{f"{path}current__fact": ""}) | ~Q(**{f"{path}current__analysis": ""})
    standing = Q(**{f"{path}current__isnull": False})
    return standing & text & ~Q(**{f"{path}current__outcome": Judgement.Outcome.WITHDRAWN})


def own_texts(evaluation: UUID) -> dict[str, OwnText]:
    """The own texts of an evaluation by node code. One query."""
    answers = Answer.objects.filter(_written(), stage__evaluation_id=evaluation, stage__code=SELF)
    rows = answers.values_list("node__code", "current__fact", "current__analysis")
    return {code: OwnText(fact, analysis) for code, fact, analysis in rows}


def proposals(sheet: Worksheet, source: Evaluation, picked: Mapping[str, str]) -> Proposals:
    """What the texts of `source` could begin here. One query. `picked`: node codes there by node codes here."""
    texts = own_texts(source.id)
    there = parsed(source.instrument.digest)
    matched = matches(sheet.instrument, there)
    ready: list[Proposal] = []
    occupied: list[Node] = []
    by_hand: list[Node] = []
    for row in sheet.rows:
        code = row.node.code
        chosen = picked.get(code, "") in texts
        origin = picked[code] if chosen else matched.get(code, "")
        cell = row.cells.get(sheet.stage.ordinal)
        if cell is not None and not is_empty(cell):
            occupied.append(row.node)
            continue
        if code not in matched:
            by_hand.append(row.node)
        if origin in texts:
            ready.append(_proposal(row.node, there.by_code[origin], texts[origin], chosen=chosen))
    holding = tuple(leaf for leaf in there.leaves if leaf.code in texts)
    return Proposals(tuple(ready), tuple(occupied), tuple(by_hand), holding)


def is_empty(cell: Cell) -> bool:
    """Whether an answer holds no text at all, neither decided nor as a draft."""
    return not (cell.has_draft or cell.fact or cell.analysis)


def matches(here: Instrument, there: Instrument) -> dict[str, str]:
    """Which indicator there is the same as one here, by code.

    The same instrument: the same code. Another one: exactly the same name, where it names one indicator in each.
    """
    known = {leaf.code for leaf in there.leaves}
    if here.key == there.key:
        return {leaf.code: leaf.code for leaf in here.leaves if leaf.code in known}
    names = {_name(leaf): leaf.code for leaf in there.leaves}
    theirs = Counter(map(_name, there.leaves))
    ours = Counter(map(_name, here.leaves))
    return {
        leaf.code: names[_name(leaf)]
        for leaf in here.leaves
        if theirs[_name(leaf)] == 1 and ours[_name(leaf)] == 1
    }


def _name(leaf: Node) -> str:
    return " ".join(leaf.name.casefold().split())


def _proposal(target: Node, source: Node, text: OwnText, *, chosen: bool) -> Proposal:
    return Proposal(target, source, text, changed_criteria(source, target), chosen)


def changed_criteria(old: Node, new: Node) -> tuple[ChangedCriterion, ...]:
    """The levels whose criterion has another digest and another text, lowest first."""
    before = {one.level: one for one in old.criteria}
    after = {one.level: one for one in new.criteria}
    return tuple(
        ChangedCriterion(level, before.get(level), after.get(level))
        for level in sorted(before.keys() | after.keys())
        if _differs(before.get(level), after.get(level))
    )


def _text(criterion: Criterion | None) -> str:
    return criterion.text if criterion else ""


def _differs(old: Criterion | None, new: Criterion | None) -> bool:
    same_digest = old is not None and new is not None and old.digest == new.digest
    return not same_digest and _text(old) != _text(new)
