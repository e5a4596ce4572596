"""What a stage holds at a moment: the decisions that count, the score, and the canonical form that a seal keeps."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from sasando.evaluations.effective import Decided, effective, values
from sasando.evaluations.models import Answer, Judgement, Seal, Stage
from sasando.evaluations.unsourced import Sourced, of_judgement
from sasando.instruments.queries import parsed
from sasando.kernel.canonical import canonical_json, sha256
from sasando.scoring.numbers import fraction_text
from sasando.scoring.score import Score, score


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The current judgement that counts for each node at a stage, with the ordinal of its stage, and the score."""

    stage: Stage
    judgements: dict[str, tuple[int, Judgement]]
    score: Score


def snapshot(stage: Stage) -> Snapshot:
    """A stage as it stands now. One query; the instrument comes from memory."""
    return snapshots([stage])[0]


def snapshots(stages: Sequence[Stage]) -> list[Snapshot]:
    """Stages as they stand now, also of several evaluations. One query, whatever their number."""
    answers = (
        Answer.objects.select_related("current", "node", "stage")
        .filter(stage__evaluation_id__in={stage.evaluation_id for stage in stages})
        .exclude(current=None)
        .exclude(current__outcome=Judgement.Outcome.WITHDRAWN)
    )
    held: defaultdict[UUID, dict[tuple[str, int], Judgement]] = defaultdict(dict)
    for answer in answers:
        if answer.current:
            held[answer.stage.evaluation_id][answer.node.code, answer.stage.ordinal] = answer.current
    return [_snapshot(stage, held[stage.evaluation_id]) for stage in stages]


def _snapshot(stage: Stage, held: dict[tuple[str, int], Judgement]) -> Snapshot:
    """A stage by the judgements of its evaluation, by node code and ordinal; those of later stages do not count."""
    instrument = parsed(stage.instrument.digest)
    rated = {leaf.code for leaf in instrument.leaves}
    counting = effective(
        [Decided(code, ordinal, one.value) for (code, ordinal), one in held.items() if code in rated],
        stage.ordinal,
    )
    return Snapshot(
        stage,
        {code: (one.stage, held[code, one.stage]) for code, one in counting.items()},
        score(instrument, values(counting), reading=reading_of(stage)),
    )


def values_here(held: Snapshot) -> dict[str, Sourced]:
    """What is told of where the values that were judged in this stage come from, by node code."""
    return {
        code: of_judgement(one)
        for code, (ordinal, one) in held.judgements.items()
        if ordinal == held.stage.ordinal and one.value is not None
    }


def unexplained(held: Snapshot) -> list[str]:
    """The numbers of what was judged in this stage with neither a justification nor a source to look it up in."""
    return [
        leaf.number
        for leaf in held.score.instrument.leaves
        if leaf.code in held.judgements
        for ordinal, one in [held.judgements[leaf.code]]
        if ordinal == held.stage.ordinal
        and not (one.justification or one.source_document or one.publication_id)
    ]


def reading_of(stage: Stage) -> Any:
    """How the evaluation reads its predicate: "exact" or "rounded"."""
    return stage.evaluation.predicate_reading


def content(held: Snapshot, number: int) -> str:
    """The canonical JSON of seal `number`: values, what they rest on, the exact index. Digested as it stands."""
    stage, evaluation, scored = held.stage, held.stage.evaluation, held.score
    return canonical_json(
        {
            "agency": evaluation.agency.slug,
            "instrument": {
                "key": scored.instrument.key,
                "version": scored.instrument.version,
                "digest": scored.instrument.digest,
            },
            "year": evaluation.year,
            "kind": evaluation.kind,
            "label": evaluation.label,
            "track": evaluation.track,
            "reading": evaluation.predicate_reading,
            "stage": stage.code,
            "number": number,
            "answers": {code: _told(*one) for code, one in held.judgements.items()},
            "missing": list(scored.missing),
            "assumed": list(scored.assumed),
            "index": None if scored.index is None else fraction_text(scored.index),
            "predicate": None if scored.predicate is None else scored.predicate.name,
        }
    )


def _told(ordinal: int, one: Judgement) -> dict[str, Any]:
    return {
        "value": None if one.value is None else fraction_text(one.value),
        "stage": ordinal,
        "judgement": str(one.id),
        "basis": one.basis_digest,
        "texts_sha256": sha256(canonical_json([one.fact, one.analysis, one.justification])),
    }


def sealed_values(seal: Seal) -> dict[str, Fraction | None]:
    """The values that a seal keeps, by node code."""
    kept: dict[str, dict[str, Any]] = json.loads(seal.content)["answers"]
    return {code: None if one["value"] is None else Fraction(one["value"]) for code, one in kept.items()}


def sealed_score(seal: Seal) -> Score:
    """The score of what a seal keeps, computed anew by the instrument version it names."""
    kept = json.loads(seal.content)
    return score(parsed(kept["instrument"]["digest"]), sealed_values(seal), reading=kept["reading"])


def seal_faults(seals: Sequence[Seal]) -> list[str]:
    """Seals whose digest or index, computed anew, differs from what was sealed: an alarm (DESIGN.md rule 4)."""
    faults = []
    for seal in seals:
        name = f"segel {seal.number} tahap {seal.stage_id}"
        if sha256(seal.content) != seal.digest:
            faults.append(f"{name}: isi tidak lagi cocok dengan sidiknya")
        elif sealed_score(seal).index != seal.index:
            faults.append(f"{name}: indeks yang dihitung ulang berbeda dari yang disegel")
    return faults
