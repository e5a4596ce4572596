"""Entering values and their explanations: one answer or all of a stage, in one act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import CharField, UUIDField
from django.utils import timezone

from sasando.evaluations.access import check_reach, judging_acts, open_stage, today
from sasando.evaluations.actions.scope import actor_of, scope_of, stage_act
from sasando.evaluations.actions.sources import check_publications
from sasando.evaluations.entered import Entered, basis_digest, check
from sasando.evaluations.faults import ConflictError, Stale
from sasando.evaluations.models import Answer, Judgement, Stage
from sasando.instruments.queries import parsed
from sasando.kernel.act import Context, NothingToDo, Outcome
from sasando.kernel.compiled import Compiled
from sasando.kernel.grant_table import RefusedError, granted
from sasando.kernel.one_line import one_line
from sasando.kernel.writing import insert_many, update_many
from sasando.organizations.models import User
from sasando.scoring.numbers import fraction_text

TRANSCRIBE = "transcribe"
_CELL = (
    "revision",
    "current",
    "draft_fact",
    "draft_analysis",
    "drafted_by",
    "drafted_at",
    "work_state",
    "item",
    "criterion_changed",
)


def judge(by: User, stage: Stage, entered: Sequence[Entered], *, key: str | None = None) -> dict[str, int]:
    """Enter decisions for answers of an open stage, all or none; the revisions then, by node code.

    What is entered as it stands already changes nothing, and a request of nothing else opens no revision.

    Raises:
        BadInputError: something entered cannot be taken by the instrument, rests on a source of a day to come, or is
            transcribed without its source, or from a publication that does not print it or was superseded.
        StageClosedError, NotYoursError, RefusedError: see `access`.
        ConflictError: an answer changed since its author read it.
    """
    rows = list(entered)
    name = act_of(by, stage)
    instrument = parsed(stage.instrument.digest)
    check(instrument, rows, today(stage), transcribed=name == TRANSCRIBE)
    check_publications(stage, rows)

    def change(context: Context) -> Outcome:
        held = open_stage(stage)
        answers = locked_answers(held, [one.node for one in rows])
        check_reach(context, held, by, answers.values())
        told = enter(held, by, rows, answers)
        if not told:
            raise NothingToDo({code: answer.revision for code, answer in answers.items()})
        context.record(f"stage:{held.id}", {"judgements": told})
        return {code: answer.revision for code, answer in answers.items()}

    request = {"entered": [one.to_json() for one in rows]}
    outcome = stage_act(by, stage, name, request, change, key=key)
    return {code: int(revision) for code, revision in outcome.items()}


def enter(
    stage: Stage, by: User, rows: Sequence[Entered], answers: dict[str, Answer]
) -> list[dict[str, Any]]:
    """Write the decisions that change something into locked answers; what the journal says of them.

    Called inside an act, after `check`, with everything the stage and the person's reach ask done.

    Raises:
        ConflictError: an answer changed since its author read it.
    """
    _check_revisions(by, rows, answers)
    made = _made(by, stage, rows, answers)
    insert_many([judgement for _answer, judgement, _told in made])
    for answer, judgement, entered_one in made:
        _settle(answer, judgement, entered_one)
    update_many([answer for answer, _judgement, _told in made], _CELL)
    return [_told(*one) for one in made]


def act_of(by: User, stage: Stage) -> str:
    """By which of the stage's acts this person may judge: the first one their roles allow, else the first."""
    names = judging_acts(stage)
    for name in names[:-1]:
        try:
            granted(actor_of(by), name, scope_of(stage.evaluation.agency))
        except RefusedError:
            continue
        return name.partition(".")[2]
    return names[-1].partition(".")[2]


_locked_answers = Compiled(
    lambda stage, codes: (
        Answer.objects.select_for_update(of=("self",))
        .select_related("node", "current")
        .filter(stage_id=stage, node__code__in=codes)
        .order_by("node__ordinal")
    ),
    stage=UUIDField(),
    codes=CharField(),
)


def locked_answers(stage: Stage, codes: Sequence[str]) -> dict[str, Answer]:
    """The answers by node code, locked; the current judgements with them."""
    found = _locked_answers(stage=stage.id, codes=tuple(codes))
    return {answer.node.code: answer for answer in found}


def _check_revisions(by: User, rows: Sequence[Entered], answers: dict[str, Answer]) -> None:
    stale = [
        stale_answer(answers[one.node], one.expected_revision)
        for one in rows
        if answers[one.node].revision != one.expected_revision
        and not _stands(one, answers[one.node])
        and not _is_own_draft(by, one, answers[one.node])
    ]
    if stale:
        raise ConflictError(stale)


def _is_own_draft(by: User, one: Entered, answer: Answer) -> bool:
    """Whether nothing changed but the draft that its author decides now: it came in, and the page left before it heard.

    A judgement clears who drafted, so the last revision is theirs.
    """
    if answer.drafted_by_id != by.id or answer.revision != one.expected_revision + 1:
        return False
    if one.fact is None or one.analysis is None:
        return False
    drafted = (answer.draft_fact.rstrip(), answer.draft_analysis.rstrip())
    return (_clean(one.fact), _clean(one.analysis)) == drafted


def stale_answer(answer: Answer, expected: int) -> Stale:
    """What to show beside the text of somebody who wrote on an older revision."""
    current = answer.current
    value = current.value if current else None
    drafted = bool(answer.draft_fact or answer.draft_analysis)
    author = answer.drafted_by if drafted else current.entered_by if current else answer.drafted_by
    return Stale(
        node=answer.node.code,
        number=answer.node.number,
        expected=expected,
        revision=answer.revision,
        value="" if value is None else fraction_text(value),
        fact=answer.draft_fact if drafted else current.fact if current else "",
        analysis=answer.draft_analysis if drafted else current.analysis if current else "",
        justification=current.justification if current else "",
        by=author.name if author else "",
        at=answer.drafted_at if drafted else current.at if current else answer.drafted_at,
    )


def _texts(one: Entered, answer: Answer) -> tuple[str, str, str]:
    """Fact, analysis and justification: as entered, else the draft, else as they stand."""
    current = answer.current
    drafted = bool(answer.draft_fact or answer.draft_analysis)
    fact = answer.draft_fact if drafted else current.fact if current else ""
    analysis = answer.draft_analysis if drafted else current.analysis if current else ""
    justification = current.justification if current else ""
    return (
        fact if one.fact is None else _clean(one.fact),
        analysis if one.analysis is None else _clean(one.analysis),
        justification if one.justification is None else _clean(one.justification),
    )


def _clean(text: str) -> str:
    """Text as it is kept: line ends of one kind, no blanks at its end, nothing a database refuses."""
    return text.replace("\r\n", "\n").replace("\x00", "").rstrip()


def _stands(one: Entered, answer: Answer) -> bool:
    """Whether the answer holds exactly this already; then a request that comes twice does no harm."""
    current = answer.current
    if current is None:
        return (
            one.outcome == Judgement.Outcome.WITHDRAWN and not answer.draft_fact and not answer.draft_analysis
        )
    same_item = one.item is None or one_line(one.item) == answer.item
    return same_item and _content(current) == (
        str(one.outcome),
        one.value,
        *_texts(one, answer),
        *_source(one),
    )


def _content(current: Judgement) -> tuple[Any, ...]:
    return (
        current.outcome, current.value, current.fact, current.analysis, current.justification,
        current.source_agency, current.source_date, current.source_document, current.publication_id,
    )  # fmt: skip


def _source(one: Entered) -> tuple[Any, ...]:
    return one_line(one.source_agency), one.source_date, one.source_document, one.publication


def _made(
    by: User, stage: Stage, rows: Sequence[Entered], answers: dict[str, Answer]
) -> list[tuple[Answer, Judgement, Entered]]:
    """The judgements to write, without those that would change nothing."""
    by_code = parsed(stage.instrument.digest).by_code
    now = timezone.now()
    made = []
    for one in rows:
        answer = answers[one.node]
        drafted = bool(answer.draft_fact or answer.draft_analysis)
        if _stands(one, answer) and not drafted and not answer.criterion_changed:
            continue
        digest = basis_digest(by_code[one.node], one.value)
        made.append((answer, _judgement(by, answer, one, digest, now), one))
    return made


def _judgement(by: User, answer: Answer, one: Entered, digest: str, now: datetime) -> Judgement:
    fact, analysis, justification = _texts(one, answer)
    made = Judgement(
        answer=answer,
        revision=answer.revision + 1,
        outcome=one.outcome,
        fact=fact,
        analysis=analysis,
        justification=justification,
        reason=one.reason.strip(),
        basis_digest=digest,
        entered_by=by,
        on_behalf_of=one_line(one.on_behalf_of),
        publication_id=one.publication,
        source_agency=one_line(one.source_agency),
        source_date=one.source_date,
        source_document=one.source_document.strip(),
        at=now,
    )
    made.value = one.value
    return made


def _settle(answer: Answer, judgement: Judgement, one: Entered) -> None:
    """The cell after its judgement: the draft is part of it now."""
    answer.revision = judgement.revision
    answer.current = judgement
    answer.draft_fact = answer.draft_analysis = ""
    answer.drafted_by = answer.drafted_at = None
    answer.criterion_changed = False  # whoever judges now has the new criteria before them
    withdrawn = judgement.outcome == Judgement.Outcome.WITHDRAWN
    answer.work_state = Answer.Work.EMPTY if withdrawn else Answer.Work.FILLED
    if one.item is not None:
        answer.item = one_line(one.item)


def _told(answer: Answer, judgement: Judgement, _one: Entered) -> dict[str, Any]:
    """A judgement in the journal, with its full text."""
    said = {
        "node": answer.node.code,
        "revision": judgement.revision,
        "outcome": str(judgement.outcome),
        "value": "" if judgement.value is None else fraction_text(judgement.value),
        "fact": judgement.fact,
        "analysis": judgement.analysis,
        "justification": judgement.justification,
        "reason": judgement.reason,
        "basis": judgement.basis_digest,
        "on_behalf_of": judgement.on_behalf_of,
        "publication": str(judgement.publication_id or ""),
        "source_agency": judgement.source_agency,
        "source_date": judgement.source_date.isoformat() if judgement.source_date else "",
        "source_document": judgement.source_document,
        "item": answer.item,
    }
    return {name: value for name, value in said.items() if value != ""}
