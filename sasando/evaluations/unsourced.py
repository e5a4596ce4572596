"""What a decimal still lacks of its source: how it is worked out is not known, so it is entered with its source.

A value from an outside index names agency, date and document. An own one names a document, or where somebody from
outside judged, the justification says where it comes from. A publication that is known here is a source for both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sasando.evaluations.access import SELF
from sasando.evaluations.models import Evaluation, Judgement, Stage
from sasando.scoring import model
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class Sourced:
    """What is told of where a value comes from."""

    agency: bool
    day: bool
    document: bool
    justification: bool
    publication: bool


def of_judgement(held: Judgement) -> Sourced:
    return Sourced(
        bool(held.source_agency),
        held.source_date is not None,
        bool(held.source_document),
        bool(held.justification),
        held.publication_id is not None,
    )


def lacks_source(instrument: model.Instrument, node: model.Node, stage: Stage, told: Sourced) -> bool:
    """Whether a value that stands in this stage lacks a part of its source; levels need none."""
    if instrument.value_kind is not model.ValueKind.DECIMAL or told.publication:
        return False
    if node.outside:
        return not (told.agency and told.day and told.document)
    return not (told.document or (told.justification and stage.code != SELF))


def asks_sources(stage: Stage) -> bool:
    """Whether a stage waits for the sources before it is sealed: an official one; the others only say so."""
    return stage.evaluation.kind == Evaluation.Kind.OFFICIAL


@dataclass(frozen=True, slots=True)
class Unsourced:
    """The numbers of values without their source: own ones, and those from an outside index."""

    own: tuple[str, ...]
    outside: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.own or self.outside)

    def told(self) -> dict[str, list[str]]:
        """The numbers by what they lack."""
        found = {missing_words(outside=False): self.own, missing_words(outside=True): self.outside}
        return {what: list(numbers) for what, numbers in found.items() if numbers}


def missing_words(*, outside: bool) -> str:
    """What a value without its source lacks."""
    if outside:
        return _("dari indeks luar, sumber belum lengkap: instansi, tanggal, dokumen")
    return _("tanpa dokumen sumber")


def unsourced(instrument: model.Instrument, stage: Stage, values: Mapping[str, Sourced]) -> Unsourced:
    """The values of a stage without their source; `values`: what is told of each, by node code."""
    bare = [
        leaf
        for leaf in instrument.leaves
        if leaf.code in values and lacks_source(instrument, leaf, stage, values[leaf.code])
    ]
    return Unsourced(
        own=tuple(leaf.number for leaf in bare if not leaf.outside),
        outside=tuple(leaf.number for leaf in bare if leaf.outside),
    )
