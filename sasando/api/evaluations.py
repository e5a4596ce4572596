"""`/agencies/{slug}/evaluations`: the evaluations of an agency, one stage of one, its seals and its history."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from sasando.api import evaluation_schemas as schemas
from sasando.api.answers import as_json, as_json_with
from sasando.api.contract import working
from sasando.api.evaluation_tree import evaluation_json, seal_json, tree_json
from sasando.api.parameters import Code, Key, Slug, StageCode
from sasando.api.people import nothing_there, staff_here
from sasando.evaluations.actions.opening import Opened, open_evaluation
from sasando.evaluations.models import Evaluation, Seal
from sasando.evaluations.queries import evaluations_of, history, worksheet
from sasando.evaluations.visible import given_to, is_contact_only, is_from_outside, rows_seen, stage_seen
from sasando.organizations.queries import Staff
from sasando.scoring.numbers import fraction_text

router = Router(tags=["evaluasi"])
ALL = "/agencies/{slug}/evaluations"
ONE_STAGE = ALL + "/{evaluation}/stages/{stage}"


@working(
    router, "GET", ALL, schemas.Evaluations,
    "Evaluasi satu instansi yang dapat Anda lihat, dengan tahap-tahapnya; tahun terbaru lebih dahulu.",
)  # fmt: skip
def evaluations(request: HttpRequest, slug: Slug) -> HttpResponse:
    """Three queries beside those that say who asks; one more from outside."""
    staff = staff_here(request, slug)
    listed = _seen(staff, evaluations_of(staff.agency))
    return as_json({"agency": staff.agency.slug, "evaluations": listed})


@working(
    router, "POST", ALL, schemas.Evaluation,
    "Membuka evaluasi dan tahap pertamanya.", status=201,
)  # fmt: skip
def open_one(request: HttpRequest, slug: Slug, body: schemas.OpenAsked, key: Key = None) -> HttpResponse:
    """As the page of evaluations opens one."""
    staff = staff_here(request, slug)
    wanted = Opened(body.instrument, body.year, body.kind, body.track, body.label, body.reading)
    made = open_evaluation(staff.user, staff.agency, wanted, key=key)
    opened = [one for one in evaluations_of(staff.agency) if str(one.id) == made]
    return as_json(_seen(staff, opened)[0], status=201)


def _seen(staff: Staff, found: list[Evaluation]) -> list[dict[str, Any]]:
    """What this person sees of evaluations: from outside, only the stages given to them."""
    if not is_from_outside(staff):
        return [evaluation_json(one, list(one.stages.all())) for one in found]
    given = given_to(staff)
    seen = [(one, [stage for stage in one.stages.all() if stage.id in given]) for one in found]
    return [evaluation_json(one, stages) for one, stages in seen if stages]


@working(
    router, "GET", ONE_STAGE, schemas.Tree,
    "Pohon satu tahap: nilai, teks, dan keadaan tiap isian, dengan indeks atau batasnya.",
)  # fmt: skip
def stage_tree(request: HttpRequest, slug: Slug, evaluation: UUID, stage: StageCode) -> HttpResponse:
    """Two queries beside those that say who asks, whatever the number of indicators; one more from outside."""
    staff = staff_here(request, slug)
    tree, answers = tree_json(staff, worksheet(*stage_seen(staff, evaluation, stage)))
    return as_json_with(tree, "answers", answers)


@working(
    router, "GET", ONE_STAGE + "/history/{indicator}", schemas.History,
    "Riwayat satu indikator dalam semua tahap: penilaian dan verifikasi, yang terbaru lebih dahulu.",
)  # fmt: skip
def indicator_history(
    request: HttpRequest, slug: Slug, evaluation: UUID, stage: StageCode, indicator: Code
) -> HttpResponse:
    """From outside only the stages given are told of."""
    staff = staff_here(request, slug)
    held, stages = stage_seen(staff, evaluation, stage)
    sheet = worksheet(held, stages)
    if indicator not in {row.node.code for row in rows_seen(staff, sheet)}:
        raise nothing_there("Indikator", indicator)
    told = {one.name for one in stages}
    events = [
        {
            "at": one.at.isoformat(),
            "who": one.who,
            "what": one.what,
            "value": None if one.value is None else fraction_text(one.value),
            "note": one.note,
            "fact": one.fact,
            "analysis": one.analysis,
            "stage": one.stage,
            "revision": one.revision,
        }
        for one in history(held, indicator)
        if one.stage in told
    ]
    return as_json({"events": events})


@working(
    router, "GET", ONE_STAGE + "/seals", schemas.Seals,
    "Segel satu tahap, yang pertama lebih dahulu, juga yang kemudian dibuka kembali.",
)  # fmt: skip
def seals(request: HttpRequest, slug: Slug, evaluation: UUID, stage: StageCode) -> HttpResponse:
    """Two queries beside those that say who asks."""
    staff = staff_here(request, slug)
    held, _stages = stage_seen(staff, evaluation, stage)
    if is_contact_only(staff):
        raise nothing_there("Segel tahap", stage)
    found = Seal.objects.filter(stage=held).select_related("by", "reopening").order_by("number")
    return as_json({"seals": [seal_json(one) for one in found.defer("content")]})
