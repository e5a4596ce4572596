"""Why something cannot be done with an evaluation, in words for the person who tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sasando.ui.words import text as _


class EvaluationError(ValueError):
    """It cannot be done; the message says why and what to do. Nothing was saved."""


class StageClosedError(EvaluationError):
    """The stage is not open: it waits, or it has been sealed meanwhile."""


class OutOfOrderError(EvaluationError):
    """A stage cannot be opened, sealed or reopened before another one is."""


class NotYoursError(EvaluationError):
    """The person's role may do this, but not with this answer or this stage."""


@dataclass(frozen=True, slots=True)
class Stale:
    """What stands in an answer that somebody else wrote meanwhile; `value` is exact text, "" without one."""

    node: str
    number: str
    expected: int
    revision: int
    value: str
    fact: str
    analysis: str
    justification: str
    by: str
    at: datetime | None


class ConflictError(EvaluationError):
    """Answers changed since they were read: both texts are to be shown, nothing was overwritten."""

    def __init__(self, stale: Sequence[Stale]) -> None:
        self.stale = tuple(stale)
        numbers = ", ".join(one.number for one in stale)
        super().__init__(
            _("isian %(numbers)s berubah sejak Anda membukanya; bandingkan keduanya, lalu simpan lagi")
            % {"numbers": numbers}
        )


class GapsError(EvaluationError):
    """A stage cannot be sealed yet; `gaps` holds the numbers of indicators by what they lack."""

    def __init__(self, gaps: dict[str, list[str]]) -> None:
        self.gaps = gaps
        lines = [f"{what}: {', '.join(numbers)}" for what, numbers in gaps.items()]
        super().__init__(_("belum dapat dikirim; %(gaps)s") % {"gaps": "; ".join(lines)})
