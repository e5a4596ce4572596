"""One evaluation as a whole: what it is, not taking part, a corrected instrument, the general questions."""

from __future__ import annotations

from typing import Any

from ninja import Router

from sasando.api import evaluation_schemas
from sasando.api import work_schemas as schemas
from sasando.api.evaluation_tree import evaluation_json
from sasando.api.parameters import Ordinal
from sasando.api.people import nothing_there
from sasando.api.trouble import conflict
from sasando.api.work import Answered, Whole, on_evaluation
from sasando.evaluations.access_letters import discard_and_tell
from sasando.evaluations.actions import moving, noting, opening
from sasando.evaluations.faults import ConflictError, StageClosedError
from sasando.evaluations.models import Evaluation, GeneralAnswer, Stage
from sasando.evaluations.visible import given_to, is_contact_only, is_from_outside
from sasando.instruments.queries import instrument_row, parsed

router = Router(tags=["evaluasi"])


@on_evaluation(
    router, "GET", "", evaluation_schemas.Evaluation,
    "Satu evaluasi dengan tahap-tahap yang dapat Anda lihat.",
)  # fmt: skip
def one_evaluation(here: Whole) -> Answered:
    """One query beside those that say who asks; one more from outside."""
    return _told(here)


def _told(here: Whole) -> dict[str, Any]:
    stages = list(here.evaluation.stages.order_by("ordinal"))
    if is_from_outside(here.staff):
        given = given_to(here.staff)
        stages = [one for one in stages if one.id in given]
    return evaluation_json(here.evaluation, stages)


@on_evaluation(
    router, "DELETE", "", schemas.Discarded,
    "Menghapus evaluasi yang dibuka karena keliru; ditolak bila sudah ada isian, segel, catatan, atau komentar.",
)  # fmt: skip
def discard(here: Whole) -> Answered:
    """Its days, assignments and accesses go with it; the journal keeps what it was."""
    discard_and_tell(here.by, here.evaluation)
    return {"discarded": str(here.evaluation.id)}


@on_evaluation(
    router, "PUT", "/absence", evaluation_schemas.Evaluation,
    "Mencatat bahwa instansi tidak mengikuti evaluasi ini, dengan alasannya; alasan kosong membatalkannya.",
)  # fmt: skip
def record_absence(here: Whole, body: schemas.AbsenceAsked) -> Answered:
    """Refused where a stage has been sealed."""
    opening.record_absence(here.by, here.evaluation, body.reason)
    held = Evaluation.objects.get(id=here.evaluation.id)
    return _told(Whole(here.staff, held))


@on_evaluation(
    router, "POST", "/move", schemas.Moved,
    "Memindahkan tahap yang belum disegel ke versi instrumen terakhir; isian yang kriterianya berubah ditandai.",
)  # fmt: skip
def move(here: Whole) -> Answered:
    """Refused where it stands on the latest version already."""
    changed = moving.move_to_latest(here.by, here.evaluation)
    return {"version": instrument_row(here.evaluation.instrument_key).version, "changed": changed}


@on_evaluation(
    router, "GET", "/questions", schemas.Questions,
    "Pertanyaan umum instrumen dengan jawaban instansi.",
)  # fmt: skip
def questions(here: Whole) -> Answered:
    """One query beside those that say who asks."""
    asked = _questions(here)
    rows = GeneralAnswer.objects.filter(evaluation=here.evaluation)
    held = {one.ordinal: one for one in rows}
    return {
        "questions": [
            {
                "ordinal": ordinal,
                "question": question,
                "text": held[ordinal].text if ordinal in held else "",
                "revision": held[ordinal].revision if ordinal in held else 0,
            }
            for ordinal, question in enumerate(asked, start=1)
        ]
    }


@on_evaluation(
    router, "PUT", "/questions/{ordinal}", schemas.Written,
    "Menjawab satu pertanyaan umum, pada revisi yang Anda baca, selagi ada tahap yang terbuka.",
)  # fmt: skip
def answer_question(here: Whole, ordinal: Ordinal, body: schemas.QuestionAsked) -> Answered:
    """The same answer again changes nothing."""
    if ordinal > len(_questions(here)):
        raise nothing_there("Pertanyaan umum", ordinal)
    stages = Stage.objects.select_related("evaluation__agency", "instrument")
    stage = stages.filter(evaluation=here.evaluation, state=Stage.State.OPEN).first()
    if stage is None:
        raise StageClosedError("tidak ada tahap yang terbuka; koordinator membukanya lebih dahulu")
    try:
        revision = noting.answer_general(here.by, stage, ordinal, body.revision, body.text)
    except ConflictError as error:
        return conflict(error, {str(ordinal): {"value": "", "fact": body.text, "analysis": ""}})
    return {"revision": revision}


def _questions(here: Whole) -> tuple[str, ...]:
    """What the instrument asks; for a PIC OPD, who sees their own part alone, nothing is there."""
    if is_contact_only(here.staff):
        raise nothing_there("Pertanyaan umum evaluasi", here.evaluation.id)
    return tuple(parsed(here.evaluation.instrument.digest).general_questions)
