"""Texts beside the indicators: general questions, strengths and weaknesses, and ticks of what was copied."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from sasando.evaluations.access import check_reach, locked, open_stage
from sasando.evaluations.actions.scope import stage_act
from sasando.evaluations.faults import ConflictError, EvaluationError, Stale
from sasando.evaluations.lengths import LONGEST_TEXT, check_length
from sasando.evaluations.models import Answer, AspectNote, Copied, GeneralAnswer, Judgement, Stage
from sasando.instruments.models import Node
from sasando.instruments.queries import parsed
from sasando.kernel.act import Context, NothingToDo, Outcome
from sasando.organizations.models import User
from sasando.ui.words import text as _


def answer_general(by: User, stage: Stage, ordinal: int, expected_revision: int, text: str) -> int:
    """Answer one of the instrument's general questions while a stage is open; the revision then.

    Raises:
        EvaluationError: there is no such question, or the text is too long.
        ConflictError: somebody else wrote meanwhile.
    """
    questions = parsed(stage.instrument.digest).general_questions
    if not 1 <= ordinal <= len(questions):
        raise EvaluationError(
            _("pertanyaan umum %(ordinal)s tidak ada pada instrumen ini") % {"ordinal": ordinal}
        )
    check_length(_("jawaban"), text, LONGEST_TEXT)

    def change(context: Context) -> Outcome:
        held = open_stage(stage)
        rows = GeneralAnswer.objects.select_for_update()
        row, _created = rows.get_or_create(evaluation_id=held.evaluation_id, ordinal=ordinal)
        if row.text == text:
            raise NothingToDo({"revision": row.revision})
        if row.revision != expected_revision:
            raise ConflictError([_stale(str(ordinal), expected_revision, row.revision, row.text, "")])
        row.text, row.revision = text, row.revision + 1
        row.save(update_fields=["text", "revision"])
        context.record(f"stage:{held.id}", {"question": ordinal, "revision": row.revision, "text": text})
        return {"revision": row.revision}

    request = {"question": ordinal, "expected": expected_revision, "text": text}
    return int(stage_act(by, stage, "answer_general", request, change)["revision"])


def note_aspect(
    by: User, stage: Stage, node: str, expected_revision: int, strengths: str, weaknesses: str
) -> int:
    """Write strengths and weaknesses of an aspect in an open stage; the revision then.

    Raises:
        EvaluationError: no such aspect, or a text too long.
        ConflictError: somebody else wrote meanwhile.
    """
    check_length(_("kekuatan"), strengths, LONGEST_TEXT)
    check_length(_("kelemahan"), weaknesses, LONGEST_TEXT)

    def change(context: Context) -> Outcome:
        held = open_stage(stage)
        check_reach(context, held, by)
        found = Node.objects.filter(instrument_id=held.instrument_id, code=node, kind="aspect").first()
        if found is None:
            raise EvaluationError(_("tidak ada aspek %(node)s pada instrumen ini") % {"node": node})
        row, _created = AspectNote.objects.select_for_update().get_or_create(stage=held, node=found)
        if (row.strengths, row.weaknesses) == (strengths, weaknesses):
            raise NothingToDo({"revision": row.revision})
        if row.revision != expected_revision:
            raise ConflictError(
                [_stale(found.number, expected_revision, row.revision, row.strengths, row.weaknesses)]
            )
        row.strengths, row.weaknesses, row.revision = strengths, weaknesses, row.revision + 1
        row.save(update_fields=["strengths", "weaknesses", "revision"])
        said = {"node": node, "revision": row.revision, "strengths": strengths, "weaknesses": weaknesses}
        context.record(f"stage:{held.id}", said)
        return {"revision": row.revision}

    request = {
        "node": node,
        "expected": expected_revision,
        "strengths": strengths,
        "weaknesses": weaknesses,
    }
    return int(stage_act(by, stage, "note_aspect", request, change)["revision"])


def _stale(number: str, expected: int, revision: int, fact: str, analysis: str) -> Stale:
    return Stale(number, number, expected, revision, "", fact, analysis, "", "", None)


def tick_copied(by: User, stage: Stage, node: str, *, copied: bool = True, seen: UUID | None = None) -> bool:
    """Tick that a judgement was copied into the ministry's application ("sudah di eval"), or untick it.

    `seen`: the judgement that was copied, for another may have been made meanwhile; without it the latest. Who ticks
    what is ticked already changes nothing. Returns whether what was copied still is the latest.

    Raises:
        EvaluationError: the answer holds nothing to copy.
    """

    def change(context: Context) -> Outcome:
        held = locked(stage)
        answer = Answer.objects.filter(stage=held, node__code=node).first()
        judgement = answer and (seen or answer.current_id)
        if not answer or not judgement or (copied and not _says_something(answer, judgement)):
            raise EvaluationError(_("isian %(node)s belum bernilai; belum ada yang disalin") % {"node": node})
        outcome = {"stands": judgement == answer.current_id}
        ticks = Copied.objects.filter(answer=answer)
        asked = ticks.filter(judgement_id=judgement) if copied else ticks
        if asked.exists() == copied:
            raise NothingToDo(outcome)
        if copied:
            place = {"judgement_id": judgement, "by": by, "at": timezone.now()}
            Copied.objects.update_or_create(answer=answer, defaults=place)
        else:
            ticks.delete()
        context.record(f"answer:{answer.id}", {"node": node, "revision": answer.revision, "copied": copied})
        return outcome

    request = {"node": node, "copied": copied} | ({"judgement": str(seen)} if seen else {})
    return bool(stage_act(by, stage, "tick_copied", request, change).get("stands", True))


def _says_something(answer: Answer, judgement: UUID) -> bool:
    """Whether a judgement is one of this answer's and was no withdrawal."""
    return answer.judgements.filter(id=judgement).exclude(outcome=Judgement.Outcome.WITHDRAWN).exists()
