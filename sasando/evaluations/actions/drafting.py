"""Texts that save themselves while somebody writes."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from sasando.evaluations.access import check_reach, open_stage
from sasando.evaluations.actions.judging import locked_answers, stale_answer
from sasando.evaluations.actions.scope import stage_act
from sasando.evaluations.faults import ConflictError
from sasando.evaluations.lengths import LONGEST_TEXT, length_problem
from sasando.evaluations.models import Answer, DraftNote, Stage
from sasando.kernel.act import Context, NothingToDo, Outcome
from sasando.kernel.canonical import sha256
from sasando.kernel.faults import BadInputError, Fault
from sasando.organizations.models import User
from sasando.ui.words import text as _

TOLD_EVERY = timedelta(minutes=10)
DRAFT_FIELDS = ("revision", "draft_fact", "draft_analysis", "drafted_by", "drafted_at", "work_state")


def save_draft(by: User, stage: Stage, node: str, expected_revision: int, fact: str, analysis: str) -> int:
    """Keep the draft of an answer; its revision then. The same draft again changes nothing, whatever the revision.

    The journal gets digest and length, at most once for a person and an answer in ten minutes.

    Raises:
        BadInputError: a text is too long, or the node is not rated here.
        StageClosedError, NotYoursError, RefusedError: see `access`.
        ConflictError: the answer changed since its author read it.
    """
    fact, analysis = (text.replace("\r\n", "\n").replace("\x00", "") for text in (fact, analysis))
    if faults := too_long(node, fact, analysis):
        raise BadInputError(faults)

    def change(context: Context) -> Outcome:
        held = open_stage(stage)
        answer = _answer(held, node)
        check_reach(context, held, by, [answer])
        if (answer.draft_fact, answer.draft_analysis) == (fact, analysis) or _is_decided(
            answer, fact, analysis
        ):
            raise NothingToDo({"revision": answer.revision})
        if answer.revision != expected_revision:
            raise ConflictError([stale_answer(answer, expected_revision)])
        _write(answer, by, fact, analysis)
        _tell(context, answer, by)
        return {"revision": answer.revision}

    request = {"node": node, "expected": expected_revision, "fact": fact, "analysis": analysis}
    return int(stage_act(by, stage, "draft", request, change)["revision"])


def too_long(node: str, fact: str, analysis: str) -> list[Fault]:
    """What is wrong with the length of the texts of a draft."""
    return [
        Fault("isian", node, f"{name} {problem}")
        for name, text in ((_("fakta"), fact), (_("analisis"), analysis))
        if (problem := length_problem(text, LONGEST_TEXT))
    ]


def _answer(stage: Stage, node: str) -> Answer:
    found = locked_answers(stage, [node]).get(node)
    if found is None:
        raise BadInputError([Fault("isian", node, _("tidak dinilai pada tahap ini; periksa nomornya"))])
    return found


def _is_decided(answer: Answer, fact: str, analysis: str) -> bool:
    """Whether these are the texts of the judgement that stands, and no draft differs from it."""
    if answer.draft_fact or answer.draft_analysis:
        return False
    current = answer.current
    held = (current.fact, current.analysis) if current else ("", "")
    return held == (fact.rstrip(), analysis.rstrip())


def _write(answer: Answer, by: User, fact: str, analysis: str) -> None:
    put_draft(answer, by, fact, analysis)
    answer.save(update_fields=DRAFT_FIELDS)


def put_draft(answer: Answer, by: User, fact: str, analysis: str) -> None:
    """Give an answer other draft texts, or none; whoever calls saves `DRAFT_FIELDS`."""
    answer.revision += 1
    answer.draft_fact, answer.draft_analysis = fact, analysis
    answer.drafted_by, answer.drafted_at = by, timezone.now()
    if answer.work_state == Answer.Work.EMPTY and (fact or analysis):
        answer.work_state = Answer.Work.DRAFT
    if answer.work_state == Answer.Work.DRAFT and not (fact or analysis):
        answer.work_state = Answer.Work.EMPTY


def _tell(context: Context, answer: Answer, by: User) -> None:
    now = timezone.now()
    note, new = DraftNote.objects.get_or_create(answer=answer, user=by, defaults={"noted_at": now})
    concerned = f"answer:{answer.id}"
    if not new and now - note.noted_at < TOLD_EVERY:
        context.told_before(concerned)
        return
    if not new:
        note.noted_at = now
        note.save(update_fields=["noted_at"])
    said = {
        name: {"sha256": sha256(text), "length": len(text)}
        for name, text in (("fact", answer.draft_fact), ("analysis", answer.draft_analysis))
    }
    context.record(concerned, {"node": answer.node.code, "revision": answer.revision, "draft": said})
