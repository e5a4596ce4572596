"""The shapes of what is asked and answered about papers of a stage: copying, workbooks, earlier texts, reports."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from sasando.api.evaluation_schemas import Asked
from sasando.api.parameters import Code
from sasando.api.schemas import Answer, Count, Figure


class Tick(Answer):
    by: str
    at: datetime
    stale: Annotated[bool, Field(description="isian berubah sesudah disalin")]


class CopyItem(Answer):
    indicator: Annotated[str, Field(description="kode indikator")]
    number: str
    name: str
    value: Annotated[str, Field(description="nilai seperti ditulis di aplikasi; kosong bila belum ada")]
    text: Annotated[str, Field(description="FAKTA, ANALISIS, dan JUSTIFIKASI sebagai satu teks")]
    characters: Count
    draft: Annotated[bool, Field(description="ada draf yang belum menjadi penilaian")]
    judgement: Annotated[UUID | None, Field(description="id penilaian yang teksnya disalin")]
    tick: Tick | None
    done: bool


class CopyQuestion(Answer):
    ordinal: int
    question: str
    text: str


class Progress(Answer):
    done: Count
    total: Count
    next: Annotated[str | None, Field(description="kode indikator berikutnya yang belum disalin")]


class CopySheet(Answer):
    progress: Progress
    items: list[CopyItem]
    questions: list[CopyQuestion]


class Ticked(Answer):
    indicator: str
    copied: bool
    progress: Progress


class CellChange(Answer):
    name: Annotated[str, Field(description="nama sel, untuk isian take")]
    indicator: str
    number: str
    field: str
    cell: Annotated[str, Field(description="alamat sel di berkas, seperti Isian!D12")]
    stored: str
    file: str
    by: str
    drafter: Annotated[str, Field(description="draf siapa yang lebih baru dan akan ikut menjadi penilaian")]


class CellFault(Answer):
    cell: str
    problem: str


class Preview(Answer):
    seen: Annotated[str, Field(description="kirim kembali saat menyimpan: keadaan yang Anda lihat")]
    changes: list[CellChange]
    conflicts: Annotated[list[CellChange], Field(description="diubah orang lain sesudah berkas diekspor")]
    faults: Annotated[list[CellFault], Field(description="selama ada, tidak ada yang dapat disimpan")]


class Imported(Answer):
    cells: Count
    revisions: dict[str, int]


class EarlierEvaluation(Answer):
    id: UUID
    instrument: str
    year: int
    kind: Literal["resmi", "simulasi", "pantauan"]
    label: str
    texts: Annotated[int, Field(ge=0, description="indikator yang berteks")]


class EarlierEvaluations(Answer):
    evaluations: list[EarlierEvaluation]


class ChangedCriterion(Answer):
    level: int
    old: str
    new: str


class Proposal(Answer):
    indicator: Annotated[str, Field(description="kode indikator di sini")]
    source: Annotated[str, Field(description="kode indikator di evaluasi lama")]
    fact: str
    analysis: str
    changed: list[ChangedCriterion]


class Proposals(Answer):
    ready: list[Proposal]
    occupied: Annotated[list[str], Field(description="sudah berisi teks, jadi tidak disentuh")]
    unmatched: Annotated[list[str], Field(description="tanpa padanan; pilih sendiri dari sources")]
    sources: Annotated[list[str], Field(description="kode indikator lama yang berteks")]


class StartAsked(Asked):
    pairs: Annotated[
        dict[Code, Code],
        Field(min_length=1, max_length=200, description="kode indikator lama menurut kode indikator di sini"),
    ]


class Started(Answer):
    taken: list[str]
    left: Annotated[list[str], Field(description="sudah berisi teks, atau tidak ada teks lamanya")]
    taking: Annotated[str | None, Field(description="nama pengambilan ini, untuk membatalkannya")]


class TakenBack(Answer):
    back: Annotated[list[str], Field(description="kode indikator yang drafnya kosong lagi")]


class ReportFile(Answer):
    file: str
    subject: str
    type: str


class ReportFiles(Answer):
    reports: list[ReportFile]


class ReportTemplate(Answer):
    document: str
    own: Annotated[bool, Field(description="templat instansi sendiri; bila tidak, bawaan")]
    file: Annotated[str, Field(description="nama berkas yang dikirim; kosong untuk bawaan")]
    sha256: str
    texts: Annotated[list[str], Field(description="nilai yang boleh disebut, seperti {{ instansi }}")]


class ReportTemplates(Answer):
    templates: list[ReportTemplate]
    lists: Annotated[
        dict[str, list[str]], Field(description="daftar yang boleh diulang, dengan isian tiap barisnya")
    ]


class ReportJob(Answer):
    job: UUID
    file: str
    state: Literal["waiting", "running", "done", "failed", "cancelled"]
    done: Count
    total: Annotated[int, Field(ge=0, description="0: belum diketahui")]


class ChangeChoice(Answer):
    against: Annotated[str, Field(description="untuk parameter against")]
    year: int
    stage: str


class NodeChange(Answer):
    code: str
    number: str
    name: str
    before: Annotated[str | None, Field(description="nilai eksak sebelumnya")]
    after: Annotated[str | None, Field(description="nilai eksak sesudahnya")]
    points: Annotated[str, Field(description="andil eksak dalam poin indeks")]


class IndexChange(Answer):
    """`parts`, right below the index, add up to the difference; so do `indicators`, those that changed."""

    choices: list[ChangeChoice]
    against: Annotated[str | None, Field(description="pembandingnya; null bila belum ada")]
    before: Figure | None
    after: Figure | None
    incomplete: Annotated[str | None, Field(description="mengapa indeksnya belum dapat dibandingkan")]
    parts: list[NodeChange]
    indicators: list[NodeChange]
