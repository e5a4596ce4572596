"""Why an index changed from one stage or year to another, exactly."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any

from ninja import Router
from pydantic import Field

from sasando.api import paper_schemas as schemas
from sasando.api.answers import Refused
from sasando.api.evaluation_reports import check_reader
from sasando.api.evaluation_tree import figure
from sasando.api.people import nothing_there
from sasando.api.work import Answered, Here, on_stage
from sasando.evaluations.models import Stage
from sasando.evaluations.reports.comparing import called, candidates_for, compare, usual
from sasando.evaluations.reports.facts import Contribution
from sasando.scoring.change import NotComparableError
from sasando.scoring.numbers import fraction_text

router = Router(tags=["laporan"])
Against = Annotated[
    str, Field(pattern=r"^([0-9a-f-]{36}\.[a-z_]{1,20})?$", max_length=57, examples=[""])
]  # empty: the usual one


@on_stage(
    router, "GET", "/change", schemas.IndexChange,
    "Apa yang menggerakkan indeks sejak tahap atau tahun lain, indikator demi indikator, tanpa pembulatan.",
)  # fmt: skip
def index_change(here: Here, against: Against = "") -> Answered:
    """Six queries beside those that say who asks. `against`: one of `choices`; without it the stage before."""
    among = candidates_for(here.by, here.stage, here.stages, from_outside=check_reader(here))
    before = next((one for one in among if called(one) == against), None) if against else None
    if against and before is None:
        raise nothing_there("Pembanding", against)
    before = before or usual(here.stage, among)
    told = {"choices": [_choice(one) for one in among], "against": before and called(before)}
    return told | (_nothing() if before is None else _change(here, before))


def _choice(stage: Stage) -> dict[str, Any]:
    return {"against": called(stage), "year": stage.evaluation.year, "stage": stage.code}


def _nothing() -> dict[str, Any]:
    return {"before": None, "after": None, "incomplete": None, "parts": [], "indicators": []}


def _change(here: Here, before: Stage) -> dict[str, Any]:
    try:
        found = compare(before, here.stage, here.stages, (before.name, here.stage.name))
    except NotComparableError as error:
        raise Refused(409, str(error)) from None
    whole = found.explanation
    return {
        "before": figure(whole.start) if whole else None,
        "after": figure(whole.end) if whole else None,
        "incomplete": found.why_incomplete or None,
        "parts": [_contribution(one) for one in whole.parts] if whole else [],
        "indicators": [_contribution(one) for one in found.leaves],
    }


def _contribution(one: Contribution) -> dict[str, Any]:
    return {
        "code": one.code,
        "number": one.number,
        "name": one.name,
        "before": _exact(one.before),
        "after": _exact(one.after),
        "points": fraction_text(one.points),
    }


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else fraction_text(value)
