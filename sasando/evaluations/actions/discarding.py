"""Removing an evaluation that was opened by mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from sasando.discussions.models import Comment
from sasando.evaluations.actions.scope import actor_of, scope_of
from sasando.evaluations.copying.models import TakenText
from sasando.evaluations.faults import EvaluationError
from sasando.evaluations.models import (
    Answer,
    AspectNote,
    DraftNote,
    Evaluation,
    GeneralAnswer,
    Judgement,
    Seal,
    Stage,
    StageAccess,
)
from sasando.kernel.act import Context, NothingToDo, act, nothing_more
from sasando.organizations.models import User
from sasando.ui.words import text as _


def discard(by: User, evaluation: Evaluation, *, then: Callable[[Context], None] = nothing_more) -> None:
    """Remove an evaluation in which nobody has written, decided, sealed or said anything; its days, assignments and
    accesses go with it, and the journal keeps what it was. `then` is called while all still stands.

    Raises:
        EvaluationError: something stands in it, or it is a result (*tidak mengikuti*).
    """

    def change(context: Context) -> dict[str, Any]:
        held = Evaluation.objects.select_for_update().filter(id=evaluation.id).first()
        if held is None:
            raise NothingToDo({})
        list(Stage.objects.select_for_update().filter(evaluation=held).order_by("ordinal"))
        if held.absence:
            raise EvaluationError(
                _("evaluasi ini tercatat tidak mengikuti; batalkan catatan itu lebih dahulu")
            )
        if is_written_in(held):
            raise EvaluationError(_("sudah ada isian, segel, catatan, atau komentar di evaluasi ini"))
        then(context)
        answers = Answer.objects.filter(stage__evaluation=held)
        DraftNote.objects.filter(answer__in=answers).delete()
        TakenText.objects.filter(answer__in=answers).delete()
        GeneralAnswer.objects.filter(evaluation=held).delete()
        AspectNote.objects.filter(stage__evaluation=held).delete()
        StageAccess.objects.filter(stage__evaluation=held).delete()
        answers.delete()
        Stage.objects.filter(evaluation=held).delete()
        held.delete()
        said = {
            "instrument": held.instrument_key,
            "year": held.year,
            "kind": held.kind,
            "label": held.label,
            "track": held.track,
        }
        context.record(f"evaluation:{evaluation.id}", said)
        return said

    scope, request = scope_of(evaluation.agency), {"evaluation": str(evaluation.id)}
    act(actor_of(by), "evaluations.discard", scope=scope, request=request, change=change)


def is_written_in(evaluation: Evaluation) -> bool:
    """Whether anybody wrote, decided, sealed or said anything in an evaluation. Six queries at most."""
    answers = Answer.objects.filter(stage__evaluation=evaluation)
    written = (
        answers.filter(~Q(draft_fact="") | ~Q(draft_analysis="")),
        Judgement.objects.filter(answer__stage__evaluation=evaluation),
        Seal.objects.filter(stage__evaluation=evaluation),
        Comment.objects.filter(subject_id__in=answers.values("id")),
        GeneralAnswer.objects.filter(evaluation=evaluation).exclude(text=""),
        AspectNote.objects.filter(stage__evaluation=evaluation).exclude(strengths="", weaknesses=""),
    )
    return any(one.exists() for one in written)
