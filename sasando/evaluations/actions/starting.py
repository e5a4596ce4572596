"""Beginning an evaluation with the agency's own texts of an earlier one, as drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from sasando.evaluations.access import SELF, check_reach, open_stage
from sasando.evaluations.actions.importing import Drafted, write_drafts
from sasando.evaluations.actions.judging import locked_answers
from sasando.evaluations.actions.scope import stage_act
from sasando.evaluations.copying.earlier import own_texts
from sasando.evaluations.copying.models import TakenText
from sasando.evaluations.faults import EvaluationError
from sasando.evaluations.models import Answer, Evaluation, Stage
from sasando.instruments.models import Node
from sasando.instruments.queries import parsed
from sasando.kernel.act import Context, NothingToDo, Outcome
from sasando.kernel.faults import BadInputError, Fault
from sasando.kernel.ids import new_id
from sasando.organizations.models import User
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class Started:
    """The codes of nodes that got a draft, and of those left alone because they hold a text, or none was there."""

    taken: tuple[str, ...]
    left: tuple[str, ...]
    taking: UUID | None  # names what was taken, for taking it back


def start_from(by: User, stage: Stage, source: Evaluation, pairs: Mapping[str, str]) -> Started:
    """Propose own texts of an earlier evaluation of the same agency as drafts, in one act.

    `pairs`: node codes of the earlier evaluation by node codes of this one. Only answers without any text get a
    draft; levels, verdicts and texts of assessors are never taken.

    Raises:
        BadInputError: a node is not rated here or there.
        EvaluationError: not the stage *mandiri*, or not an earlier evaluation of this agency.
        StageClosedError, NotYoursError, RefusedError: see `access`.
    """
    if stage.code != SELF:
        raise EvaluationError(_("hanya penilaian mandiri yang dapat mulai dari teks lama"))
    if source.agency_id != stage.evaluation.agency_id or source.id == stage.evaluation_id:
        raise EvaluationError(_("pilih evaluasi lain dari instansi yang sama"))
    if source.year > stage.evaluation.year:
        raise EvaluationError(_("pilih evaluasi tahun yang sama atau sebelumnya"))
    _check_nodes(stage, source, pairs)

    def change(context: Context) -> Outcome:
        held = open_stage(stage)
        answers = locked_answers(held, list(pairs))
        check_reach(context, held, by, answers.values())
        texts = own_texts(source.id)
        drafts = [
            Drafted(code, answer.revision, texts[pairs[code]].fact, texts[pairs[code]].analysis)
            for code, answer in answers.items()
            if pairs[code] in texts and _is_empty(answer)
        ]
        taken = [one.node for one in drafts]
        left = [code for code in pairs if code not in taken]
        outcome: Outcome = {"taken": taken, "left": left, "taking": ""}
        if not drafts:
            raise NothingToDo(outcome)
        written = [{**told, "from": pairs[told["node"]]} for told in write_drafts(by, drafts, answers)]
        outcome["taking"] = str(_remember(by, source, pairs, [answers[code] for code in taken]))
        context.record(
            f"stage:{held.id}",
            {
                "taking": outcome["taking"],
                "source": str(source.id),
                "instrument": source.instrument_key,
                "year": source.year,
                "drafts": written,
            },
        )
        return outcome

    request = {"source": str(source.id), "pairs": dict(pairs)}
    outcome = stage_act(by, stage, "start_from", request, change)
    taking = UUID(outcome["taking"]) if outcome["taking"] else None
    return Started(tuple(outcome["taken"]), tuple(outcome["left"]), taking)


def _remember(by: User, source: Evaluation, pairs: Mapping[str, str], answers: Sequence[Answer]) -> UUID:
    """Keep where the drafts of answers come from; the name of this taking."""
    taking, now = new_id(), timezone.now()
    origins = {node.code: node for node in Node.objects.filter(instrument_id=source.instrument_id)}
    TakenText.objects.filter(answer__in=answers).delete()
    TakenText.objects.bulk_create(
        TakenText(
            answer=answer, taking=taking, source=source, origin=origins[pairs[answer.node.code]],
            revision=answer.revision, by=by, at=now,
        )
        for answer in answers
    )  # fmt: skip
    return taking


def take_back(by: User, stage: Stage, taking: UUID) -> tuple[str, ...]:
    """Empty the drafts of one taking that nobody changed since, in one act; the codes of their nodes.

    Raises:
        StageClosedError, NotYoursError, RefusedError: see `access`.
    """

    def change(context: Context) -> Outcome:
        held = open_stage(stage)
        rows = TakenText.objects.filter(taking=taking, answer__stage=held).select_related("answer__node")
        kept = {row.answer.node.code: row for row in rows}
        answers = locked_answers(held, list(kept))
        unchanged = {code: one for code, one in answers.items() if one.revision == kept[code].revision}
        check_reach(context, held, by, unchanged.values())
        if not unchanged:
            raise NothingToDo({"back": []})
        emptied = [Drafted(code, answer.revision, "", "") for code, answer in unchanged.items()]
        write_drafts(by, emptied, unchanged)
        TakenText.objects.filter(answer__in=unchanged.values()).delete()
        back = list(unchanged)
        context.record(f"stage:{held.id}", {"taking": str(taking), "drafts": back})
        return {"back": back}

    outcome = stage_act(by, stage, "take_back", {"taking": str(taking)}, change)
    return tuple(outcome["back"])


def _check_nodes(stage: Stage, source: Evaluation, pairs: Mapping[str, str]) -> None:
    here = {leaf.code for leaf in parsed(stage.instrument.digest).leaves}
    there = {leaf.code for leaf in parsed(source.instrument.digest).leaves}
    faults = [
        Fault("indikator", code, _("tidak dinilai; periksa pasangannya"))
        for wanted, known in ((pairs.keys(), here), (pairs.values(), there))
        for code in wanted
        if code not in known
    ]
    if faults:
        raise BadInputError(faults)


def _is_empty(answer: Answer) -> bool:
    """Whether an answer holds no text at all."""
    current = answer.current
    decided = current is not None and (current.fact or current.analysis)
    return not (answer.draft_fact or answer.draft_analysis or decided)
