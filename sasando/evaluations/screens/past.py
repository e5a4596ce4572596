"""What was decided of an indicator, in words, as its page tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from zoneinfo import ZoneInfo

from sasando.evaluations.copying.models import TakenText
from sasando.evaluations.models import Answer, Judgement, Stage, Verification
from sasando.evaluations.queries import Event, Row, Worksheet
from sasando.evaluations.screens.origin import taken_from
from sasando.evaluations.screens.rail import value_words
from sasando.evaluations.source_words import source_words
from sasando.evaluations.workbook.decisions import REASONS
from sasando.scoring.model import Instrument
from sasando.scoring.numbers import fraction_text
from sasando.ui.numbers import short_day
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class Past:
    """A line of the history."""

    what: str
    who: str
    at: str
    stage: str
    note: str
    fact: str
    analysis: str
    source: str = ""


def past(events: Sequence[Event], sheet: Worksheet, taken: TakenText | None) -> list[Past]:
    """The history in words, latest first; with what was taken from an earlier evaluation."""
    lines = [(event.at, _past(event, sheet)) for event in events]
    if taken is not None:
        at = moment(taken.at, sheet.stage)
        told = Past(taken_from(taken), taken.by.name, at, sheet.stages[0].name, "", "", "")
        lines.append((taken.at, told))
    return [line for _at, line in sorted(lines, key=itemgetter(0), reverse=True)]


def _past(event: Event, sheet: Worksheet) -> Past:
    return Past(
        what=_what(event, sheet.instrument),
        who=event.who,
        at=moment(event.at, sheet.stage),
        stage=event.stage,
        note=_(event.note) if event.note in REASONS.values() else event.note,
        fact=event.fact,
        analysis=event.analysis,
        source=source_words(*event.source) if event.value is not None else "",
    )


def _what(event: Event, instrument: Instrument) -> str:
    if event.what == Judgement.Outcome.VALUE and event.value is not None:
        value = value_words(instrument, event.value)
        ends = (event.value * 100).denominator == 1
        return _("Nilai %(value)s") % {"value": value if ends else f"{value} ({fraction_text(event.value)})"}
    return {
        Judgement.Outcome.WITHDRAWN.value: _("Nilai ditarik"),
        Judgement.Outcome.NOT_APPLICABLE.value: _("Tidak berlaku"),
        Verification.Verdict.ACCEPTED.value: _("Diterima"),
        Verification.Verdict.RETURNED.value: _("Dikembalikan"),
    }[event.what]


def sent_back(events: Sequence[Event], row: Row, stage: Stage) -> Past | None:
    """Who returned the answer and what they ask for; None where it was not returned or was answered since."""
    cell = row.cells.get(stage.ordinal)
    if cell is None or cell.work != Answer.Work.RETURNED:
        return None
    told = (one for one in events if one.what == Verification.Verdict.RETURNED and one.stage == stage.name)
    event = next(told, None)
    if event is None:
        return None
    return Past(_("Dikembalikan"), event.who, moment(event.at, stage), event.stage, event.note, "", "")


def moment(at: datetime, stage: Stage) -> str:
    """A moment by the agency's clock: "24 Nov 10.42"."""
    local = at.astimezone(ZoneInfo(stage.evaluation.agency.timezone))
    return f"{short_day(local.date())} {local:%H.%M}"
