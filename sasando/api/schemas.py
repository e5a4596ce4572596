"""The shapes of the answers, for the OpenAPI document; the tests hold every answer to them.

Answers are built by the `to_json` of what they tell, which the command line prints too: to check them again at
every request would cost more than reading them.
"""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from sasando.api.parameters import Kind, PeerGroup

Shown = Annotated[
    str, Field(pattern=r"^-?[0-9]+\.[0-9]{2}$", description="angka tercetak: dua desimal dengan titik")
]
Exact = Annotated[
    str, Field(pattern=r"^-?[0-9]+(/[0-9]+)?$", description="angka eksak: pecahan tersederhana, tanpa /1")
]
Count = Annotated[int, Field(ge=0)]


class Answer(Schema):
    """Exactly these fields, no others."""

    model_config = ConfigDict(extra="forbid")


class Problem(Answer):
    detail: Annotated[str, Field(description="apa yang salah dan apa yang harus dilakukan")]


class Publication(Answer):
    """Where figures come from."""

    id: UUID
    title: str
    authority: str
    address: str
    year: int
    revision: int


class Figure(Answer):
    exact: Exact
    shown: Shown


class Page(Answer):
    """`count` rows in all, on `pages` pages of at most a hundred."""

    count: Count
    page: int
    pages: int


class Agency(Answer):
    slug: str
    name: str
    short_name: str
    kind: Kind
    region_code: str
    province_code: str
    province_name: str
    group: str
    has_government: Annotated[
        bool,
        Field(description="false: wilayah administrasi, tidak dinilai sendiri; yang dinilai provinsinya"),
    ]
    sample: bool


class AgencyPage(Page):
    items: Annotated[list[Agency], Field(max_length=100)]


class Suggestion(Answer):
    slug: str
    name: str
    place: Annotated[
        str,
        Field(
            description="provinsi, atau kelompok dalam tabel nasional; wilayah administrasi disebut begitu"
        ),
    ]


class Suggestions(Answer):
    count: Annotated[Count, Field(description="semua yang cocok, juga yang tidak disebut")]
    items: Annotated[list[Suggestion], Field(max_length=7)]


class Index(Answer):
    agency: str
    name: str
    year: int
    measure: str
    instrument: str
    shown: Shown
    predicate: Annotated[str | None, Field(description="seperti tercetak; null bila tidak tercetak")]
    publication: Publication


class AgencyDetail(Agency):
    newest: Annotated[Index | None, Field(description="indeks terbaru; null bila belum ada hasil")]


class Part(Answer):
    code: str
    kind: str
    number: str
    name: str
    shown: Shown
    reconstructed: Annotated[str | None, Field(description="mengapa angka ini tidak seperti tercetak")]


class YearResult(Answer):
    year: int
    measure: str
    instrument: str
    shown: Shown
    predicate: str | None
    note: str
    parts: list[Part]
    publication: Publication


class NationalMean(Answer):
    year: int
    instrument: str
    shown: Shown
    source: str


class MissingYear(Answer):
    """A year whose national table does not have the agency."""

    year: int
    publication: Publication


class Results(Answer):
    agency: str
    name: str
    results: list[YearResult]
    national_means: list[NationalMean]
    missing: list[MissingYear]


class Target(Answer):
    year: int
    measure: str
    shown: Shown
    source: str
    reason: str


class Targets(Answer):
    agency: str
    name: str
    targets: list[Target]


class PlaceInGroup(Answer):
    """`rank` from the top; those with the same index share it."""

    group: Literal["province", "kind"]
    agencies: Count
    below: Count
    rank: Annotated[int, Field(ge=1)]
    median: Figure


class PeerPart(Answer):
    code: str
    shown: Shown


class Peer(Answer):
    agency: str
    name: str
    kind: Kind
    shown: Shown
    before: Shown | None
    change: Shown | None
    outside_scale: Annotated[
        bool, Field(description="angka salah satu tahun di luar skala; perubahannya tidak berarti")
    ]
    predicate: str | None
    parts: list[PeerPart]


class YearFigure(Answer):
    year: int
    shown: Shown


class MissingAgency(Answer):
    """A government of the group that the table does not name, with what is published of it."""

    agency: str
    name: str
    kind: Kind
    years: list[YearFigure]


class Peers(Page):
    agency: str
    name: str
    year: int
    before_year: int | None
    group: Annotated[
        PeerGroup, Field(description="kind bila instansi sendirian di provinsinya atau tidak berprovinsi")
    ]
    places: list[PlaceInGroup]
    items: Annotated[list[Peer], Field(max_length=100)]
    missing: list[MissingAgency]
    publication: Publication
    before_publication: Publication | None


class Group(Answer):
    """`at_most[k]`: the fewest and the most of the indicators at level k or below."""

    kind: Literal["domain", "aspect"]
    number: str
    indicators: int
    at_most: dict[str, Annotated[list[int], Field(min_length=2, max_length=2)]]


class Infer(Answer):
    agency: str
    year: int
    publication: Publication
    possible: Literal["yes", "outside scale", "no"]
    predicate_narrows: bool
    index: list[Exact]
    groups: list[Group]


class Side(Answer):
    year: int
    publication: Publication


class Span(Answer):
    lower: Exact
    upper: Exact
    values: Annotated[
        list[Exact] | None, Field(description="semua nilai yang mungkin, bila paling banyak delapan")
    ]


class Contribution(Answer):
    number: str
    name: str
    contribution: Span


class Explain(Answer):
    agency: str
    from_: Annotated[Side, Field(alias="from")]
    to: Side
    change: Span
    domains: list[Contribution]


class Start(Answer):
    year: int
    shown: Shown
    publication: Publication


class Comparable(Answer):
    rule: str
    agencies: Count
    reached: Count
    median: Shown | None
    best: Shown | None
    left_out: list[str]


class Reach(Answer):
    agency: str
    start: Start
    target: Shown
    by: int
    gain: Shown | None
    steps_at_least: Count | None
    comparable: Comparable | None
    verdict: Literal["already", "likely", "rare", "unseen", "other_instrument"]
    sentence: str
