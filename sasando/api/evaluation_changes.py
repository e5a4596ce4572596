"""What changes a stage of an evaluation: judgements, drafts, verifications, seals, disclosure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from sasando.api import evaluation_schemas as schemas
from sasando.api.answers import Refused, as_json
from sasando.api.contract import working
from sasando.api.evaluation_tree import seal_json
from sasando.api.evaluations import ONE_STAGE
from sasando.api.parameters import Code, Key, Slug, StageCode
from sasando.api.people import nothing_there, staff_here
from sasando.api.trouble import conflict
from sasando.evaluations.actions import disclosing, drafting, judging, opening, sealing, verifying
from sasando.evaluations.entered import Entered, read_value
from sasando.evaluations.faults import ConflictError
from sasando.evaluations.models import Disclosure, Seal, Stage
from sasando.evaluations.visible import stage_seen
from sasando.organizations.queries import Staff

router = Router(tags=["mengubah evaluasi"])


@working(
    router, "POST", ONE_STAGE + "/judgements", schemas.Revisions,
    "Menyimpan satu atau banyak penilaian, semua atau tidak satu pun, masing-masing pada revisi yang Anda baca.",
)  # fmt: skip
def judge(
    request: HttpRequest,
    slug: Slug,
    evaluation: UUID,
    stage: StageCode,
    body: schemas.JudgementsAsked,
    key: Key = None,
) -> HttpResponse:
    """One act, whatever the number of judgements."""
    staff, held = _at(request, slug, evaluation, stage)
    entered = [_entered(one) for one in body.judgements]
    try:
        revisions = judging.judge(staff.user, held, entered, key=key)
    except ConflictError as error:
        yours = {one.indicator: _yours(one.value or "", one.fact, one.analysis) for one in body.judgements}
        return conflict(error, yours)
    return as_json({"revisions": revisions})


def _entered(one: schemas.JudgementAsked) -> Entered:
    try:
        value = None if one.value is None else read_value(one.value)
    except ValueError as error:
        raise Refused(422, f"Indikator {one.indicator}: {error}.") from None
    said = one.dict(exclude={"indicator", "revision", "value"})
    return Entered(one.indicator, one.revision, value, **said)


def _yours(value: str, fact: str | None, analysis: str | None) -> dict[str, str | None]:
    return {"value": value, "fact": fact, "analysis": analysis}


@working(
    router, "PUT", ONE_STAGE + "/drafts/{indicator}", schemas.Revisions,
    "Menyimpan draf fakta dan analisis satu indikator; belum menjadi penilaian.",
)  # fmt: skip
def draft(
    request: HttpRequest,
    slug: Slug,
    evaluation: UUID,
    stage: StageCode,
    indicator: Code,
    body: schemas.DraftAsked,
) -> HttpResponse:
    """The same draft again changes nothing."""
    staff, held = _at(request, slug, evaluation, stage)
    try:
        revision = drafting.save_draft(staff.user, held, indicator, body.revision, body.fact, body.analysis)
    except ConflictError as error:
        return conflict(error, {indicator: _yours("", body.fact, body.analysis)})
    return as_json({"revisions": {indicator: revision}})


@working(
    router, "POST", ONE_STAGE + "/verifications", schemas.Verified,
    "Menerima atau mengembalikan isian penilaian mandiri, masing-masing pada revisi yang Anda baca.",
)  # fmt: skip
def verify(
    request: HttpRequest, slug: Slug, evaluation: UUID, stage: StageCode, body: schemas.VerifyAsked
) -> HttpResponse:
    """One act, all or none."""
    staff, held = _at(request, slug, evaluation, stage)
    said: Mapping[str, str] = body.dict(include={"verdict", "note", "exception"})
    return as_json({"verified": verifying.verify(staff.user, held, body.revisions, **said)})


@working(
    router, "POST", ONE_STAGE + "/open", schemas.Seals,
    "Membuka tahap berikutnya; jawabannya segel yang sudah ada padanya.",
)  # fmt: skip
def open_next(request: HttpRequest, slug: Slug, evaluation: UUID, stage: StageCode) -> HttpResponse:
    """A stage that was never opened has no seals."""
    staff, held = _at(request, slug, evaluation, stage)
    opening.open_stage(staff.user, held)
    return as_json({"seals": []})


@working(
    router, "POST", ONE_STAGE + "/seal", schemas.Seal,
    "Menyegel tahap yang terbuka; pada penilaian mandiri: mengirimnya.",
)  # fmt: skip
def seal(
    request: HttpRequest, slug: Slug, evaluation: UUID, stage: StageCode, key: Key = None
) -> HttpResponse:
    """Gaps are answered with their list (409)."""
    staff, held = _at(request, slug, evaluation, stage)
    return as_json(seal_json(sealing.seal(staff.user, held, key=key)))


@working(
    router, "POST", ONE_STAGE + "/reopen", schemas.Seals,
    "Membuka kembali tahap yang disegel, dengan alasan; segelnya tetap ada.",
)  # fmt: skip
def reopen(
    request: HttpRequest, slug: Slug, evaluation: UUID, stage: StageCode, body: schemas.ReopenAsked
) -> HttpResponse:
    """Answers the seals, the last one with the reason."""
    staff, held = _at(request, slug, evaluation, stage)
    sealing.reopen(staff.user, held, body.reason)
    found = Seal.objects.filter(stage=held).select_related("by", "reopening").order_by("number")
    return as_json({"seals": [seal_json(one) for one in found]})


@working(
    router, "POST", ONE_STAGE + "/disclosure", schemas.Disclosure,
    "Membuka segel terakhir sebuah tahap untuk umum, sampai kedalaman yang dipilih.",
)  # fmt: skip
def disclose(
    request: HttpRequest, slug: Slug, evaluation: UUID, stage: StageCode, body: schemas.DiscloseAsked
) -> HttpResponse:
    """One that is public already gets the new depth."""
    staff, held = _at(request, slug, evaluation, stage)
    chosen = (
        Seal.objects.select_related("stage__evaluation__agency").filter(stage=held, number=body.seal).first()
    )
    if chosen is None:
        raise nothing_there("Segel", body.seal)
    disclosing.disclose(staff.user, chosen, body.depth, body.consent, body.hidden)
    made = Disclosure.objects.get(seal=chosen, withdrawn_at=None)
    return as_json(_disclosed(made, disclosed=True))


@working(
    router, "DELETE", ONE_STAGE + "/disclosure", schemas.Disclosure,
    "Menarik kembali keterbukaan hasil tahap ini.",
)  # fmt: skip
def withdraw(request: HttpRequest, slug: Slug, evaluation: UUID, stage: StageCode) -> HttpResponse:
    """404 where nothing of this stage is public."""
    staff, held = _at(request, slug, evaluation, stage)
    standing = Disclosure.objects.select_related("seal__stage__evaluation__agency")
    made = standing.filter(seal__stage=held, withdrawn_at=None).first()
    if made is None:
        raise nothing_there("Keterbukaan hasil tahap", stage)
    disclosing.withdraw(staff.user, made)
    return as_json(_disclosed(made, disclosed=False))


def _disclosed(made: Disclosure, *, disclosed: bool) -> dict[str, Any]:
    return {
        "disclosed": disclosed,
        "seal": made.seal.number,
        "depth": made.depth,
        "hidden": made.hidden_nodes,
        "consent": made.consent,
    }


def _at(request: HttpRequest, slug: str, evaluation: UUID, stage: str) -> tuple[Staff, Stage]:
    """The person and the stage; 404 where the person does not see it."""
    staff = staff_here(request, slug)
    return staff, stage_seen(staff, evaluation, stage)[0]
