"""What is said beside the values of a stage: strengths and weaknesses of aspects, the review, comments."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router

from sasando.api import work_schemas as schemas
from sasando.api.parameters import Code
from sasando.api.people import nothing_there
from sasando.api.trouble import conflict
from sasando.api.work import Answered, Here, on_stage
from sasando.discussions import actions as discussing
from sasando.discussions.queries import Said, comments_on
from sasando.evaluations.actions import noting, sealing
from sasando.evaluations.faults import ConflictError
from sasando.evaluations.models import AspectNote, Seal
from sasando.evaluations.subjects import ANSWER
from sasando.evaluations.visible import rows_seen
from sasando.instruments.queries import parsed

router = Router(tags=["catatan dan komentar"])


@on_stage(
    router, "GET", "/aspects", schemas.AspectNotes,
    "Kekuatan dan kelemahan yang dicatat untuk tiap aspek pada satu tahap.",
    whole=True,
)  # fmt: skip
def aspect_notes(here: Here) -> Answered:
    """One query beside those that say who asks."""
    found = AspectNote.objects.filter(stage=here.stage).select_related("node")
    held = {one.node.code: one for one in found}
    aspects = [node for node in parsed(here.stage.instrument.digest).root.walk() if node.kind == "aspect"]
    return {
        "aspects": [
            {
                "aspect": node.code,
                "number": node.number,
                "name": node.name,
                "strengths": held[node.code].strengths if node.code in held else "",
                "weaknesses": held[node.code].weaknesses if node.code in held else "",
                "revision": held[node.code].revision if node.code in held else 0,
            }
            for node in aspects
        ]
    }


@on_stage(
    router, "PUT", "/aspects/{aspect}", schemas.Written,
    "Menulis kekuatan dan kelemahan satu aspek, pada revisi yang Anda baca.",
    whole=True,
)  # fmt: skip
def note_aspect(here: Here, aspect: Code, body: schemas.AspectAsked) -> Answered:
    """The same texts again change nothing. A conflict tells strengths as `fact`, weaknesses as `analysis`."""
    node = parsed(here.stage.instrument.digest).by_code.get(aspect)
    if node is None or node.kind != "aspect":
        raise nothing_there("Aspek", aspect)
    texts = (body.strengths, body.weaknesses)
    try:
        revision = noting.note_aspect(here.by, here.stage, aspect, body.revision, *texts)
    except ConflictError as error:
        yours: dict[str, str | None] = {"value": "", "fact": body.strengths, "analysis": body.weaknesses}
        return conflict(error, {node.number: yours})
    return {"revision": revision}


@on_stage(
    router, "POST", "/review", schemas.Review,
    "Menyatakan sebuah segel valid atau tidak valid, oleh tim reviu.",
    whole=True,
)  # fmt: skip
def review(here: Here, body: schemas.ReviewAsked) -> Answered:
    """Not valid wants a note."""
    found = Seal.objects.select_related("stage__evaluation__agency")
    chosen = found.filter(stage=here.stage, number=body.seal).first()
    if chosen is None:
        raise nothing_there("Segel", body.seal)
    sealing.review(here.by, chosen, valid=body.valid, note=body.note)
    return {"seal": chosen.number, "valid": body.valid, "note": body.note.strip()}


@on_stage(
    router, "GET", "/comments/{indicator}", schemas.Comments,
    "Komentar pada satu indikator, yang pertama lebih dahulu.",
)  # fmt: skip
def comments(here: Here, indicator: Code) -> Answered:
    """Two queries beside those that say who asks."""
    return _thread(here, _subject(here, indicator))


@on_stage(
    router, "POST", "/comments/{indicator}", schemas.Comments,
    "Menulis komentar pada satu indikator.", status=201,
)  # fmt: skip
def add_comment(here: Here, indicator: Code, body: schemas.CommentAsked) -> Answered:
    """Whoever sees the indicator may."""
    subject = _subject(here, indicator)
    discussing.comment(here.by, here.staff.agency, ANSWER, subject, body.text)
    return _thread(here, subject)


@on_stage(
    router, "PUT", "/comments/{indicator}/{comment}", schemas.Comments,
    "Menandai sebuah komentar selesai, atau membukanya lagi.",
)  # fmt: skip
def resolve_comment(here: Here, indicator: Code, comment: UUID, body: schemas.ResolveAsked) -> Answered:
    """Nothing where it is so already."""
    subject = _subject(here, indicator)
    if comment not in {one.id for one in comments_on(here.staff.agency, ANSWER, [subject])}:
        raise nothing_there("Komentar", comment)
    discussing.resolve(here.by, here.staff.agency, comment, resolved=body.resolved)
    return _thread(here, subject)


def _subject(here: Here, indicator: str) -> UUID:
    """The answer of an indicator that the person sees, in a stage that has begun."""
    for row in rows_seen(here.staff, here.sheet()):
        cell = row.cells.get(here.stage.ordinal)
        if row.node.code == indicator and cell is not None:
            return cell.id
    raise nothing_there("Isian", indicator)


def _thread(here: Here, subject: UUID) -> dict[str, Any]:
    found = comments_on(here.staff.agency, ANSWER, [subject])
    return {
        "open": sum(one.resolved_at is None for one in found),
        "comments": [_said(one) for one in found],
    }


def _said(one: Said) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "author": one.author_name,
        "text": one.text,
        "at": one.at.isoformat(),
        "resolved_at": one.resolved_at.isoformat() if one.resolved_at else None,
        "resolved_by": one.resolved_by_name,
    }
