"""The block on the predicate: what it means, how far the next one is, and where its two readings differ."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.safestring import SafeString

from sasando.instruments.scale import scale_of
from sasando.portal import sentences
from sasando.results.proofs import Proof
from sasando.results.queries import YearResult
from sasando.scoring.model import Instrument
from sasando.scoring.predicate import Reading, read_predicate
from sasando.ui.words import text as _


class PredicateBlock(NamedTuple):
    """`distance` and `reading` are empty where there is nothing to say."""

    lead: str
    distance: str
    reading: str
    rows: SafeString


def predicate_text(instrument: Instrument, result: YearResult) -> str:
    """The printed predicate, or the computed one, marked so; with the second name where the law gives one."""
    scale = scale_of(instrument)
    if result.predicate:
        return scale.name(result.predicate)
    place = scale.at(result.value)
    return "" if place is None else _("%(name)s (dihitung)") % {"name": scale.names[place]}


def predicate_block(instrument: Instrument, latest: YearResult, proof: Proof | None) -> PredicateBlock | None:
    """The block, or None where the instrument has no such predicate."""
    scale = scale_of(instrument)
    place = scale.place.get(latest.predicate) if latest.predicate else scale.at(latest.value)
    if place is None:
        return None
    band, highest = scale.bands[place], place == len(scale.bands) - 1
    distance = ""
    if not highest:
        above = scale.bands[place + 1]
        distance = sentences.next_band_sentence(above.name, above.low, latest.value)
    return PredicateBlock(
        lead=sentences.predicate_sentence(scale.names[place], band.low, band.high, highest),
        distance=distance,
        reading=_reading(instrument, latest, proof),
        rows=scale.tables[place],
    )


def _reading(instrument: Instrument, latest: YearResult, proof: Proof | None) -> str:
    """Said where the exact index and the printed one give two predicates, for every exact index that agrees with
    the printed predicate, or (as a possibility) for some."""
    if proof is None or not scale_of(instrument).near_a_limit(latest.value):
        return ""
    used: Reading = "rounded" if latest.publication.reading == "rounded" else "exact"
    read = [
        read_predicate(instrument, exact, used)
        for exact in proof.inference.index
        if instrument.low <= exact <= instrument.high
    ]
    kept = [one for one in read if one.name == latest.predicate] or read
    differing = [one for one in kept if one.differs]
    if not differing:
        return ""
    one = differing[0]
    return sentences.reading_sentence(one.from_exact, one.from_shown, used, len(differing) == len(kept))
