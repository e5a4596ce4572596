"""What the public sees of an agency's evaluations: sealed stages that were disclosed, at their depth, nothing else.

Everything is read from the seal (DESIGN.md rule 9). A node that stays hidden hides what lies below it and the means
above it, from which its value would follow.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db.models import OuterRef, QuerySet, Subquery

from sasando.evaluations.access import SELF
from sasando.evaluations.models import Disclosure, Evaluation, Reopening, Seal, Stage
from sasando.evaluations.snapshot import sealed_score
from sasando.scoring.model import Instrument, Node
from sasando.scoring.score import Score


@dataclass(frozen=True, slots=True)
class DisclosedNode:
    """A node whose value is public: `depth` counts from the parts (0) downward."""

    node: Node
    depth: int
    value: Fraction


@dataclass(frozen=True, slots=True)
class ClosedNode:
    """A node whose value stays hidden. `follows`: nobody chose it, but from it the chosen ones would follow."""

    node: Node
    follows: bool


@dataclass(frozen=True, slots=True)
class Disclosed:
    """A disclosed stage. `own`: a value of it is the agency's own, so that its number is labelled *Simulasi*;
    `partly`: others are an assessor's.

    `hidden`: whether anything was chosen to stay hidden; `closed`: what the depth would show and is not shown for it.

    `reopened_at`: since when the stage is open again, None while it is sealed; `newer_at`: when the latest seal
    after the disclosed one was made. Of a newer seal the public learns nothing but that it exists.
    """

    instrument: Instrument
    year: int
    kind: str
    stage: str
    own: bool
    partly: bool
    score: Score
    nodes: tuple[DisclosedNode, ...]
    hidden: bool
    closed: tuple[ClosedNode, ...]
    depth: str
    sealed_at: datetime
    digest: str
    consent: str
    reopened_at: datetime | None
    newer_at: datetime | None


def has_disclosed(agency_slug: str) -> bool:
    """Whether an agency has a disclosure that stands now. One query."""
    return _standing(agency_slug).exists()


def _standing(agency_slug: str) -> QuerySet[Disclosure]:
    return Disclosure.objects.filter(
        withdrawn_at=None, evaluation__agency__slug=agency_slug, evaluation__agency__hosted=True
    )


def disclosed(agency_slug: str) -> list[Disclosed]:
    """The disclosures that stand now, the latest year first. One query."""
    newer = Seal.objects.filter(stage=OuterRef("seal__stage"), number__gt=OuterRef("seal__number"))
    reopened = Reopening.objects.filter(seal__stage=OuterRef("seal__stage")).exclude(
        seal__stage__state=Stage.State.SEALED
    )
    found = (
        _standing(agency_slug)
        .select_related("seal__stage", "evaluation")
        .annotate(
            newer_at=Subquery(newer.order_by("-number").values("at")[:1]),
            reopened_at=Subquery(reopened.order_by("-at").values("at")[:1]),
        )
        .order_by("-evaluation__year", "-at")
    )
    return [_read(one, one.reopened_at, one.newer_at) for one in found]


def _read(disclosure: Disclosure, reopened_at: datetime | None, newer_at: datetime | None) -> Disclosed:
    evaluation, seal = disclosure.evaluation, disclosure.seal
    scored = sealed_score(seal)
    return Disclosed(
        instrument=scored.instrument,
        year=evaluation.year,
        kind=evaluation.kind,
        stage=seal.stage.name,
        own=evaluation.kind != Evaluation.Kind.OFFICIAL or rests_on_own_words(seal),
        partly=seal.stage.code != SELF,
        score=scored,
        nodes=public_nodes(scored, disclosure.depth, disclosure.hidden_nodes),
        hidden=bool(disclosure.hidden_nodes),
        closed=tuple(_closed_nodes(scored, disclosure.depth, disclosure.hidden_nodes)),
        depth=str(disclosure.get_depth_display()),
        sealed_at=seal.at,
        digest=seal.digest,
        consent=disclosure.consent,
        reopened_at=reopened_at,
        newer_at=newer_at,
    )


def public_nodes(scored: Score, depth: str, hidden_nodes: Iterable[str]) -> tuple[DisclosedNode, ...]:
    """The nodes whose values a disclosure of this depth shows, in the instrument's order."""
    return tuple(_nodes(scored, depth, _closed(scored.instrument, hidden_nodes)))


def _closed_nodes(scored: Score, depth: str, hidden_nodes: Iterable[str]) -> Iterable[ClosedNode]:
    by_code = scored.instrument.by_code
    chosen = {below.code for code in hidden_nodes for below in by_code[code].walk()}
    closed = _closed(scored.instrument, hidden_nodes)
    for one in _nodes(scored, depth, frozenset()):
        if one.node.code in closed:
            yield ClosedNode(one.node, one.node.code not in chosen)


def rests_on_own_words(seal: Seal) -> bool:
    """Whether a value of the seal is the agency's own: it comes from *mandiri*, the first stage."""
    kept = json.loads(seal.content)
    return kept["stage"] == SELF or any(one["stage"] == 1 for one in kept["answers"].values())


def _closed(instrument: Instrument, hidden: Iterable[str]) -> frozenset[str]:
    """The codes of hidden nodes, of all below them, and of all above them but the index itself."""
    chosen = set(hidden)
    closed: set[str] = set()

    def walk(node: Node, above: bool) -> bool:
        inside = above or node.code in chosen
        below = [walk(child, inside) for child in node.children]  # every one, not up to the first
        touched = any(below)
        if inside or touched:
            closed.add(node.code)
        return inside or touched

    walk(instrument.root, False)
    return frozenset(closed)


def _nodes(scored: Score, depth: str, hidden: frozenset[str]) -> Iterable[DisclosedNode]:
    if depth == Disclosure.Depth.INDEX:
        return
    rated = {leaf.code for leaf in scored.instrument.leaves}
    values = scored.nodes

    def below(node: Node, level: int) -> Iterable[DisclosedNode]:
        for child in node.children:
            own = child.code in rated or child.kind == "indicator"
            value = values[child.code]
            if own and depth != Disclosure.Depth.INDICATORS:
                continue
            if value is not None and child.code not in hidden:
                yield DisclosedNode(child, level, value)
            yield from below(child, level + 1)

    yield from below(scored.instrument.root, 0)
