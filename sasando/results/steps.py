"""How many single-level steps an agency made between two of its published years."""

from __future__ import annotations

from dataclasses import dataclass

from sasando.instruments.queries import parsed
from sasando.planning.steps import steps_made
from sasando.results.proofs import printed
from sasando.results.queries import Standing, YearResult
from sasando.scoring.explanation_printed import ContradictionError
from sasando.scoring.inference import possible
from sasando.scoring.model import Instrument, ValueKind


@dataclass(frozen=True, slots=True)
class StepsMade:
    """The fewest and the most net steps between two years: levels gained less levels lost, over every profile that
    prints the figures of both."""

    before: YearResult
    after: YearResult
    fewest: int
    most: int


def steps_up_to(standing: Standing, year: int) -> StepsMade | None:
    """The steps to a published year from the result before it that can be compared: same instrument, inside the
    scale. None where there is none, and for decimal values. No query once the instrument is in memory."""
    after = standing.by_year.get(year)
    if after is None:
        return None
    instrument = parsed(after.instrument_digest)
    if (
        not instrument.scorable
        or instrument.value_kind is not ValueKind.INTEGER
        or not _inside(instrument, after)
    ):
        return None
    earlier = [
        one
        for one in standing.results
        if one.year < year and one.instrument_digest == after.instrument_digest
    ]
    before = next((one for one in reversed(earlier) if _inside(instrument, one)), None)
    if before is None:
        return None
    try:
        fewest, most = steps_made(instrument, printed(before), printed(after))
    except ContradictionError:
        return None
    return StepsMade(before, after, fewest, most)


def _inside(instrument: Instrument, result: YearResult) -> bool:
    return possible(instrument, result.value, result.parts) == "yes"
