"""How a figure of a stage is called: what the agency finds of itself is never taken for a result."""

from __future__ import annotations

from sasando.evaluations.access import SELF
from sasando.evaluations.models import Evaluation, Stage
from sasando.evaluations.queries import Worksheet
from sasando.evaluations.reports.facts import Called
from sasando.ui.words import text as _

FINAL = "akhir"


def called(sheet: Worksheet) -> Called:
    """The tag and the sentence of a stage's figures (DESIGN.md rule 9)."""
    stage, kind = sheet.stage, sheet.evaluation.kind
    if kind == Evaluation.Kind.WATCH:
        tag = _("Simulasi, pantauan sendiri")
        sentence = _("Simulasi: pantauan instansi sendiri, bukan hasil resmi.")
        return Called(tag, _open(stage, sentence), own=True)
    if kind == Evaluation.Kind.SIMULATION:
        return Called(
            _("Simulasi"), _open(stage, _("Simulasi instansi sendiri, bukan hasil resmi.")), own=True
        )
    if stage.code == SELF:
        tag = _("Simulasi, penilaian mandiri")
        return Called(
            tag, _open(stage, _("Penilaian mandiri: dinilai sendiri, bukan hasil resmi.")), own=True
        )
    own = sum(row.counting is not None and row.counting.stage == 1 for row in sheet.rows)
    if own:
        tag = _("Simulasi, sebagian penilaian mandiri")
        sentence = _(
            "%(own)s dari %(all)s nilai masih dari penilaian mandiri; angka ini bukan hasil resmi."
        ) % {"own": own, "all": len(sheet.rows)}
        return Called(tag, _open(stage, sentence), own=True)
    if stage.code == FINAL:
        return Called(_("Nilai akhir"), _open(stage, _("Nilai akhir menurut laporan penilainya.")), own=False)
    sentence = _("Nilai dari %(stage)s; belum nilai akhir.") % {"stage": stage.name}
    return Called(stage.name, _open(stage, sentence), own=False)


def called_stage(stage: Stage) -> str:
    """The tag of a stage without looking at its answers: what a list of its documents says."""
    kind = stage.evaluation.kind
    if kind == Evaluation.Kind.WATCH:
        return _("Simulasi, pantauan sendiri")
    if kind == Evaluation.Kind.SIMULATION:
        return _("Simulasi")
    return _("Simulasi, penilaian mandiri") if stage.code == SELF else stage.name


def _open(stage: Stage, sentence: str) -> str:
    """The same with a word on a stage that may still change."""
    if stage.state == Stage.State.SEALED:
        return sentence
    return f"{sentence} {_('Belum disegel, masih dapat berubah.')}"
