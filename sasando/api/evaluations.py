"""`/agencies/{slug}/evaluations`: the evaluations of an agency, one stage of one, its seals and its history."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from sasando.api import evaluation_schemas as schemas
from sasando.api.answers import as_json, as_json_with
from sasando.api.contract import working
from sasando.api.evaluation_tree import evaluation_json, seal_json, tree_json
from sasando.api.parameters import Code, Slug
from sasando.api.people import nothing_there, staff_here
from sasando.api.work import ALL, Answered, Here, on_stage
from sasando.evaluations.actions.opening import Opened, open_evaluation
from sasando.evaluations.copying.models import TakenText
from sasando.evaluations.copying.taken import taken_of
from sasando.evaluations.models import Evaluation, Seal, Stage
from sasando.evaluations.queries import Event, evaluations_of, history
from sasando.evaluations.visible import given_to, inner_stages, is_from_outside, rows_seen
from sasando.organizations.queries import Staff
from sasando.scoring.numbers import fraction_text

router = Router(tags=["evaluasi"])


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
def open_one(request: HttpRequest, slug: Slug, body: schemas.OpenAsked) -> HttpResponse:
    """As the page of evaluations opens one."""
    staff = staff_here(request, slug)
    wanted = Opened(body.instrument, body.year, body.kind, body.track, body.label, body.reading)
    made = open_evaluation(staff.user, staff.agency, wanted)
    opened = [one for one in evaluations_of(staff.agency) if str(one.id) == made]
    return as_json(_seen(staff, opened)[0], status=201)


def _seen(staff: Staff, found: list[Evaluation]) -> list[dict[str, Any]]:
    """What this person sees of evaluations: from outside, only the stages given to them."""
    if not is_from_outside(staff):
        return [evaluation_json(one, list(one.stages.all())) for one in found]
    given = given_to(staff)
    seen = [(one, [stage for stage in one.stages.all() if stage.id in given]) for one in found]
    return [evaluation_json(one, stages) for one, stages in seen if stages]


@on_stage(
    router, "GET", "", schemas.Tree,
    "Pohon satu tahap: nilai, teks, dan keadaan tiap isian, dengan indeks atau batasnya.",
)  # fmt: skip
def stage_tree(here: Here) -> Answered:
    """Two queries beside those that say who asks, whatever the number of indicators; one more from outside."""
    return as_json_with(*tree_json(here.staff, here.sheet()))


@on_stage(
    router, "GET", "/history/{indicator}", schemas.History,
    "Riwayat satu indikator dalam semua tahap: penilaian, verifikasi, dan dari mana drafnya diambil; yang terbaru"
    " lebih dahulu.",
)  # fmt: skip
def indicator_history(here: Here, indicator: Code) -> Answered:
    """From outside no verification and no taking but of the stages given is told of."""
    row = next((one for one in rows_seen(here.staff, here.sheet()) if one.node.code == indicator), None)
    if row is None:
        raise nothing_there("Indikator", indicator)
    inner = inner_stages(here.staff, here.stage, here.stages)
    told = [(one.at, _event(one)) for one in history(here.stage, indicator, here.stages, inner)]
    if taken := taken_of(row, inner):
        told.append((taken.at, _taken(taken, here.stages[0])))
    return {"events": [event for _at, event in sorted(told, key=itemgetter(0), reverse=True)]}


def _event(one: Event) -> dict[str, Any]:
    return {
        "at": one.at.isoformat(),
        "who": one.who,
        "what": one.what,
        "value": None if one.value is None else fraction_text(one.value),
        "note": one.note,
        "fact": one.fact,
        "analysis": one.analysis,
        "stage": one.stage,
        "revision": one.revision,
        "taken_from": None,
    }


def _taken(one: TakenText, into: Stage) -> dict[str, Any]:
    source = one.source
    told = Event(one.at, one.by.name, "taken", None, "", "", "", into.name, one.revision)
    return _event(told) | {
        "taken_from": {
            "evaluation": str(source.id),
            "instrument": source.instrument_key,
            "year": source.year,
            "kind": source.kind,
            "label": source.label,
            "indicator": one.origin.code,
        }
    }


@on_stage(
    router, "GET", "/seals", schemas.Seals,
    "Segel satu tahap, yang pertama lebih dahulu, juga yang kemudian dibuka kembali.",
    whole=True,
)  # fmt: skip
def seals(here: Here) -> Answered:
    """Two queries beside those that say who asks."""
    found = Seal.objects.filter(stage=here.stage).select_related("by", "reopening").order_by("number")
    return {"seals": [seal_json(one) for one in found.defer("content")]}
