"""The shapes of what is answered about publications, and of the whole country in one of them."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from sasando.api.parameters import Kind
from sasando.api.schemas import Answer, Count, Figure, NationalMean, Page, Publication, Shown


class PublicationRow(Publication):
    measure: str
    instrument: str
    coverage: Literal["national", "single", "means"]
    reading: Annotated[
        Literal["exact", "rounded"], Field(description="predikat dibaca dari indeks eksak atau tercetak")
    ]
    rank: Annotated[int, Field(description="yang lebih kecil dipakai lebih dahulu")]
    current: Annotated[bool, Field(description="belum digantikan revisi kemudian")]
    supersedes: UUID | None
    results: Count


class PublicationPage(Page):
    items: Annotated[list[PublicationRow], Field(max_length=100)]


class PublishedMean(Answer):
    scope: str
    code: str
    shown: Shown


class PublicationDetail(PublicationRow):
    means: list[PublishedMean]


class PublishedPart(Answer):
    code: str
    shown: Shown
    reconstructed: str | None


class PublishedRow(Answer):
    agency: str
    name: str
    kind: Kind
    shown: Shown
    predicate: str | None
    note: str
    parts: list[PublishedPart]


class PublishedPage(Page):
    publication: Publication
    items: Annotated[list[PublishedRow], Field(max_length=100)]


class PredicateCount(Answer):
    name: Annotated[str | None, Field(description="null: predikat tidak tercetak")]
    count: Count


class National(Answer):
    """Mean and median of the printed rows, exactly. What the ministry prints as the mean of the country or of a kind is
    another figure (`printed_mean`, the one to quote); of a province it prints none."""

    year: int
    kind: Kind | None
    province: str | None
    count: Count
    mean: Annotated[Figure | None, Field(description="dihitung dari baris tabel; berbeda dari yang tercetak")]
    printed_mean: Annotated[
        NationalMean | None, Field(description="rata-rata yang tercetak dalam laporan; null: tidak tercetak")
    ]
    median: Figure | None
    lowest: Shown | None
    highest: Shown | None
    predicates: list[PredicateCount]
    publication: Publication
