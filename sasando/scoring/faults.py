"""What is wrong in a file, where, and what to do: collected, so that one reading names every fault."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `path` is a place in the file: "tree.children[0].weight", or a row."""

    file: str
    path: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        between = ":" if self.path.isdigit() else ": "  # a row is written as everywhere: file:row
        where = between.join(part for part in (self.file, self.path) if part)
        return f"{where}: {self.problem}; {self.remedy}"


class FaultsError(ValueError):
    """Input that cannot be taken; `faults` names everything that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class InstrumentError(FaultsError):
    """An instrument file that is not taken."""


class LevelsError(FaultsError):
    """Written levels that cannot be read against an instrument; the path of a fault is its row."""


@dataclass(slots=True)
class FaultList:
    """Faults of one file, in the order they were found."""

    file: str
    found: list[Fault] = field(default_factory=list)

    def add(self, path: str, problem: str, remedy: str) -> None:
        self.found.append(Fault(self.file, path, problem, remedy))

    def touch(self, place: str) -> bool:
        """Whether a fault was found at `place` or below it; what is read from there is then a placeholder."""
        return any(
            fault.path == place or fault.path.startswith((f"{place}.", f"{place}[")) for fault in self.found
        )
