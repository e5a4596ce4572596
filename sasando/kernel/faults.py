"""What is wrong with something a person handed in, told so that they can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

SHOWN_AT_MOST = 1000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: in which file, where in it (line, cell or path; 0 or "" for the whole), and what to do."""

    file: str
    row: int | str
    problem: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.row}" if self.row else self.file
        return f"{place}: {self.problem}"


class BadInputError(ValueError):
    """Input that cannot be taken; nothing of it was saved. `faults` holds every reason found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """One line a fault, at most `SHOWN_AT_MOST`; the last line counts what was left out."""
        shown = [str(fault) for fault in self.faults[:SHOWN_AT_MOST]]
        if len(self.faults) > SHOWN_AT_MOST:
            shown.append(f"… dan {len(self.faults) - SHOWN_AT_MOST} kesalahan lagi")
        return shown
