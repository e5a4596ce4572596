"""The steps an agency made, in a sentence, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from sasando.results.steps import StepsMade
from sasando.ui.numbers import MINUS, span
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class StepsSaid:
    sentence: str
    basis: str


def steps_said(made: StepsMade) -> StepsSaid:
    """What was made, and why it is known no closer."""
    return StepsSaid(_sentence(made), _basis(made))


def _sentence(made: StepsMade) -> str:
    years = {"first": made.before.year, "second": made.after.year}
    low, high = made.fewest, made.most
    if low == high == 0:
        return _("Dari %(first)s ke %(second)s langkah naik dan turun sama banyak.") % years
    if low >= 0:
        return _("Dari %(first)s ke %(second)s sudah ditempuh %(steps)s langkah tingkat bersih.") % {
            **years, "steps": span(low, high),
        }  # fmt: skip
    if high <= 0:
        return _("Dari %(first)s ke %(second)s jumlah tingkat turun %(steps)s langkah bersih.") % {
            **years, "steps": span(-high, -low),
        }  # fmt: skip
    return _("Dari %(first)s ke %(second)s jumlah tingkat berubah antara %(low)s dan %(high)s langkah bersih.") % {
        **years, "low": f"{MINUS}{-low}", "high": f"+{high}",
    }  # fmt: skip


def _basis(made: StepsMade) -> str:
    said = _(
        "Satu langkah menaikkan satu indikator satu tingkat; yang turun dikurangkan. Berlaku untuk setiap susunan"
        " tingkat yang mencetak angka kedua tahun."
    )
    unprinted = [str(one.year) for one in (made.before, made.after) if not one.parts]
    if unprinted:
        said += " " + _("Nilai domain %(years)s tidak tercetak, jadi rentangnya lebar.") % {
            "years": _(" dan ").join(unprinted)
        }
    titles = dict.fromkeys(one.publication.title for one in (made.before, made.after))
    return f"{said} " + _("Sumber: %(titles)s.") % {"titles": "; ".join(titles)}
