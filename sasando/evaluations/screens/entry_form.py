"""What the form of one indicator sends, read into what an action takes; faults name their field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from hashlib import sha256
from uuid import UUID

from django.utils.dateparse import parse_date

from sasando.evaluations.entered import Entered, day_problem, no_day, read_value
from sasando.evaluations.faults import EvaluationError
from sasando.evaluations.models import Judgement
from sasando.ui.numbers import retold
from sasando.ui.words import as_sentence
from sasando.ui.words import text as _

SAVE, NEXT, DRAFT, WITHDRAW, NOT_APPLICABLE = "simpan", "lanjut", "draf", "tarik", "tidak-berlaku"


@dataclass(frozen=True, slots=True)
class Sent:
    """The form as it was sent: shown again as it stands where something is wrong with it."""

    expected: int
    value: str = ""
    fact: str = ""
    analysis: str = ""
    justification: str = ""
    item: str = ""
    reason: str = ""
    source_agency: str = ""
    source_date: str = ""
    source_document: str = ""
    publication: str = ""
    action: str = ""
    faults: dict[str, str] = field(default_factory=dict)


def posted(post: Mapping[str, str], name: str) -> str:
    """A text of a form, "" where it is absent; without NUL, which no keyboard types and no database keeps."""
    return str(post.get(name, "")).replace("\x00", "")


def posted_number(post: Mapping[str, str], name: str) -> int:
    """A whole number of a form; -1 for anything else, which no revision or question has."""
    written = posted(post, name)
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else -1


def posted_day(post: Mapping[str, str], name: str) -> date | None:
    """A day of a form; None where none is written.

    Raises:
        EvaluationError: what is written is no day.
    """
    written = posted(post, name).strip()
    try:
        day = parse_date(written) if written else None
    except ValueError:
        day = None
    if written and day is None:
        raise EvaluationError(no_day(written))
    return day


def mark_of(*texts: str) -> str:
    """A short mark of the texts a form was opened with, whichever way a browser ends their lines.

    Where several people's texts stand in one form, it tells which of them the sender has changed.
    """
    written = "\0".join(texts).replace("\r\n", "\n")
    return sha256(written.encode()).hexdigest()[:16]


def read_sent(post: Mapping[str, str]) -> Sent:
    """The fields of a request; absent ones are empty."""

    def of(name: str) -> str:
        return posted(post, name)

    return Sent(
        expected=posted_number(post, "expected"),
        value=of("nilai").strip(),
        fact=of("fakta"),
        analysis=of("analisis"),
        justification=of("justifikasi"),
        item=of("item"),
        reason=of("alasan"),
        source_agency=of("sumber_instansi"),
        source_date=of("sumber_tanggal").strip(),
        source_document=of("sumber_dokumen"),
        publication=of("terbitan").strip(),
        action=of("tindakan") or SAVE,
    )


def entered_of(
    sent: Sent, code: str, today: date, *, with_justification: bool, with_item: bool
) -> Entered | None:
    """What is to be entered on a day, or None with `sent.faults` filled."""
    outcome = {
        WITHDRAW: Judgement.Outcome.WITHDRAWN,
        NOT_APPLICABLE: Judgement.Outcome.NOT_APPLICABLE,
    }.get(sent.action, Judgement.Outcome.VALUE)
    value = _value(sent) if outcome == Judgement.Outcome.VALUE else None
    day, publication = _day(sent, today), _publication(sent)
    if sent.faults:
        return None
    return Entered(
        node=code,
        expected_revision=sent.expected,
        value=value,
        outcome=outcome,
        fact=sent.fact,
        analysis=sent.analysis,
        justification=sent.justification if with_justification else None,
        item=sent.item if with_item else None,
        reason=sent.reason,
        source_agency=sent.source_agency,
        source_date=day,
        source_document=sent.source_document,
        publication=publication,
        written=retold(sent.value),
    )


def _publication(sent: Sent) -> UUID | None:
    if not sent.publication:
        return None
    try:
        return UUID(sent.publication)
    except ValueError:
        sent.faults["terbitan"] = _("Pilih terbitan dari daftar.")
        return None


def _value(sent: Sent) -> Fraction | None:
    if not sent.value:
        sent.faults["nilai"] = _(
            "Belum ada nilai. Pilih tingkat atau isi angkanya; teks saja dapat disimpan sebagai draf."
        )
        return None
    try:
        return read_value(sent.value)
    except ValueError as error:
        sent.faults["nilai"] = as_sentence(str(error))
        return None


def _day(sent: Sent, today: date) -> date | None:
    if not sent.source_date:
        return None
    try:
        day = parse_date(sent.source_date)
    except ValueError:
        day = None
    if day is None:
        sent.faults["sumber_tanggal"] = as_sentence(no_day(sent.source_date))
    elif problem := day_problem(day, today):
        sent.faults["sumber_tanggal"] = as_sentence(problem)
    return day
