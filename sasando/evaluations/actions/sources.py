"""Whether a value may be transcribed from the publication that is named as its source."""

from __future__ import annotations

from collections.abc import Sequence

from sasando.evaluations.entered import Entered
from sasando.evaluations.models import Answer, Stage
from sasando.instruments.queries import parsed
from sasando.kernel.faults import BadInputError, Fault
from sasando.results.queries import publications_of
from sasando.ui.words import text as _


def check_publications(stage: Stage, rows: Sequence[Entered]) -> None:
    """Refuse a publication that prints no result of the agency by this instrument for this year, or no longer counts.

    One that a corrected one superseded remains the source of what stands on it, and of nothing new. A query where a
    publication is named, another where it was superseded.

    Raises:
        BadInputError: one of them is.
    """
    named = {one.publication for one in rows if one.publication}
    if not named:
        return
    instrument = parsed(stage.instrument.digest)
    evaluation = stage.evaluation
    found = publications_of(evaluation.agency, evaluation.instrument_key, evaluation.year, named)
    known = {one.id for one in found}
    superseded = {one.id for one in found if not one.current}
    standing = Answer.objects.filter(stage=stage, current__publication_id__in=superseded)
    kept = set(standing.values_list("node__code", "current__publication_id")) if superseded else set()
    said = {"instrument": instrument.short_name, "year": evaluation.year}
    foreign = _(
        "terbitan itu tidak memuat hasil %(instrument)s %(year)s instansi ini; sebut terbitan yang memuatnya"
    )
    outdated = _(
        "terbitan itu sudah diganti revisi yang lebih baru; sebut revisi yang berlaku, atau dokumennya sebagai sumber"
    )
    faults = [
        Fault("indikator", instrument.by_code[one.node].number, problem)
        for one in rows
        if one.publication
        for problem, holds in (
            (foreign % said, one.publication not in known),
            (outdated, one.publication in superseded and (one.node, one.publication) not in kept),
        )
        if holds
    ]
    if faults:
        raise BadInputError(faults)
