"""Saving a filled workbook: values and drafts of many answers in one act, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sasando.evaluations.access import check_reach, open_stage, today
from sasando.evaluations.actions.drafting import DRAFT_FIELDS, put_draft, too_long
from sasando.evaluations.actions.judging import TRANSCRIBE, act_of, enter, locked_answers, stale_answer
from sasando.evaluations.actions.scope import stage_act
from sasando.evaluations.entered import Entered, check
from sasando.evaluations.faults import ConflictError
from sasando.evaluations.models import Answer, Stage
from sasando.instruments.queries import parsed
from sasando.kernel.act import Context, NothingToDo, Outcome
from sasando.kernel.canonical import canonical_json, sha256
from sasando.kernel.faults import BadInputError, Fault
from sasando.kernel.writing import update_many
from sasando.organizations.models import User
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class Drafted:
    """Texts without a value for the answer of one node, on the revision that was seen."""

    node: str
    expected_revision: int
    fact: str
    analysis: str

    def to_json(self) -> list[Any]:
        """What the request says, for its digest."""
        return [self.node, self.expected_revision, self.fact, self.analysis]


def take_workbook(
    by: User, stage: Stage, entered: Sequence[Entered], drafts: Sequence[Drafted], file_digest: str
) -> dict[str, int]:
    """Save what a workbook holds, in one act; the revisions then, by node code.

    The journal has the judgements with their texts, the drafts by digest and length, and the file's digest.

    Raises:
        BadInputError: something cannot be taken by the instrument, or a text is too long.
        StageClosedError, NotYoursError, RefusedError: see `access`.
        ConflictError: an answer changed since it was compared; nothing was saved.
    """
    rows, texts = list(entered), list(drafts)
    instrument = parsed(stage.instrument.digest)
    name = act_of(by, stage)
    check(instrument, rows, today(stage), transcribed=name == TRANSCRIBE)
    check_drafts({leaf.code for leaf in instrument.leaves}, texts)

    def change(context: Context) -> Outcome:
        held = open_stage(stage)
        answers = locked_answers(held, [one.node for one in rows] + [one.node for one in texts])
        check_reach(context, held, by, answers.values())
        _check_revisions(texts, answers)
        judged = enter(held, by, rows, answers)
        written = write_drafts(by, texts, answers)
        if not judged and not written:
            raise NothingToDo({})
        told = {"workbook": file_digest, "judgements": judged, "drafts": written}
        context.record(f"stage:{held.id}", told)
        return {code: answer.revision for code, answer in answers.items()}

    request = {
        "workbook": file_digest,
        "entered": [one.to_json() for one in rows],
        "drafts": sha256(canonical_json([one.to_json() for one in texts])),
    }
    outcome = stage_act(by, stage, name, request, change)
    return {code: int(revision) for code, revision in outcome.items()}


def check_drafts(rated: set[str], drafts: Sequence[Drafted]) -> None:
    """Refuse drafts for nodes that are not rated, and texts that are too long.

    Raises:
        BadInputError: with every reason.
    """
    faults = [
        Fault("isian", one.node, _("tidak dinilai pada tahap ini; periksa nomornya"))
        for one in drafts
        if one.node not in rated
    ]
    faults += [fault for one in drafts for fault in too_long(one.node, one.fact, one.analysis)]
    if faults:
        raise BadInputError(faults)


def _check_revisions(drafts: Sequence[Drafted], answers: dict[str, Answer]) -> None:
    stale = [
        stale_answer(answers[one.node], one.expected_revision)
        for one in drafts
        if answers[one.node].revision != one.expected_revision
    ]
    if stale:
        raise ConflictError(stale)


def write_drafts(by: User, drafts: Sequence[Drafted], answers: dict[str, Answer]) -> list[dict[str, Any]]:
    """Write drafts into locked answers, those that differ; what the journal says of them. Called inside an act."""
    changed: list[Answer] = []
    for one in drafts:
        answer = answers[one.node]
        if (answer.draft_fact, answer.draft_analysis) == (one.fact, one.analysis):
            continue
        put_draft(answer, by, one.fact, one.analysis)
        changed.append(answer)
    update_many(changed, DRAFT_FIELDS)
    return [_told(answer) for answer in changed]


def _told(answer: Answer) -> dict[str, Any]:
    texts = (("fact", answer.draft_fact), ("analysis", answer.draft_analysis))
    return {
        "node": answer.node.code,
        "revision": answer.revision,
        "draft": {name: {"sha256": sha256(text), "length": len(text)} for name, text in texts},
    }
