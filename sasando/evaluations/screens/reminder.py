"""What a coordinator sends round the offices: what is waited for, as a message to paste into a chat."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote

from sasando.evaluations.queries import Worksheet
from sasando.evaluations.reports.facts import Late
from sasando.evaluations.reports.pending import late, soon
from sasando.evaluations.screens.stage_words import name_of
from sasando.ui.numbers import day
from sasando.ui.words import speaking

SOON = timedelta(days=7)
LONGEST_ADDRESS = 8000  # servers refuse longer ones


@dataclass(frozen=True, slots=True)
class Reminder:
    """`text`: the message, in Indonesian as the reports; `chat`: the address that opens it there, "" where that would
    be too long: then it is copied."""

    text: str

    @property
    def chat(self) -> str:
        address = f"https://wa.me/?text={quote(self.text, safe='')}"  # some phones show a plus as a plus
        return address if len(address) <= LONGEST_ADDRESS else ""


def reminder(sheet: Worksheet, today: date, address: str) -> Reminder | None:
    """Of an open stage: what is late and what is due within a week, by office; None where nothing is. No query.

    `address`: where it is filled in, as others can open it.
    """
    last = today + SOON
    passed, coming = late(sheet, today), soon(sheet, today, last)
    if not passed and not coming:
        return None
    with speaking("id"):
        return Reminder(_message(sheet, passed, coming, last, address))


def _message(
    sheet: Worksheet, passed: Sequence[Late], coming: Sequence[Late], last: date, address: str
) -> str:
    parts = [f"*{name_of(sheet.stage)}, {sheet.stage.name}*"]
    if passed:
        parts.append("\n".join(["Lewat tenggat:", *_lines(passed)]))
    if coming:
        parts.append("\n".join([f"Tenggat sampai {day(last)}:", *_lines(coming)]))
    return "\n\n".join([*parts, f"Isi di {address}"])


def _lines(found: Iterable[Late]) -> list[str]:
    return [f"• {one.unit}: indikator {', '.join(one.numbers)} ({day(one.since)})" for one in found]
