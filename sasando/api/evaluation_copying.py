"""Copy mode: the texts of a stage in the order of the ministry's application, ticked as one goes; and beginning with
the agency's own texts of an earlier evaluation.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router

from sasando.api import paper_schemas as schemas
from sasando.api.parameters import Code
from sasando.api.people import nothing_there
from sasando.api.work import Answered, Here, on_stage
from sasando.evaluations.access import SELF
from sasando.evaluations.actions.noting import tick_copied
from sasando.evaluations.actions.scope import actor_of, scope_of
from sasando.evaluations.actions.starting import start_from, take_back
from sasando.evaluations.copying.earlier import Proposals, earlier_evaluations, proposals
from sasando.evaluations.copying.sheet import Item, items, next_open, questions
from sasando.evaluations.copying.taken import taking_from
from sasando.evaluations.models import Evaluation
from sasando.evaluations.visible import is_contact_only
from sasando.kernel.grant_table import granted

router = Router(tags=["menyalin"])


@on_stage(
    router, "GET", "/copy", schemas.CopySheet,
    "Teks satu tahap menurut urutan aplikasi kementerian, dengan tanda yang sudah disalin.",
)  # fmt: skip
def copy_sheet(here: Here) -> Answered:
    """Three queries beside those that say who asks."""
    sheet = here.sheet()
    found = items(here.staff, sheet)
    asked = [] if is_contact_only(here.staff) else questions(sheet)
    return {
        "progress": _progress(found, ""),
        "items": [_item(one) for one in found],
        "questions": [{"ordinal": one.ordinal, "question": one.question, "text": one.text} for one in asked],
    }


@on_stage(
    router, "PUT", "/copy/{indicator}", schemas.Ticked,
    "Menandai bahwa isian satu indikator sudah disalin ke aplikasi kementerian.",
)  # fmt: skip
def tick(here: Here, indicator: Code, judgement: UUID | None = None) -> Answered:
    """Refused where nothing was decided yet. What was decided anew after `judgement` was copied counts as not done."""
    return _ticked(here, indicator, copied=True, seen=judgement)


@on_stage(
    router, "DELETE", "/copy/{indicator}", schemas.Ticked,
    "Membatalkan tanda sudah disalin.",
)  # fmt: skip
def untick(here: Here, indicator: Code) -> Answered:
    """Nothing to take back is no fault."""
    return _ticked(here, indicator, copied=False)


def _ticked(here: Here, indicator: str, *, copied: bool, seen: UUID | None = None) -> dict[str, Any]:
    sheet = here.sheet()
    if indicator not in {one.code for one in items(here.staff, sheet)}:
        raise nothing_there("Indikator", indicator)
    tick_copied(here.by, here.stage, indicator, copied=copied, seen=seen)
    progress = _progress(items(here.staff, sheet), indicator)
    return {"indicator": indicator, "copied": copied, "progress": progress}


def _progress(found: list[Item], after: str) -> dict[str, Any]:
    done = sum(one.done for one in found)
    return {"done": done, "total": len(found), "next": next_open(found, after) or None}


def _item(one: Item) -> dict[str, Any]:
    return {
        "indicator": one.code,
        "number": one.number,
        "name": one.name,
        "value": one.value,
        "text": one.text,
        "characters": len(one.text),
        "draft": one.draft,
        "judgement": str(one.judgement) if one.judgement else None,
        "tick": one.tick and {"by": one.tick.by, "at": one.tick.at.isoformat(), "stale": one.tick.stale},
        "done": one.done,
    }


@on_stage(
    router, "GET", "/earlier", schemas.EarlierEvaluations,
    "Evaluasi lain instansi ini yang memuat teks sendiri, untuk memulai dari sana.",
)  # fmt: skip
def earlier(here: Here) -> Answered:
    """One query beside those that say who asks."""
    return {
        "evaluations": [
            {
                "id": str(one.id),
                "instrument": one.instrument_key,
                "year": one.year,
                "kind": one.kind,
                "label": one.label,
                "texts": texts,
            }
            for one, texts in _known(here)
        ]
    }


@on_stage(
    router, "GET", "/earlier/{source}", schemas.Proposals,
    "Teks lama yang dapat menjadi draf di sini, dengan kriteria yang berubah; tingkat tidak pernah ikut.",
)  # fmt: skip
def earlier_texts(here: Here, source: UUID) -> Answered:
    """Three queries beside those that say who asks."""
    found = proposals(here.sheet(), _source(here, source), {})
    return _proposals(found)


def _proposals(found: Proposals) -> dict[str, Any]:
    return {
        "ready": [
            {
                "indicator": one.target.code,
                "source": one.source.code,
                "fact": one.text.fact,
                "analysis": one.text.analysis,
                "changed": [{"level": new.level, "old": new.old, "new": new.new} for new in one.changed],
            }
            for one in found.ready
        ],
        "occupied": [node.code for node in found.occupied],
        "unmatched": [node.code for node in found.unmatched],
        "sources": [node.code for node in found.sources],
    }


@on_stage(
    router, "POST", "/earlier/{source}", schemas.Started,
    "Menjadikan teks lama draf di sini, hanya pada isian yang masih tanpa teks.",
)  # fmt: skip
def start(here: Here, source: UUID, body: schemas.StartAsked) -> Answered:
    """One act."""
    done = start_from(here.by, here.stage, _source(here, source), body.pairs)
    return {"taken": list(done.taken), "left": list(done.left), "taking": done.taking and str(done.taking)}


@on_stage(
    router, "DELETE", "/earlier/{source}", schemas.TakenBack,
    "Membatalkan satu pengambilan (tanpa `taking`: yang terakhir dari evaluasi itu), untuk draf yang belum diubah.",
)  # fmt: skip
def undo_start(here: Here, source: UUID, taking: UUID | None = None) -> Answered:
    """One act. Nothing to take back is no fault."""
    granted(actor_of(here.by), "evaluations.take_back", scope_of(here.staff.agency))
    chosen = taking_from(here.stage, _source(here, source), taking)
    return {"back": list(take_back(here.by, here.stage, chosen)) if chosen else []}


def _known(here: Here) -> list[tuple[Evaluation, int]]:
    """The evaluations to begin from, for those who may begin *mandiri* so.

    Raises:
        RefusedError: a role that does not.
        Refused: another stage (404).
    """
    granted(actor_of(here.by), "evaluations.start_from", scope_of(here.staff.agency))
    if here.stage.code != SELF:
        raise nothing_there("Teks lama untuk tahap", here.stage.code)
    return earlier_evaluations(here.stage.evaluation)


def _source(here: Here, source: UUID) -> Evaluation:
    found = next((one for one, _texts in _known(here) if one.id == source), None)
    if found is None:
        raise nothing_there("Evaluasi lama", source)
    return found
