"""Moving an evaluation to a corrected version of its instrument (DESIGN.md rule 1)."""

from __future__ import annotations

from sasando.evaluations.actions.scope import actor_of, scope_of
from sasando.evaluations.entered import criteria_digest, value_problem
from sasando.evaluations.faults import EvaluationError
from sasando.evaluations.models import Answer, AspectNote, Evaluation, Stage
from sasando.instruments.models import Node
from sasando.instruments.queries import instrument_row, parsed
from sasando.kernel.act import Context, Outcome, act
from sasando.kernel.writing import update_many
from sasando.organizations.models import User
from sasando.scoring import model
from sasando.ui.words import text as _


def move_to_latest(by: User, evaluation: Evaluation) -> list[str]:
    """Move every stage that is not sealed to the latest version; the numbers of indicators whose criteria changed.

    A sealed stage keeps the version it was sealed under.

    Raises:
        EvaluationError: it stands on the latest version already, nothing is open, or the versions do not rate the
            same nodes with the same values.
    """
    latest = instrument_row(evaluation.instrument_key)
    after = parsed(latest.digest)

    def change(context: Context) -> Outcome:
        held = (
            Evaluation.objects.select_for_update(of=("self",))
            .select_related("instrument")
            .get(id=evaluation.id)
        )
        stages = list(held.stages.select_for_update().exclude(state=Stage.State.SEALED))
        if held.instrument_id == latest.id or not stages:
            raise EvaluationError(
                _("tidak ada tahap yang perlu pindah; versi instrumennya sudah yang terakhir")
            )
        before = parsed(held.instrument.digest)
        changed = _changed(before, after)
        nodes = {node.code: node for node in Node.objects.filter(instrument=latest)}
        answers = list(Answer.objects.select_related("node", "current").filter(stage__in=stages))
        _check_values(after, answers)
        for answer in answers:
            answer.criterion_changed = answer.criterion_changed or answer.node.code in changed
            answer.node = nodes[answer.node.code]
        update_many(answers, ("node", "criterion_changed"))
        notes = list(AspectNote.objects.select_related("node").filter(stage__in=stages))
        for note in notes:
            note.node = nodes[note.node.code]
        update_many(notes, ("node",))
        Stage.objects.filter(id__in=[stage.id for stage in stages]).update(instrument=latest)
        held.instrument = latest
        held.save(update_fields=["instrument"])
        numbers = [after.by_code[code].number for code in sorted(changed)]
        said = {
            "from": before.digest,
            "to": latest.digest,
            "version": latest.version,
            "changed": sorted(changed),
        }
        context.record(f"evaluation:{held.id}", said)
        return {"changed": numbers}

    request = {"evaluation": str(evaluation.id), "to": latest.digest}
    scope = scope_of(evaluation.agency)
    outcome = act(actor_of(by), "evaluations.move", scope=scope, request=request, change=change)
    return [str(number) for number in outcome["changed"]]


def _changed(before: model.Instrument, after: model.Instrument) -> set[str]:
    """The codes of rated nodes whose criteria differ.

    Raises:
        EvaluationError: the versions do not have the same nodes.
    """
    if set(before.by_code) != set(after.by_code):
        raise EvaluationError(_("versi baru menilai indikator lain; buka evaluasi baru untuk versi itu"))
    return {
        leaf.code
        for leaf in after.leaves
        if criteria_digest(leaf) != criteria_digest(before.by_code[leaf.code])
    }


def _check_values(after: model.Instrument, answers: list[Answer]) -> None:
    for answer in answers:
        value = answer.current.value if answer.current else None
        if value is not None and (problem := value_problem(after, after.by_code[answer.node.code], value)):
            raise EvaluationError(
                _("indikator %(number)s: %(problem)s pada versi baru")
                % {"number": answer.node.number, "problem": problem}
            )
