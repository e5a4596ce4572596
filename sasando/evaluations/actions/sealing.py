"""Sealing a stage, opening it again with a reason, and what the review team says of a seal."""

from __future__ import annotations

from django.db.models import Max
from django.utils import timezone

from sasando.evaluations.access import SELF, all_locked, check_reach, locked, open_stage_of_who_takes_part
from sasando.evaluations.actions.scope import stage_act
from sasando.evaluations.faults import EvaluationError, GapsError, OutOfOrderError
from sasando.evaluations.lengths import LONGEST_REASON, LONGEST_TEXT, check_length
from sasando.evaluations.models import Answer, Evaluation, Judgement, Reopening, Seal, SealReview, Stage
from sasando.evaluations.snapshot import Snapshot, content, snapshot, values_here
from sasando.evaluations.unsourced import asks_sources, unsourced
from sasando.kernel.act import Context, Outcome
from sasando.kernel.canonical import sha256
from sasando.kernel.fields import LARGEST, fraction_or_empty
from sasando.organizations.models import User
from sasando.ui.words import text as _


def seal(by: User, stage: Stage, *, key: str | None = None) -> Seal:
    """Seal an open stage (in *mandiri*: send it), with everything it holds; the seal.

    Raises:
        GapsError: values are missing, or in an official *mandiri* explanations or verifications, or in an official
            stage the sources of decimals.
        StageClosedError: it is not open.
        NotYoursError: somebody from outside without access to the stage.
    """

    def change(context: Context) -> Outcome:
        held = open_stage_of_who_takes_part(stage)
        check_reach(context, held, by)
        now = snapshot(held)
        if gaps := gaps_of(held, now):
            raise GapsError(gaps)
        _check_kept(now)
        last = Seal.objects.filter(stage=held).aggregate(last=Max("number"))["last"] or 0
        made = _made(by, now, last + 1)
        held.state, held.sealed_at = Stage.State.SEALED, made.at
        held.save(update_fields=["state", "sealed_at"])
        said = {
            "stage": held.code,
            "number": made.number,
            "digest": made.digest,
            "index": fraction_or_empty(made.index),
            "predicate": made.predicate,
        }
        context.record(f"stage:{held.id}", said)
        return {"seal": str(made.id)}

    name = "send" if stage.code == SELF else "seal"
    return Seal.objects.get(id=stage_act(by, stage, name, {}, change, key=key)["seal"])


def _check_kept(held: Snapshot) -> None:
    """Fractions of many different denominators can add up to one that no database keeps exactly."""
    index = held.score.index
    if index is not None and max(abs(index.numerator), index.denominator) > LARGEST:
        raise EvaluationError(
            _(
                "indeks tepatnya terlalu panjang untuk disimpan; tulis nilai pecahan dengan "
                "desimal, seperti 1,17"
            )
        )


def _made(by: User, held: Snapshot, number: int) -> Seal:
    text = content(held, number)
    predicate = held.score.predicate
    made = Seal(
        stage=held.stage,
        number=number,
        content=text,
        digest=sha256(text),
        predicate=predicate.name if predicate else "",
        by=by,
        at=timezone.now(),
    )
    made.index = held.score.index
    made.save(force_insert=True)
    return made


def gaps_of(stage: Stage, held: Snapshot) -> dict[str, list[str]]:
    """What keeps a stage from being sealed: the numbers of indicators, by what they lack. Empty: nothing.

    An official *mandiri* also wants an explanation and a verification for each value, every official stage the
    source of each decimal; a text that was only drafted is a gap everywhere, since it would be lost with the seal.
    """
    answers = list(stage.answers.select_related("node", "current").order_by("node__ordinal"))
    found = {
        _("belum bernilai"): list(held.score.missing),
        _("draf belum disimpan sebagai isian"): [
            answer.node.number for answer in answers if answer.draft_fact or answer.draft_analysis
        ],
    }
    if stage.code == SELF and stage.evaluation.kind == Evaluation.Kind.OFFICIAL:
        valued = [answer for answer in answers if answer.current and _has_value(answer.current)]
        found[_("tanpa penjelasan")] = [
            answer.node.number for answer in valued if answer.current and not answer.current.fact
        ]
        found[_("belum diverifikasi")] = [
            answer.node.number for answer in valued if answer.work_state != Answer.Work.VERIFIED
        ]
    if asks_sources(stage):
        found |= unsourced(held.score.instrument, stage, values_here(held)).told()
    return {what: numbers for what, numbers in found.items() if numbers}


def _has_value(judgement: Judgement) -> bool:
    return judgement.outcome == Judgement.Outcome.VALUE


def reopen(by: User, stage: Stage, reason: str) -> None:
    """Open a sealed stage again; its seal stays, and a later stage that is open waits until this one is sealed.

    Raises:
        EvaluationError: no reason, or one that is too long.
        OutOfOrderError: it is not sealed, or a later stage is.
    """
    if not reason.strip():
        raise EvaluationError(_("tulis alasan membuka kembali; alasan itu tetap tercatat"))
    check_length(_("alasan"), reason, LONGEST_REASON)

    def change(context: Context) -> Outcome:
        all_locked(stage)
        held = locked(stage)
        if held.state != Stage.State.SEALED:
            raise OutOfOrderError(_("tahap %(stage)s tidak sedang disegel") % {"stage": held.name})
        later = Stage.objects.filter(evaluation_id=held.evaluation_id, ordinal__gt=held.ordinal)
        if closed := later.filter(state=Stage.State.SEALED).order_by("-ordinal").first():
            raise OutOfOrderError(
                _("tahap %(stage)s sudah disegel; buka kembali tahap itu lebih dahulu")
                % {"stage": closed.name}
            )
        kept = Seal.objects.filter(stage=held).latest("number")
        Reopening.objects.create(seal=kept, reason=reason.strip(), by=by, at=timezone.now())
        waiting = list(later.filter(state=Stage.State.OPEN).values_list("code", flat=True))
        later.filter(state=Stage.State.OPEN).update(state=Stage.State.WAITING)
        held.state, held.sealed_at = Stage.State.OPEN, None
        held.save(update_fields=["state", "sealed_at"])
        said = {"stage": held.code, "seal": kept.number, "reason": reason.strip(), "waiting": waiting}
        context.record(f"stage:{held.id}", said)
        return {}

    stage_act(by, stage, "reopen", {"reason": reason}, change)


def review(by: User, seal: Seal, *, valid: bool, note: str = "") -> None:
    """What the *tim reviu* says of a sealed stage.

    Raises:
        EvaluationError: not valid, without a note; a note that is too long.
        NotYoursError: no access to the stage.
    """
    if not valid and not note.strip():
        raise EvaluationError(_("tulis mengapa tidak valid"))
    check_length(_("catatan"), note, LONGEST_TEXT)

    def change(context: Context) -> Outcome:
        held = locked(seal.stage)
        check_reach(context, held, by)
        made = SealReview.objects.create(seal=seal, valid=valid, note=note.strip(), by=by, at=timezone.now())
        said = {"seal": seal.number, "valid": made.valid, "note": made.note}
        context.record(f"stage:{held.id}", said)
        return {}

    request = {"seal": str(seal.id), "valid": valid, "note": note}
    stage_act(by, seal.stage, "review", request, change)
