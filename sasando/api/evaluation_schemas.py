"""The shapes of what is asked and answered about evaluations, for the OpenAPI document.

What is asked is checked against them at every request; answers only by the tests.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from sasando.api.parameters import Code, Year
from sasando.api.schemas import Answer, Count, Exact, Figure, Shown

NO_NUL = r"^[^\x00]*$"  # PostgreSQL keeps no text with a NUL in it
Words = Annotated[str, Field(max_length=20_000, pattern=NO_NUL)]
ShortWords = Annotated[str, Field(max_length=300, pattern=NO_NUL)]
Revision = Annotated[int, Field(ge=0, le=2**31 - 1, description="revisi isian yang Anda baca")]
Value = Annotated[
    str,
    Field(max_length=40, pattern=NO_NUL, description="nilai eksak: 3, 1,17, atau 7/6", examples=["3", "7/6"]),
]


class Asked(Schema):
    """The body of a request: these fields, no others."""

    model_config = ConfigDict(extra="forbid")


class OpenAsked(Asked):
    instrument: Annotated[str, Field(max_length=40, pattern=NO_NUL, examples=["pemdi-2026"])]
    year: Year
    kind: Literal["resmi", "simulasi", "pantauan"]
    track: Annotated[str, Field(max_length=20, pattern=NO_NUL, examples=["evaluasi"])]
    label: Annotated[str, Field(max_length=80, pattern=NO_NUL)] = ""
    reading: Literal["exact", "rounded"] = "exact"


class Stage(Answer):
    code: str
    name: str
    state: Literal["waiting", "open", "sealed"]
    optional: bool
    due: date | None
    letter: str
    opened_at: datetime | None
    sealed_at: datetime | None


class Evaluation(Answer):
    id: UUID
    instrument: str
    year: int
    kind: Literal["resmi", "simulasi", "pantauan"]
    label: str
    track: str
    reading: Literal["exact", "rounded"]
    absence: Annotated[str, Field(description="mengapa tidak mengikuti; kosong bila mengikuti")]
    opened_at: datetime
    stages: list[Stage]


class Evaluations(Answer):
    agency: str
    evaluations: list[Evaluation]


class Predicate(Answer):
    name: str
    also: str
    from_exact: str
    from_shown: str
    differs: Annotated[bool, Field(description="predikat dari indeks eksak dan dari indeks tercetak berbeda")]


class Bounds(Answer):
    lower: Figure
    upper: Figure


class TreeNode(Answer):
    code: str
    kind: str
    number: str
    name: str
    parent: Annotated[str | None, Field(description="kode simpul di atasnya")]
    weight: Exact | None
    exact: Exact | None
    shown: Shown | None
    decided_in: Annotated[str | None, Field(description="kode tahap yang nilainya dipakai; hanya indikator")]


class SourceOfValue(Answer):
    agency: str
    date: date | None
    document: str
    publication: Annotated[UUID | None, Field(description="terbitan hasil resmi yang disalin")]


class Draft(Answer):
    fact: str
    analysis: str
    by: str
    at: datetime | None


class TreeAnswer(Answer):
    id: UUID
    indicator: Annotated[str, Field(description="kode indikator")]
    revision: Count
    state: Literal["empty", "draft", "filled", "returned", "verified"]
    item: str
    outcome: Literal["", "value", "withdrawn", "not_applicable"]
    value: Exact | None
    fact: str
    analysis: str
    justification: str
    reason: str
    entered_by: str
    on_behalf_of: str
    at: datetime | None
    source: SourceOfValue | None
    draft: Draft | None
    unit: str
    person: str
    due: date | None
    criterion_changed: bool


class Tree(Answer):
    """One stage of an evaluation. For a unit's contact only their own indicators, without index."""

    agency: str
    evaluation: UUID
    instrument: str
    version: str
    year: int
    kind: str
    stage: Stage
    partial: Annotated[bool, Field(description="hanya indikator yang ditugaskan kepada Anda; tanpa indeks")]
    index: Figure | None
    predicate: Predicate | None
    bounds: Bounds | None
    missing: list[str]
    assumed: list[str]
    nodes: list[TreeNode]
    answers: list[TreeAnswer]


class JudgementAsked(Asked):
    """Left out, a text stays as it stands (a draft first); left out, the value is withdrawn or does not apply."""

    indicator: Code
    revision: Revision
    outcome: Literal["value", "withdrawn", "not_applicable"] = "value"
    value: Value | None = None
    fact: Words | None = None
    analysis: Words | None = None
    justification: Words | None = None
    item: Annotated[str, Field(max_length=200, pattern=NO_NUL)] | None = None
    reason: ShortWords = ""
    on_behalf_of: Annotated[str, Field(max_length=200, pattern=NO_NUL)] = ""
    source_agency: Annotated[str, Field(max_length=200, pattern=NO_NUL)] = ""
    source_date: date | None = None
    source_document: ShortWords = ""
    publication: Annotated[
        UUID | None,
        Field(
            description="id terbitan dari /api/v1/publications yang memuat hasil instansi ini untuk tahun evaluasi;"
            " untuk nilai yang disalin dari hasil resmi"
        ),
    ] = None


class JudgementsAsked(Asked):
    judgements: Annotated[list[JudgementAsked], Field(min_length=1, max_length=200)]


class Revisions(Answer):
    revisions: Annotated[dict[str, int], Field(description="revisi sekarang menurut kode indikator")]


class DraftAsked(Asked):
    revision: Revision
    fact: Words
    analysis: Words


class VerifyAsked(Asked):
    verdict: Literal["accepted", "returned"]
    revisions: Annotated[dict[Code, Revision], Field(min_length=1, max_length=200)]
    note: Words = ""
    exception: ShortWords = ""


class Verified(Answer):
    verified: Count


class Seal(Answer):
    number: int
    digest: str
    index: Figure | None
    predicate: str
    by: str
    at: datetime
    reopened: Annotated[str | None, Field(description="alasan dibuka kembali")]


class Seals(Answer):
    seals: list[Seal]


class ReopenAsked(Asked):
    reason: Annotated[str, Field(min_length=1, max_length=500, pattern=NO_NUL)]


class DiscloseAsked(Asked):
    seal: Annotated[int, Field(ge=1, le=32_767, description="nomor segel")]
    depth: Literal["index", "parts", "indicators"]
    consent: Annotated[str, Field(min_length=1, max_length=300, pattern=NO_NUL)]
    hidden: Annotated[list[Code], Field(max_length=200, default_factory=list)]


class Disclosure(Answer):
    disclosed: bool
    seal: int
    depth: Literal["index", "parts", "indicators"]
    hidden: list[str]
    consent: str


class TakenFrom(Answer):
    evaluation: UUID
    instrument: str
    year: int
    kind: Literal["resmi", "simulasi", "pantauan"]
    label: str
    indicator: Annotated[str, Field(description="kode indikator di evaluasi itu")]


class Event(Answer):
    at: datetime
    who: str
    what: Literal["value", "withdrawn", "not_applicable", "accepted", "returned", "taken"]
    value: Exact | None
    note: str
    fact: str
    analysis: str
    stage: str
    revision: int
    taken_from: Annotated[
        TakenFrom | None,
        Field(description="evaluasi lama yang teksnya diambil sebagai draf; hanya pada `taken`"),
    ]


class History(Answer):
    events: list[Event]
