"""The shapes of the answer to a change that another change forestalled."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from sasando.api.schemas import Answer, Problem


class Theirs(Answer):
    """What stands in an answer that somebody else changed meanwhile."""

    value: Annotated[str, Field(description="nilai eksak; kosong bila belum bernilai")]
    fact: str
    analysis: str
    justification: str
    by: str
    at: datetime | None


class Yours(Answer):
    """What the refused request said of it."""

    value: str
    fact: str | None
    analysis: str | None


class Stale(Answer):
    indicator: Annotated[str, Field(description="kode indikator")]
    number: str
    expected: Annotated[int, Field(description="revisi yang dikirim")]
    revision: Annotated[int, Field(description="revisi yang berlaku; kirim ini bila tetap ingin menyimpan")]
    theirs: Theirs
    yours: Yours | None


class Conflict(Problem):
    """Nothing was saved: somebody else wrote meanwhile, or the stage is not where the request takes it to be."""

    conflicts: Annotated[list[Stale], Field(description="isian yang berubah, dengan kedua teks")]
    gaps: Annotated[
        dict[str, list[str]],
        Field(description="yang kurang untuk disegel: nomor indikator menurut kekurangan"),
    ]
