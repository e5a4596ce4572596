"""What is wrong with something a person handed in, told so that they can mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

SHOWN_AT_MOST = 1000
LONGEST_SHOWN = 600


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: in which file, where in it (line, cell or path; 0 or "" for the whole), and what to do."""

    file: str
    row: int | str
    problem: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.row}" if self.row else self.file
        return _one_line(f"{place}: {self.problem}")

    def spoken(self) -> str:
        """As a sentence for a person who sees no file: "indikator 3: …"."""
        place = f"{self.file} {self.row}" if self.row else self.file
        return _one_line(f"{place}: {self.problem}")


def _one_line(text: str) -> str:
    """What was typed, quoted in full up to a length, with nothing in it that a terminal would obey or hide."""
    shown = (
        text
        if len(text) <= LONGEST_SHOWN
        else f"{text[: LONGEST_SHOWN // 2]} … {text[-LONGEST_SHOWN // 2 :]}"
    )
    if shown.isprintable():
        return shown
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape", "backslashreplace").decode("ascii")
        for one in shown
    )


class BadInputError(ValueError):
    """Input that cannot be taken; nothing of it was saved. `faults` holds every reason found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """One line a fault, at most `SHOWN_AT_MOST`; the last line counts what was left out."""
        return self._first(str)

    def spoken(self) -> list[str]:
        """As `lines`, for a person who sees no file."""
        return self._first(Fault.spoken)

    def _first(self, told: Callable[[Fault], str]) -> list[str]:
        shown = [told(fault) for fault in self.faults[:SHOWN_AT_MOST]]
        if len(self.faults) > SHOWN_AT_MOST:
            shown.append(f"… dan {len(self.faults) - SHOWN_AT_MOST} kesalahan lagi")
        return shown
