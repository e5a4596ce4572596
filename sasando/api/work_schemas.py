"""The shapes of what is asked and answered about the work on an evaluation: who does what until when, and the notes
beside the indicators.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from sasando.api.evaluation_schemas import NO_NUL, Asked, Revision, ShortWords, Words
from sasando.api.parameters import Code
from sasando.api.schemas import Answer, Count

Codes = Annotated[
    list[Code], Field(min_length=1, max_length=200, description="kode indikator, aspek atau domain")
]


class Unit(Answer):
    id: UUID
    code: str
    name: str
    kind: str
    parent: Annotated[UUID | None, Field(description="id perangkat daerah di atasnya")]


class Units(Answer):
    units: list[Unit]


class Role(Answer):
    role: str
    unit: UUID | None


class Person(Answer):
    id: UUID
    name: str
    roles: list[Role]


class People(Answer):
    people: list[Person]


class Named(Answer):
    id: UUID
    name: str


class Assignment(Answer):
    indicator: Annotated[str, Field(description="kode indikator")]
    number: str
    state: Literal["empty", "draft", "filled", "returned", "verified"]
    revision: Count
    unit: Named | None
    person: Named | None
    due: date | None


class Assignments(Answer):
    assignments: list[Assignment]


class AssignAsked(Asked):
    """To a unit, a person, or both."""

    nodes: Codes
    unit: UUID | None = None
    person: UUID | None = None
    due: date | None = None


class UnassignAsked(Asked):
    nodes: Codes


class Assigned(Answer):
    assigned: Count


class ScheduleAsked(Asked):
    due: Annotated[date | None, Field(description="hari terakhir tahap ini; null: belum ada")]
    letter: Annotated[str, Field(max_length=200, pattern=NO_NUL, description="surat yang mendasarinya")]


class Access(Answer):
    person: Named
    until: Annotated[date, Field(description="hari terakhir, termasuk hari itu")]


class Accesses(Answer):
    access: list[Access]


class AccessAsked(Asked):
    until: date


class AbsenceAsked(Asked):
    reason: Annotated[
        ShortWords, Field(description="mengapa tidak mengikuti; kosong membatalkan catatan itu")
    ]


class Discarded(Answer):
    discarded: Annotated[UUID, Field(description="id evaluasi yang dihapus")]


class Moved(Answer):
    version: str
    changed: Annotated[list[str], Field(description="nomor indikator yang kriterianya berubah")]


class Question(Answer):
    ordinal: int
    question: str
    text: str
    revision: Count


class Questions(Answer):
    questions: list[Question]


class QuestionAsked(Asked):
    revision: Revision
    text: Words


class Written(Answer):
    revision: Count


class AspectNote(Answer):
    aspect: Annotated[str, Field(description="kode aspek")]
    number: str
    name: str
    strengths: str
    weaknesses: str
    revision: Count


class AspectNotes(Answer):
    aspects: list[AspectNote]


class AspectAsked(Asked):
    revision: Revision
    strengths: Words
    weaknesses: Words


class ReviewAsked(Asked):
    seal: Annotated[int, Field(ge=1, le=32_767, description="nomor segel")]
    valid: bool
    note: Words = ""


class Review(Answer):
    seal: int
    valid: bool
    note: str


class Comment(Answer):
    id: UUID
    author: str
    text: str
    at: datetime
    resolved_at: datetime | None
    resolved_by: str


class Comments(Answer):
    open: Annotated[int, Field(ge=0, description="yang belum selesai")]
    comments: list[Comment]


class CommentAsked(Asked):
    text: Annotated[str, Field(min_length=1, max_length=4_000, pattern=NO_NUL)]


class ResolveAsked(Asked):
    resolved: bool
