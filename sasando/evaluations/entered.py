"""What somebody enters for one answer, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from sasando.evaluations.lengths import LONGEST_NAME, LONGEST_SHORT, LONGEST_TEXT, length_problem
from sasando.evaluations.models import Judgement
from sasando.kernel.canonical import canonical_json, sha256
from sasando.kernel.faults import BadInputError, Fault
from sasando.scoring import model
from sasando.scoring.numbers import fraction_text, parse_exact
from sasando.scoring.score import value_fault
from sasando.ui.numbers import as_written
from sasando.ui.numbers import day as day_words
from sasando.ui.words import text as _

LONGEST_SHOWN = 20  # of what was written for a number, in what is said of it
FIRST_DAY = date(1945, 8, 17)  # of the Republic: an earlier source is a year typed with two figures
FINEST = 10**6  # the largest denominator: six decimals, far finer than any report prints


@dataclass(frozen=True, slots=True)
class Entered:
    """A decision for the answer of one node, on the revision that its author saw.

    `fact`, `analysis` and `justification` None: as they stand (a draft first). An outside value names its source.
    `written`: how somebody wrote the value, to be told of it in their own figures.
    """

    node: str
    expected_revision: int
    value: Fraction | None = None
    outcome: str = Judgement.Outcome.VALUE
    fact: str | None = None
    analysis: str | None = None
    justification: str | None = None
    item: str | None = None
    reason: str = ""
    on_behalf_of: str = ""
    publication: UUID | None = None
    source_agency: str = ""
    source_date: date | None = None
    source_document: str = ""
    written: str = ""

    def to_json(self) -> dict[str, Any]:
        """What the request says, for its digest."""
        return {
            "node": self.node,
            "expected": self.expected_revision,
            "value": "" if self.value is None else fraction_text(self.value),
            "outcome": str(self.outcome),
            "texts": [self.fact, self.analysis, self.justification, self.item],
            "reason": self.reason,
            "on_behalf_of": self.on_behalf_of,
            "publication": str(self.publication or ""),
            "source": [
                self.source_agency,
                self.source_date.isoformat() if self.source_date else "",
                self.source_document,
            ],
        }


def read_value(text: str) -> Fraction:
    """A value as people write it: "3", "1,17", "7/6".

    Raises:
        ValueError: it is none; the message is for the person.
    """
    try:
        value = parse_exact(text)
    except ValueError:
        raise ValueError(
            _('"%(written)s" bukan angka; tulis seperti 3, 1,17, atau 7/6')
            % {"written": text[:LONGEST_SHOWN]}
        ) from None
    if value.denominator > FINEST:
        raise ValueError(
            _('"%(written)s" terlalu halus; tulis paling banyak enam angka di belakang koma')
            % {"written": text[:LONGEST_SHOWN]}
        )
    return value


def check(
    instrument: model.Instrument, entered: list[Entered], today: date, *, transcribed: bool = False
) -> None:
    """Whether what was entered can be taken by the instrument; what is transcribed names the report it comes from.

    `today`: the day it is at the agency; no source is of a later one, nor older than the Republic.

    Raises:
        BadInputError: a node that is not rated, one named twice, a value outside its range or without its source,
            a source of a day to come, a text too long.
    """
    leaves = {leaf.code: leaf for leaf in instrument.leaves}
    faults: list[Fault] = []
    seen: set[str] = set()
    for one in entered:
        leaf = leaves.get(one.node)
        if leaf is None or one.node in seen:
            what = (
                _("disebut dua kali; periksa nomornya")
                if leaf
                else _("tidak dinilai di %(instrument)s; periksa nomornya")
                % {"instrument": instrument.short_name}
            )
            faults.append(Fault("isian", one.node, what))
            continue
        seen.add(one.node)
        problems = _problems(instrument, leaf, one)
        if one.source_date and (problem := day_problem(one.source_date, today)):
            problems.append(problem)
        faults += [Fault("indikator", leaf.number, problem) for problem in problems]
        if transcribed and one.value is not None and not one.source_document.strip() and not one.publication:
            problem = _(
                "nilai yang disalin dari asesor perlu dokumen sumbernya; sebut laporan dan halamannya"
            )
            faults.append(Fault("indikator", leaf.number, problem))
    if faults:
        raise BadInputError(faults)


def _problems(instrument: model.Instrument, leaf: model.Node, one: Entered) -> list[str]:
    found = []
    if one.outcome not in Judgement.Outcome.values:
        found.append(_('hasil "%(outcome)s" tidak dikenal') % {"outcome": one.outcome})
    if one.outcome == Judgement.Outcome.VALUE:
        if one.value is None:
            found.append(_("belum berisi nilai; pilih tingkat, atau tarik penilaiannya"))
        elif problem := value_problem(instrument, leaf, one.value, one.written):
            found.append(problem)
    elif one.value is not None:
        found.append(_("berisi nilai, padahal ditarik atau tidak berlaku"))
    if one.item and leaf.kind != "item":
        found.append(_("nama layanan hanya untuk baris layanan yang dipilih; kosongkan"))
    found += [
        f"{what} {problem}" for what, text, most in _texts(one) if (problem := length_problem(text, most))
    ]
    return found


def _texts(one: Entered) -> list[tuple[str, str, int]]:
    """What each text is called, the text, and how long it may be."""
    return [
        (_("fakta"), one.fact or "", LONGEST_TEXT),
        (_("analisis"), one.analysis or "", LONGEST_TEXT),
        (_("justifikasi"), one.justification or "", LONGEST_TEXT),
        (_("alasan perubahan"), one.reason, LONGEST_SHORT),
        (_("dokumen sumber"), one.source_document, LONGEST_SHORT),
        (_("nama layanan"), one.item or "", LONGEST_NAME),
        (_("instansi sumber"), one.source_agency, LONGEST_NAME),
        (_("nama yang diwakili"), one.on_behalf_of, LONGEST_NAME),
    ]


def no_day(written: str) -> str:
    """Why what was written is no day, and what to do, in the reader's language."""
    said = _('"%(written)s" bukan tanggal; tulis tahun-bulan-hari, seperti 2025-08-17')
    return said % {"written": written[:LONGEST_SHOWN]}


def day_problem(day: date, today: date) -> str:
    """Why no source can be of this day, in the reader's language; "" where it can."""
    if day < FIRST_DAY:
        return _("tanggal sumber %(day)s terlalu lampau; periksa tahunnya") % {"day": day.isoformat()}
    if day <= today:
        return ""
    return _(
        "tanggal sumber %(day)s belum tiba (hari ini %(today)s); tulis tanggal dokumen yang sudah ada"
    ) % {"day": day_words(day), "today": day_words(today)}


def value_problem(instrument: model.Instrument, leaf: model.Node, value: Fraction, written: str = "") -> str:
    """What is wrong with a value and what to do, in the reader's language; "" where it may stand.

    `written`: how somebody wrote it; "": as people would.
    """
    if value_fault(instrument, leaf, value) is None:
        return ""
    low, high = instrument.range_of(leaf)
    shown = written.strip()[:LONGEST_SHOWN] or as_written(value)
    said = {"value": shown, "low": as_written(low), "high": as_written(high)}
    if instrument.value_kind is model.ValueKind.INTEGER and value.denominator != 1:
        return _("nilai %(value)s tidak bulat; isi bilangan bulat %(low)s sampai %(high)s") % said
    return (
        _("nilai %(value)s di luar skala; isi %(low)s sampai %(high)s, atau kosongkan bila belum dinilai")
        % said
    )


def basis_digest(leaf: model.Node, value: Fraction | None) -> str:
    """The digest of what a decision rests on: the criterion of its level, or all criteria between two levels."""
    if value is None:
        return ""
    exact = [text.digest for text in leaf.criteria if text.level == value]
    return exact[0] if exact else criteria_digest(leaf)


def criteria_digest(leaf: model.Node) -> str:
    """One digest over all criteria of a node; "" where it has none."""
    if not leaf.criteria:
        return ""
    return sha256(canonical_json([[text.level, text.digest] for text in leaf.criteria]))
