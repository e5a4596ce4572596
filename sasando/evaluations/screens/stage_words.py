"""How evaluations and stages are called on pages, and what is left of their time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sasando.evaluations.access import SELF
from sasando.evaluations.models import Answer, Evaluation, Stage
from sasando.instruments.queries import parsed
from sasando.scoring.model import Instrument
from sasando.ui.words import text as _
from sasando.ui.words import tongue


@dataclass(frozen=True, slots=True)
class WorkMark:
    """How the state of an answer is shown: its symbol, its tone, its word."""

    icon: str
    tone: str
    word: str


def work_mark(state: str, *, kept: bool = False) -> WorkMark:
    """The mark of a state of work; `kept`: the value of an earlier stage counts, so nothing is missing here."""
    if kept and state == Answer.Work.EMPTY:
        return WorkMark("i-full", "st-idle", _("dari tahap sebelumnya"))
    return _marks(tongue().language)[str(state)]


@lru_cache(maxsize=8)
def _marks(_language: str) -> dict[str, WorkMark]:
    return {
        Answer.Work.EMPTY.value: WorkMark("i-none", "st-idle", _("kosong")),
        Answer.Work.DRAFT.value: WorkMark("i-draft", "", _("draf")),
        Answer.Work.FILLED.value: WorkMark("i-full", "", _("terisi")),
        Answer.Work.RETURNED.value: WorkMark("i-back", "st-bad", _("dikembalikan")),
        Answer.Work.VERIFIED.value: WorkMark("i-ok", "st-ok", _("diverifikasi")),
    }


def evaluation_name(evaluation: Evaluation, short_name: str) -> str:
    """ "SPBE 2025", "Pemdi 2026 · Simulasi: kedua"."""
    parts = [f"{short_name} {evaluation.year}"]
    if evaluation.kind != Evaluation.Kind.OFFICIAL:
        kind = str(evaluation.get_kind_display())
        parts.append(f"{kind}: {evaluation.label}" if evaluation.label else kind)
    elif evaluation.label:
        parts.append(evaluation.label)
    return " · ".join(parts)


def name_of(stage: Stage) -> str:
    """The evaluation of a stage by its name."""
    return evaluation_name(stage.evaluation, parsed(stage.instrument.digest).short_name)


def predicate_names(instrument: Instrument, name: str) -> str:
    """A predicate by both its names where the instrument has two: "Cukup (Membangun)"."""
    also = next((band.also for band in instrument.bands if band.name == name), "")
    return f"{name} ({also})" if also else name


def days_left(due: date | None, today: date) -> str:
    """ "sisa 9 hari", "berakhir hari ini", "lewat 3 hari"; "" without a day."""
    if due is None:
        return ""
    left = (due - today).days
    if left == 0:
        return _("berakhir hari ini")
    if left < 0:
        return _("lewat %(days)s hari") % {"days": -left}
    return _("sisa %(days)s hari") % {"days": left}


def origin_label(stage: Stage) -> str:
    """What an index of this stage is: the agency's own words, or what an assessor granted (DESIGN.md rule 9)."""
    if stage.evaluation.kind != Evaluation.Kind.OFFICIAL:
        return str(stage.evaluation.get_kind_display())
    return _("Penilaian mandiri, bukan hasil resmi") if stage.code == SELF else stage.name
