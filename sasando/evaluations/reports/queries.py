"""What the reports read beside the worksheet: seals, notes, general answers, the week's judgements and acts."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from sasando.evaluations.effective import Decided
from sasando.evaluations.models import (
    AspectNote,
    Disclosure,
    Evaluation,
    GeneralAnswer,
    Judgement,
    Seal,
    Stage,
    StageAccess,
)
from sasando.evaluations.reports.facts import Head, Note, SealLine
from sasando.evaluations.reports.models import ReportTemplate
from sasando.kernel.ids import read_id
from sasando.kernel.models import Chain, Entry, Job
from sasando.organizations.models import Agency, User
from sasando.organizations.roles import today_in
from sasando.scoring.model import Instrument

_OF_A_WORKBOOK = '"workbook":'  # a key: within a text its quotes are escaped
_JUDGING = ("evaluations.judge_self", "evaluations.judge_from_outside", "evaluations.transcribe")


def seal_lines(evaluation: Evaluation, up_to: int) -> tuple[SealLine, ...]:
    """Every seal of the stages up to an ordinal, in the order they were set. Two queries."""
    found = (
        Seal.objects.filter(stage__evaluation=evaluation, stage__ordinal__lte=up_to)
        .select_related("stage", "by", "reopening")
        .prefetch_related("reviews")
        .defer("content")
        .order_by("at")
    )
    return tuple(_line(seal) for seal in found)


def _line(seal: Seal) -> SealLine:
    reopening = getattr(seal, "reopening", None)
    reviews = [("valid" if one.valid else f"tidak valid: {one.note}") for one in seal.reviews.all()]
    return SealLine(
        seal.stage.code, seal.stage.name, seal.number, seal.at, seal.by.name, seal.index, seal.predicate,
        seal.digest, reopening.reason if reopening else "", tuple(reviews),
    )  # fmt: skip


def disclosed_seal(evaluation: Evaluation) -> Seal | None:
    """The seal that is public now, with its stage; None where nothing is. One query."""
    found = Disclosure.objects.filter(evaluation=evaluation, withdrawn_at=None).select_related("seal__stage")
    standing = found.defer("seal__content").order_by("-at").first()
    return standing.seal if standing else None


def notes_of(evaluation: Evaluation, up_to: int) -> tuple[Note, ...]:
    """Strengths and weaknesses of each aspect, of the latest stage that wrote any. One query."""
    found = (
        AspectNote.objects.filter(stage__evaluation=evaluation, stage__ordinal__lte=up_to)
        .select_related("stage", "node")
        .order_by("node__ordinal", "stage__ordinal")
    )
    latest = {
        note.node.code: Note(note.node.code, note.stage.name, note.strengths, note.weaknesses)
        for note in found
        if note.strengths or note.weaknesses
    }
    return tuple(latest.values())


def general_answers(evaluation: Evaluation) -> dict[int, str]:
    """The answers to the general questions by ordinal. One query."""
    return dict(GeneralAnswer.objects.filter(evaluation=evaluation).values_list("ordinal", "text"))


def earlier_seal(evaluation: Evaluation, instrument: Instrument) -> Seal | None:
    """The latest seal of an earlier year of the agency by the same instrument, to compare with. One query."""
    found: Seal | None = (
        Seal.objects.filter(
            stage__evaluation__agency_id=evaluation.agency_id,
            stage__evaluation__year__lt=evaluation.year,
            stage__instrument__digest=instrument.digest,
            stage__state=Stage.State.SEALED,
        )
        .select_related("stage__evaluation")
        .order_by("-stage__evaluation__year", "-stage__ordinal", "-at")
        .first()
    )
    return found


@dataclass(frozen=True, slots=True)
class Judged:
    """One judgement: of which node, in which stage, by whom, when. `value` None: withdrawn, or does not apply."""

    node: str
    stage: int
    revision: int
    outcome: str
    value: Fraction | None
    by: str
    at: datetime


def judged_since(evaluation: Evaluation, since: datetime, up_to: int) -> list[Judged]:
    """The judgements since a moment in the stages up to an ordinal, in their order. One query."""
    return _judged(evaluation, up_to, at__gte=since)


def decided_before(
    evaluation: Evaluation, since: datetime, up_to: int, nodes: Iterable[str]
) -> list[Decided]:
    """What stood for some nodes in each stage just before a moment. One query."""
    latest: dict[tuple[str, int], Judged] = {}
    for one in _judged(evaluation, up_to, at__lt=since, answer__node__code__in=sorted(nodes)):
        latest[one.node, one.stage] = one
    return [
        Decided(one.node, one.stage, one.value)
        for one in latest.values()
        if one.outcome != Judgement.Outcome.WITHDRAWN
    ]


def _judged(evaluation: Evaluation, up_to: int, **where: Any) -> list[Judged]:
    found = (
        Judgement.objects.filter(answer__stage__evaluation=evaluation, answer__stage__ordinal__lte=up_to, **where)
        .order_by("at", "revision")
        .values_list(
            "answer__node__code", "answer__stage__ordinal", "revision", "outcome", "value_num", "value_den",
            "entered_by__name", "at",
        )
    )  # fmt: skip
    return [
        Judged(node, stage, revision, outcome, None if num is None else Fraction(num, den), by, at)
        for node, stage, revision, outcome, num, den, by, at in found
    ]


@dataclass(frozen=True, slots=True)
class Deed:
    """One entry of the journal about the evaluation beside its judgements: who, which act, what it says."""

    who: str
    act: str
    body: dict[str, Any]


def deeds_since(agency: Agency, concerned: Iterable[str], since: datetime) -> list[Deed]:
    """The acts on some objects since a moment, in their order, with the names of people. Two queries.

    Of those that judge only workbooks, which bring drafts along; the judgements themselves are rows.
    """
    entries = list(
        Entry.objects.filter(
            chain_id=f"agency:{agency.slug}",
            at__gte=since,
            object__in=list(concerned),
            act__startswith="evaluations.",
        )
        .exclude(Q(act__in=_JUDGING) & ~Q(body__contains=_OF_A_WORKBOOK))
        .order_by("seq")
        .values_list("actor", "act", "body")
    )
    people = {actor.partition(":")[2] for actor, _act, _body in entries if actor.startswith("user:")}
    names: dict[str, str] = defaultdict(lambda: "sistem")
    for identifier, name in User.objects.filter(id__in=[UUID(one) for one in people]).values_list(
        "id", "name"
    ):
        names[f"user:{identifier}"] = name
    return [Deed(names[actor], act.partition(".")[2], json.loads(body)) for actor, act, body in entries]


def journal_head(agency: Agency) -> Head:
    """The newest entry of the agency's journal. One query."""
    found = Chain.objects.filter(key=f"agency:{agency.slug}").values_list("seq", "hash").first()
    return Head(*found) if found else Head(0, "")


def job_under_way(kind: str, scope: str, name: str) -> UUID | None:
    """The job that makes the file of this name and has not ended, if there is one. One query."""
    found: UUID | None = (
        Job.objects.filter(kind=kind, scope=scope, request__name=name, cancel=False)
        .exclude(state__in=Job.ENDED)
        .values_list("id", flat=True)
        .first()
    )
    return found


def job_by_id(kind: str, scope: str, text: str) -> Job | None:
    """The job that an address names, within its kind and scope; None where the text is no id. One query."""
    identifier = read_id(text)
    if identifier is None:
        return None
    return Job.objects.filter(id=identifier, kind=kind, scope=scope).first()


def stage_with_others(identifier: UUID) -> tuple[Stage, tuple[Stage, ...]]:
    """A stage by its id, for the worker, with all stages of its evaluation. Two queries."""
    stage = (
        Stage.objects.select_related("evaluation__agency", "instrument")
        .defer("instrument__content")
        .get(id=identifier)
    )
    others = Stage.objects.filter(evaluation_id=stage.evaluation_id).order_by("ordinal")
    return stage, tuple(others)


def template_choice(agency: Agency, document: str) -> ReportTemplate | None:
    """The latest choice of an agency for a document; None where it never made one. One query."""
    return ReportTemplate.objects.filter(agency=agency, document=document).order_by("-revision").first()


def templates_in_use() -> list[ReportTemplate]:
    """The latest choice of every agency for each document, where it is a template of its own. One query."""
    found = _latest_choices().exclude(sha256="").select_related("agency")
    return list(found.order_by("agency__slug", "document"))


def template_choices(agency: Agency) -> dict[str, ReportTemplate]:
    """The latest choice of an agency for each document for which it made one. One query."""
    return {one.document: one for one in _latest_choices().filter(agency=agency)}


def _latest_choices() -> QuerySet[ReportTemplate]:
    same = {name: OuterRef(name) for name in ("agency", "document")}
    later = ReportTemplate.objects.filter(**same, revision__gt=OuterRef("revision"))
    return ReportTemplate.objects.filter(~Exists(later))


def stages_given(user: User, agency: Agency) -> set[UUID]:
    """The stages of an agency that somebody from outside may see today. One query."""
    given = StageAccess.objects.filter(
        user=user, stage__evaluation__agency=agency, ended_at=None, until__gte=today_in(agency.timezone)
    )
    return set(given.values_list("stage_id", flat=True))
