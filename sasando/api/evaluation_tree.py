"""What the API tells of an evaluation: its stages, and the tree of one stage."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sasando.api.answers import written
from sasando.evaluations.cells import Cell
from sasando.evaluations.models import Evaluation, Seal, Stage
from sasando.evaluations.queries import Row, Worksheet
from sasando.evaluations.visible import is_contact_only, rows_seen
from sasando.organizations.queries import Staff
from sasando.scoring.model import Instrument
from sasando.scoring.numbers import fraction_text, half_up
from sasando.scoring.predicate import Predicate
from sasando.scoring.score import Score


def evaluation_json(evaluation: Evaluation, stages: list[Stage]) -> dict[str, Any]:
    """An evaluation with the stages that the person sees."""
    return {
        "id": str(evaluation.id),
        "instrument": evaluation.instrument_key,
        "year": evaluation.year,
        "kind": evaluation.kind,
        "label": evaluation.label,
        "track": evaluation.track,
        "reading": evaluation.predicate_reading,
        "absence": evaluation.absence,
        "opened_at": evaluation.opened_at.isoformat(),
        "stages": [stage_json(stage) for stage in stages],
    }


def tree_json(staff: Staff, sheet: Worksheet) -> tuple[dict[str, Any], dict[str, str]]:
    """A stage as this person sees it, and its nodes and answers, both as JSON text. No query."""
    partial = is_contact_only(staff)
    rows = rows_seen(staff, sheet)
    scored, evaluation = sheet.score, sheet.evaluation
    bounds = None if partial else scored.bounds
    seen = {row.node.number for row in rows} if partial else set()
    tree = {
        "agency": staff.agency.slug,
        "evaluation": str(evaluation.id),
        "instrument": sheet.instrument.key,
        "version": sheet.instrument.version,
        "year": evaluation.year,
        "kind": evaluation.kind,
        "stage": stage_json(sheet.stage),
        "partial": partial,
        "index": None if partial else figure(scored.index),
        "predicate": None if partial else _predicate(scored.predicate),
        "bounds": bounds and {"lower": figure(bounds.lower), "upper": figure(bounds.upper)},
        "missing": [number for number in scored.missing if not partial or number in seen],
        "assumed": [number for number in scored.assumed if not partial or number in seen],
    }
    return tree, {
        "nodes": _nodes(scored, rows, tuple((stage.ordinal, stage.code) for stage in sheet.stages), partial),
        "answers": _answers(rows, sheet.stage.ordinal),
    }


def figure(value: Fraction | None) -> dict[str, str] | None:
    """A value exactly and as it is printed."""
    return None if value is None else {"exact": fraction_text(value), "shown": half_up(value)}


def seal_json(seal: Seal) -> dict[str, Any]:
    """A seal without its content; `by` and `reopening` are at hand."""
    reopening = getattr(seal, "reopening", None)
    return {
        "number": seal.number,
        "digest": seal.digest,
        "index": figure(seal.index),
        "predicate": seal.predicate,
        "by": seal.by.name,
        "at": seal.at.isoformat(),
        "reopened": reopening.reason if reopening else None,
    }


def stage_json(stage: Stage) -> dict[str, Any]:
    return {
        "code": stage.code,
        "name": stage.name,
        "state": stage.state,
        "optional": stage.optional,
        "due": _time(stage.due),
        "letter": stage.letter,
        "opened_at": _time(stage.opened_at),
        "sealed_at": _time(stage.sealed_at),
    }


def _time(when: date | datetime | None) -> str | None:
    return None if when is None else when.isoformat()


def _predicate(predicate: Predicate | None) -> dict[str, Any] | None:
    if predicate is None:
        return None
    names = ("name", "also", "from_exact", "from_shown", "differs")
    return {name: getattr(predicate, name) for name in names}


@lru_cache(maxsize=8)
def _fixed(instrument: Instrument) -> tuple[tuple[str, dict[str, Any]], ...]:
    """What the instrument says of every node below the root, by code."""
    above = {child.code: node.code for node in instrument.root.walk() for child in node.children}
    return tuple(
        (
            node.code,
            {
                "code": node.code,
                "kind": node.kind,
                "number": node.number,
                "name": node.name,
                "parent": above[node.code] if above[node.code] != instrument.root.code else None,
                "weight": None if node.weight is None else fraction_text(node.weight),
            },
        )
        for node in instrument.root.walk()
        if node is not instrument.root
    )


# Rows and scores are given again as they are where nothing changed: what is written of them is kept by them.


@lru_cache(maxsize=32)
def _nodes(scored: Score, rows: tuple[Row, ...], stages: tuple[tuple[int, str], ...], partial: bool) -> str:
    """Each node with its figures and the code of the stage (given by ordinal) whose value counts; `partial`: those
    alone that are seen."""
    codes = dict(stages)
    decided_in = {row.node.code: codes[row.counting.stage] if row.counting else None for row in rows}
    made = []
    for code, fixed in _fixed(scored.instrument):
        if partial and code not in decided_in:
            continue
        value = scored.nodes[code]
        figures = {
            "exact": None if value is None else fraction_text(value),
            "shown": None if value is None else half_up(value),
            "decided_in": decided_in.get(code),
        }
        made.append(fixed | figures)
    return written(made)


@lru_cache(maxsize=32)
def _answers(rows: tuple[Row, ...], ordinal: int) -> str:
    """What stands in one stage, by its ordinal, of each row that has an answer there."""
    return f"[{','.join(_answer(cell) for row in rows if (cell := row.cells.get(ordinal)))}]"


@lru_cache(maxsize=1024)
def _answer(cell: Cell) -> str:
    sourced = cell.source_agency or cell.source_document or cell.source_date or cell.publication
    answer = {
        "id": str(cell.id),
        "indicator": cell.node,
        "revision": cell.revision,
        "state": cell.work,
        "item": cell.item,
        "outcome": cell.outcome,
        "value": None if cell.value is None else fraction_text(cell.value),
        "fact": cell.fact,
        "analysis": cell.analysis,
        "justification": cell.justification,
        "reason": cell.reason,
        "entered_by": cell.entered_by_name,
        "on_behalf_of": cell.on_behalf_of,
        "at": _time(cell.at),
        "source": {
            "agency": cell.source_agency,
            "date": _time(cell.source_date),
            "document": cell.source_document,
            "publication": str(cell.publication) if cell.publication else None,
        }
        if sourced
        else None,
        "draft": {
            "fact": cell.draft_fact,
            "analysis": cell.draft_analysis,
            "by": cell.drafted_by_name,
            "at": _time(cell.drafted_at),
        }
        if cell.has_draft
        else None,
        "unit": cell.unit_name,
        "person": cell.person_name,
        "due": _time(cell.due),
        "criterion_changed": cell.criterion_changed,
    }
    return written(answer)
