"""What changes a stage of an evaluation: judgements, drafts, verifications, seals, disclosure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ninja import Router

from sasando.api import evaluation_schemas as schemas
from sasando.api.answers import Refused
from sasando.api.evaluation_tree import seal_json
from sasando.api.parameters import Code
from sasando.api.people import nothing_there
from sasando.api.trouble import conflict
from sasando.api.work import Answered, Here, on_stage
from sasando.evaluations.actions import disclosing, drafting, judging, opening, sealing, verifying
from sasando.evaluations.entered import Entered, read_value
from sasando.evaluations.faults import ConflictError
from sasando.evaluations.models import Disclosure, Seal

router = Router(tags=["mengubah evaluasi"])


@on_stage(
    router, "POST", "/judgements", schemas.Revisions,
    "Menyimpan satu atau banyak penilaian, semua atau tidak satu pun, masing-masing pada revisi yang Anda baca.",
)  # fmt: skip
def judge(here: Here, body: schemas.JudgementsAsked) -> Answered:
    """One act, whatever the number of judgements."""
    entered = [_entered(one) for one in body.judgements]
    try:
        return {"revisions": judging.judge(here.by, here.stage, entered)}
    except ConflictError as error:
        yours = {one.indicator: _yours(one.value or "", one.fact, one.analysis) for one in body.judgements}
        return conflict(error, yours)


def _entered(one: schemas.JudgementAsked) -> Entered:
    try:
        value = None if one.value is None else read_value(one.value)
    except ValueError as error:
        raise Refused(422, f"Indikator {one.indicator}: {error}.") from None
    said = one.dict(exclude={"indicator", "revision", "value"})
    return Entered(one.indicator, one.revision, value, **said, written=one.value or "")


def _yours(value: str, fact: str | None, analysis: str | None) -> dict[str, str | None]:
    return {"value": value, "fact": fact, "analysis": analysis}


@on_stage(
    router, "PUT", "/drafts/{indicator}", schemas.Revisions,
    "Menyimpan draf fakta dan analisis satu indikator; belum menjadi penilaian.",
)  # fmt: skip
def draft(here: Here, indicator: Code, body: schemas.DraftAsked) -> Answered:
    """The same draft again changes nothing."""
    try:
        revision = drafting.save_draft(
            here.by, here.stage, indicator, body.revision, body.fact, body.analysis
        )
    except ConflictError as error:
        return conflict(error, {indicator: _yours("", body.fact, body.analysis)})
    return {"revisions": {indicator: revision}}


@on_stage(
    router, "POST", "/verifications", schemas.Verified,
    "Menerima atau mengembalikan isian penilaian mandiri, masing-masing pada revisi yang Anda baca.",
)  # fmt: skip
def verify(here: Here, body: schemas.VerifyAsked) -> Answered:
    """One act, all or none."""
    said: Mapping[str, str] = body.dict(include={"verdict", "note", "exception"})
    return {"verified": verifying.verify(here.by, here.stage, body.revisions, **said)}


@on_stage(
    router, "POST", "/open", schemas.Seals,
    "Membuka tahap berikutnya; jawabannya segel yang sudah ada padanya.",
)  # fmt: skip
def open_next(here: Here) -> Answered:
    """A stage that was never opened has no seals."""
    opening.open_stage(here.by, here.stage)
    return {"seals": []}


@on_stage(
    router, "POST", "/seal", schemas.Seal,
    "Menyegel tahap yang terbuka; pada penilaian mandiri: mengirimnya.",
)  # fmt: skip
def seal(here: Here) -> Answered:
    """Gaps are answered with their list (409)."""
    return seal_json(sealing.seal(here.by, here.stage))


@on_stage(
    router, "POST", "/reopen", schemas.Seals,
    "Membuka kembali tahap yang disegel, dengan alasan; segelnya tetap ada.",
)  # fmt: skip
def reopen(here: Here, body: schemas.ReopenAsked) -> Answered:
    """Answers the seals, the last one with the reason."""
    sealing.reopen(here.by, here.stage, body.reason)
    found = Seal.objects.filter(stage=here.stage).select_related("by", "reopening").order_by("number")
    return {"seals": [seal_json(one) for one in found]}


@on_stage(
    router, "POST", "/disclosure", schemas.Disclosure,
    "Membuka segel terakhir sebuah tahap untuk umum, sampai kedalaman yang dipilih.",
)  # fmt: skip
def disclose(here: Here, body: schemas.DiscloseAsked) -> Answered:
    """One that is public already gets the new depth."""
    found = Seal.objects.select_related("stage__evaluation__agency")
    chosen = found.filter(stage=here.stage, number=body.seal).first()
    if chosen is None:
        raise nothing_there("Segel", body.seal)
    disclosing.disclose(here.by, chosen, body.depth, body.consent, body.hidden)
    made = Disclosure.objects.select_related("seal").filter(seal=chosen).latest("at")
    return _disclosed(made, disclosed=made.withdrawn_at is None)


@on_stage(
    router, "DELETE", "/disclosure", schemas.Disclosure,
    "Menarik kembali keterbukaan hasil tahap ini.",
)  # fmt: skip
def withdraw(here: Here) -> Answered:
    """404 where nothing of this stage is public."""
    standing = Disclosure.objects.select_related("seal__stage__evaluation__agency")
    made = standing.filter(seal__stage=here.stage, withdrawn_at=None).first()
    if made is None:
        raise nothing_there("Keterbukaan hasil tahap", here.stage.code)
    disclosing.withdraw(here.by, made)
    return _disclosed(made, disclosed=False)


def _disclosed(made: Disclosure, *, disclosed: bool) -> dict[str, Any]:
    return {
        "disclosed": disclosed,
        "seal": made.seal.number,
        "depth": made.depth,
        "hidden": made.hidden_nodes,
        "consent": made.consent,
    }
