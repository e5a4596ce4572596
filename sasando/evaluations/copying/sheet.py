"""What is copied into the ministry's application, in its order, and what of it has been."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sasando.evaluations.cells import Cell
from sasando.evaluations.models import Answer, GeneralAnswer, Judgement
from sasando.evaluations.queries import Worksheet
from sasando.evaluations.visible import rows_seen
from sasando.organizations.queries import Staff
from sasando.scoring.model import ValueKind
from sasando.ui.numbers import exact_decimal, grouped, shown
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class Tick:
    """Who copied an answer, when, and whether its judgement has changed since."""

    by: str
    at: datetime
    stale: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One indicator to copy. `text` is what goes into the application; empty while nothing was decided.

    `value`: a level, or two decimals where the instrument takes decimals; `exact`: what was entered where that is more.
    `judgement`: the decision that is shown. A tick outlives its withdrawal: the application still holds it.
    """

    code: str
    number: str
    name: str
    value: str
    exact: str
    text: str
    judgement: UUID | None
    tick: Tick | None
    draft: bool

    @property
    def length(self) -> str:
        """How many characters the application's box will count."""
        return grouped(len(self.text))

    @property
    def ready(self) -> bool:
        """Whether there is something decided to copy."""
        return bool(self.value)

    @property
    def done(self) -> bool:
        """Whether the application holds what stands here."""
        return self.tick is not None and not self.tick.stale

    @property
    def stale(self) -> bool:
        """Whether the application holds an older decision."""
        return self.tick is not None and self.tick.stale


@dataclass(frozen=True, slots=True)
class Question:
    """A general question of the instrument with its answer."""

    ordinal: int
    question: str
    text: str

    @property
    def length(self) -> str:
        return grouped(len(self.text))


def items(staff: Staff, sheet: Worksheet) -> list[Item]:
    """Every indicator that this person may see, in the instrument's order, which is the application's. One query."""
    decisions = _decisions(sheet)
    return [
        Item(
            code=row.node.code,
            number=row.node.number,
            name=row.node.name,
            value=_value(cell, sheet.instrument.value_kind),
            exact=_exact(cell),
            text=copy_text(cell) if cell is not None and cell.decided else "",
            judgement=judgement,
            tick=tick,
            draft=cell is not None and cell.has_draft,
        )
        for row in rows_seen(staff, sheet)
        for cell in [row.cells.get(sheet.stage.ordinal)]
        for judgement, tick in [decisions.get(row.node.code, (None, None))]
    ]


def _decisions(sheet: Worksheet) -> dict[str, tuple[UUID, Tick | None]]:
    """The latest judgement of each answer that has one, and its tick, by node code."""
    found = Answer.objects.filter(stage=sheet.stage, current__isnull=False).values_list(
        "node__code", "current_id", "copied__judgement_id", "copied__by__name", "copied__at"
    )
    return {
        code: (current, Tick(by, at, copied != current) if copied else None)
        for code, current, copied, by, at in found
    }


def questions(sheet: Worksheet) -> list[Question]:
    """The general questions with what was answered. One query, none where the instrument asks none."""
    asked = sheet.instrument.general_questions
    if not asked:
        return []
    rows = GeneralAnswer.objects.filter(evaluation_id=sheet.evaluation.id)
    texts = dict(rows.values_list("ordinal", "text"))
    return [Question(place, question, texts.get(place, "")) for place, question in enumerate(asked, start=1)]


def copy_text(cell: Cell) -> str:
    """The explanation as the application's one box takes it: FAKTA, ANALISIS, and JUSTIFIKASI where there is one.

    The words are those of the application and are in Indonesian whatever the language of the page.
    """
    parts = (("FAKTA", cell.fact), ("ANALISIS", cell.analysis), ("JUSTIFIKASI", cell.justification))
    return "\n\n".join(f"{name}:\n{text.strip()}" for name, text in parts if text.strip())


def _value(cell: Cell | None, kind: ValueKind) -> str:
    if cell is None or not cell.decided:
        return ""
    if cell.outcome == Judgement.Outcome.NOT_APPLICABLE or cell.value is None:
        return _("tidak berlaku")
    return shown(cell.value, 0 if kind is ValueKind.INTEGER else 2)


def _exact(cell: Cell | None) -> str:
    if cell is None or not cell.decided or cell.value is None or (cell.value * 100).denominator == 1:
        return ""
    return exact_decimal(cell.value)


def next_open(found: list[Item], after: str) -> str:
    """The code of the next indicator to copy behind `after`, from the beginning again; "" where all is done."""
    place = next((at for at, one in enumerate(found) if one.code == after), -1)
    turned = found[place + 1 :] + found[: place + 1]
    return next((one.code for one in turned if one.ready and not one.done), "")
