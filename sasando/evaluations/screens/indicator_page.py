"""One indicator open for entry: what its page shows, gathered from the worksheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sasando.evaluations.access import SELF, today
from sasando.evaluations.cells import Cell
from sasando.evaluations.gain import points_of, share_of
from sasando.evaluations.lateness import late_since
from sasando.evaluations.models import Answer, Stage
from sasando.evaluations.queries import Row, Worksheet
from sasando.evaluations.screens.entry_form import Sent
from sasando.evaluations.screens.past import moment
from sasando.evaluations.screens.rail import value_words
from sasando.evaluations.screens.sources import is_unsourced
from sasando.evaluations.screens.stage_words import WorkMark, work_mark
from sasando.evaluations.source_words import source_words
from sasando.instruments.owners import Owner, proposed_owner
from sasando.scoring import model
from sasando.ui.numbers import as_written, shown, signed
from sasando.ui.words import text as _


def badge(status: model.Status) -> str:
    """What is said of a criterion that is not official; "" of one that is (DESIGN.md rule 10)."""
    return {
        model.Status.OFFICIAL: "",
        model.Status.DRAFT: _("kriteria dari rancangan"),
        model.Status.SECONDARY: _("kriteria dari sumber kedua"),
        model.Status.MEMORY: _("kriteria dari ingatan"),
    }[status]


@dataclass(frozen=True, slots=True)
class Level:
    """One level to choose: `effect` says what choosing it does to the index; `hint` what to show for it."""

    value: str
    name: str
    text: str
    badge: str
    effect: str
    asked: str
    checked: bool
    current: bool


@dataclass(frozen=True, slots=True)
class StageValue:
    """What a stage decided: its head, the value in words, whether it is this stage."""

    name: str
    value: str
    note: str
    here: bool


@dataclass(frozen=True, slots=True)
class Rejection:
    level: int
    text: str
    source: str


@dataclass(frozen=True)
class IndicatorPage:
    """All that the template of one indicator needs; texts are in the page's language."""

    number: str
    code: str
    name: str
    weight: str
    step: str
    share: str
    decimal: bool
    outside: str
    assumed: str
    badge: str
    note: str
    levels: tuple[Level, ...]
    stages: tuple[StageValue, ...]
    rejections: tuple[Rejection, ...]
    owner: Owner | None
    cell: Cell | None
    work: WorkMark
    form: Sent
    source: str
    unsourced: bool
    saved_at: str
    drafted: str
    late: date | None
    items: bool
    own_stage: bool
    mandiri: Cell | None
    previous: str
    following: str
    low: str
    high: str


def indicator_page(sheet: Worksheet, row: Row, rows: Sequence[Row], sent: Sent | None) -> IndicatorPage:
    """The page of a row; `rows` are those the reader steps through; `sent` is shown again where it was refused."""
    node, instrument, ordinal = row.node, sheet.instrument, sheet.stage.ordinal
    cell = row.cells.get(ordinal)
    share = share_of(sheet.score, node)
    form = sent or form_of(cell)
    low, high = instrument.range_of(node)
    numbers = [one.node.number for one in rows]
    place = numbers.index(node.number) if node.number in numbers else -1
    decimal = instrument.value_kind is model.ValueKind.DECIMAL
    return IndicatorPage(
        number=node.number,
        code=node.code,
        name=node.name,
        weight=shown(node.weight or Fraction(0)),
        step="" if share.step is None else shown(share.step, 3),
        share="" if share.now is None else shown(share.now, 3),
        decimal=decimal,
        outside=node.outside,
        assumed=_assumed(sheet, node),
        badge=_badge(node),
        note=node.note,
        levels=levels_of(sheet, row, form),
        stages=_stage_values(row, sheet),
        rejections=tuple(
            Rejection(hint.level, hint.often_rejected, hint.source)
            for hint in node.hints
            if hint.often_rejected
        ),
        owner=proposed_owner(instrument.key, node.number),
        cell=cell,
        work=work_mark(cell.work if cell else Answer.Work.EMPTY, kept=row.counting is not None),
        form=form,
        source=source_words(
            cell.source_document, cell.source_agency, cell.source_date, cell.publication_title
        )
        if cell
        else "",
        unsourced=is_unsourced(row, sheet),
        saved_at=moment(cell.at, sheet.stage) if cell and cell.at else "",
        drafted=_drafted(cell, sheet.stage),
        late=late_since(cell, sheet.stage, today(sheet.stage)) if cell else None,
        items=node.kind == "item",
        own_stage=sheet.stage.code == SELF,
        mandiri=None if sheet.stage.code == SELF else row.cells.get(1),
        previous=numbers[place - 1] if place > 0 else "",
        following=numbers[place + 1] if 0 <= place < len(numbers) - 1 else "",
        low=as_written(low),
        high=as_written(high),
    )


def form_of(cell: Cell | None) -> Sent:
    """The form as it is first shown: the draft where there is one, else what was decided in this stage."""
    if cell is None:
        return Sent(expected=0)
    value = "" if cell.value is None else as_written(cell.value)
    return Sent(
        expected=cell.revision,
        value=value,
        fact=cell.draft_fact if cell.has_draft else cell.fact,
        analysis=cell.draft_analysis if cell.has_draft else cell.analysis,
        justification=cell.justification,
        item=cell.item,
        source_agency=cell.source_agency,
        source_date=cell.source_date.isoformat() if cell.source_date else "",
        source_document=cell.source_document,
        publication=str(cell.publication or ""),
    )


def levels_of(sheet: Worksheet, row: Row, form: Sent) -> tuple[Level, ...]:
    """The levels of an indicator with their criteria; for a decimal they are read, not chosen."""
    node, instrument = row.node, sheet.instrument
    names = instrument.scales.get(node.scale, {})
    texts = {text.level: text for text in node.criteria}
    hints = {hint.level: hint for hint in node.hints}
    low, high = instrument.range_of(node)
    made = []
    for level in range(int(low), int(high) + 1):
        text = texts.get(level)
        made.append(
            Level(
                value=str(level),
                name=names.get(level, ""),
                text=text.text if text else "",
                badge=badge(text.status) if text else "",
                effect=_effect(sheet, row, level),
                asked=hints[level].asked if level in hints else "",
                checked=form.value == str(level),
                current=row.counting is not None and row.counting.value == level,
            )
        )
    return tuple(made)


def _effect(sheet: Worksheet, row: Row, level: int) -> str:
    """What choosing a level would add to the index, against the value that counts now; "" without one."""
    value = row.counting.value if row.counting else None
    if value is None or value == level:
        return ""
    change = (level - value) * points_of(sheet.instrument, row.node.code)
    return _("indeks %(change)s") % {"change": signed(change, 3)}


def _badge(node: model.Node) -> str:
    return next((said for text in node.criteria if (said := badge(text.status))), "")


def _assumed(sheet: Worksheet, node: model.Node) -> str:
    if node.number not in sheet.score.assumed or sheet.instrument.outside_empty is None:
        return ""
    return shown(sheet.instrument.outside_empty)


def _stage_values(row: Row, sheet: Worksheet) -> tuple[StageValue, ...]:
    """Each stage of the evaluation; none where only this one has begun, which has nothing to be compared with."""
    here = sheet.stage.id
    if all(one.state == Stage.State.WAITING for one in sheet.stages if one.id != here):
        return ()
    return tuple(_stage_value(one, row, sheet) for one in sheet.stages)


def _stage_value(stage: Stage, row: Row, sheet: Worksheet) -> StageValue:
    cell = row.cells.get(stage.ordinal)
    note = ""
    if stage.state == Stage.State.WAITING:
        value, note = "", _("belum dibuka")
    elif cell is None or not cell.decided:
        value, note = "", _("belum dinilai")
    elif cell.value is None:
        value, note = "", _("tidak berlaku")
    else:
        value = value_words(sheet.instrument, cell.value)
    if cell and cell.has_draft:
        note = _("draf")
    return StageValue(stage.name.removeprefix("Penilaian "), value, note, stage.id == sheet.stage.id)


def _drafted(cell: Cell | None, stage: Stage) -> str:
    if cell is None or not cell.has_draft or cell.drafted_at is None:
        return ""
    said = {"who": cell.drafted_by_name, "at": moment(cell.drafted_at, stage)}
    return _("Draf %(who)s, %(at)s; belum menjadi isian.") % said
