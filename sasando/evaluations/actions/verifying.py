"""Verification inside *mandiri*: accepted, or returned with a note; nobody verifies their own."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils import timezone

from sasando.evaluations.access import SELF, open_stage, own_units
from sasando.evaluations.actions.judging import stale_answer
from sasando.evaluations.actions.scope import stage_act
from sasando.evaluations.faults import ConflictError, EvaluationError, NotYoursError
from sasando.evaluations.lengths import LONGEST_SHORT, LONGEST_TEXT, check_length
from sasando.evaluations.models import Answer, Judgement, Stage, Verification
from sasando.kernel.act import Context, NothingToDo, Outcome
from sasando.kernel.writing import insert_many, update_many
from sasando.organizations.models import User
from sasando.ui.words import text as _

ACCEPTED, RETURNED = Verification.Verdict.ACCEPTED, Verification.Verdict.RETURNED


def verify(
    by: User,
    stage: Stage,
    revisions: Mapping[str, int],
    *,
    verdict: str = ACCEPTED,
    note: str = "",
    exception: str = "",
) -> int:
    """Accept or return answers of *mandiri*, all or none, each at the revision that was read; how many.

    What this person said of a judgement last is not written again, so that the same request sent twice counts once.
    `exception` says why somebody verifies their own work in a small team; it stays on record.

    Raises:
        EvaluationError: another stage, nothing to verify, returned without a note, or a text too long.
        NotYoursError: own judgements or the own unit's work, without an exception.
        ConflictError: an answer changed since it was read.
    """
    if verdict == RETURNED and not note.strip():
        raise EvaluationError(_("tulis catatan apa yang perlu diperbaiki"))
    check_length(_("catatan"), note, LONGEST_TEXT)
    check_length(_("alasan pengecualian"), exception, LONGEST_SHORT)

    def change(context: Context) -> Outcome:
        held = open_stage(stage)
        if held.code != SELF:
            raise EvaluationError(_("verifikasi hanya pada penilaian mandiri"))
        answers = _answers(held, revisions)
        _check_not_own(by, held, answers, exception)
        said_already = _said_last(by, answers, (verdict, note.strip(), exception.strip()))
        answers = [answer for answer in answers if answer.current_id not in said_already]
        if not answers:
            raise NothingToDo({"verified": 0})
        now = timezone.now()
        insert_many(
            [
                Verification(
                    judgement=answer.current,
                    verdict=verdict,
                    note=note.strip(),
                    exception=exception.strip(),
                    by=by,
                    at=now,
                )
                for answer in answers
            ]
        )
        state = Answer.Work.VERIFIED if verdict == ACCEPTED else Answer.Work.RETURNED
        for answer in answers:
            answer.work_state = state
        update_many(answers, ("work_state",))
        said = {
            "verdict": str(verdict),
            "answers": {answer.node.code: answer.revision for answer in answers},
            "note": note.strip(),
            "exception": exception.strip(),
        }
        context.record(f"stage:{held.id}", said)
        return {"verified": len(answers)}

    request = {
        "revisions": dict(revisions),
        "verdict": str(verdict),
        "note": note,
        "exception": exception,
    }
    return int(stage_act(by, stage, "verify", request, change)["verified"])


def _answers(stage: Stage, revisions: Mapping[str, int]) -> list[Answer]:
    found = list(
        Answer.objects.select_for_update(of=("self",))
        .select_related("node", "current__entered_by", "drafted_by")
        .filter(stage=stage, node__code__in=revisions)
        .order_by("node__ordinal")
    )
    if len(found) < len(revisions) or not found:
        raise EvaluationError(_("tidak ada isian untuk diverifikasi; pilih paling sedikit satu"))
    if empty := [answer.node.number for answer in found if not _is_filled(answer)]:
        raise EvaluationError(
            _("indikator %(numbers)s belum berisi; belum ada yang dapat diverifikasi")
            % {"numbers": ", ".join(empty)}
        )
    stale = [
        stale_answer(answer, revisions[answer.node.code])
        for answer in found
        if answer.revision != revisions[answer.node.code]
    ]
    if stale:
        raise ConflictError(stale)
    return found


def _said_last(by: User, answers: list[Answer], said: tuple[str, str, str]) -> set[UUID]:
    """The judgements whose last verification is this person's with just these words. One query."""
    found = Verification.objects.filter(judgement__in=[answer.current_id for answer in answers])
    last = {one.judgement_id: one for one in found.order_by("at", "id")}
    return {
        judgement
        for judgement, one in last.items()
        if one.by_id == by.id and (one.verdict, one.note, one.exception) == said
    }


def _is_filled(answer: Answer) -> bool:
    """Whether there is something to verify: a withdrawn judgement is nothing."""
    return answer.current is not None and answer.current.outcome != Judgement.Outcome.WITHDRAWN


def _check_not_own(by: User, stage: Stage, answers: list[Answer], exception: str) -> None:
    if exception.strip():
        return
    units = set(own_units(by, stage))
    own = [
        answer.node.number
        for answer in answers
        if (answer.current and answer.current.entered_by_id == by.id) or answer.assigned_unit_id in units
    ]
    if own:
        raise NotYoursError(
            _(
                "indikator %(numbers)s Anda isi sendiri atau milik kantor Anda; mintalah orang "
                "lain, atau tulis alasan pengecualian tim kecil"
            )
            % {"numbers": ", ".join(own)}
        )
