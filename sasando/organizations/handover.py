"""*Serah terima*: each app moves the open work it keeps, inside the one act.

An app declares in its `handover.py` the list `HANDOVERS` of functions `(context, handover) -> how many it moved`,
each named for what it moves. They run inside the act: they save rows and open no act of their own. Beside them stands
the list `HOLDINGS` of functions `agency -> how many of them each person holds`, one query each, and the list `MOVED`
of functions `name of what moves, how many -> in words`, "" of what is another's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sasando.kernel.act import Context
from sasando.kernel.registry import declared
from sasando.organizations.models import Agency, User
from sasando.ui.words import text as _

Mover = Callable[[Context, "Handover"], int]
Holding = Callable[[Agency], Mapping[UUID, int]]
Wording = Callable[[str, int], str]


@dataclass(frozen=True, slots=True)
class Handover:
    """Who gives all open work to whom, in which agency, and the note that goes with it."""

    agency: Agency
    giver: User
    taker: User
    note: str


def hand_over_work(context: Context, handover: Handover) -> dict[str, int]:
    """Let every app move what it keeps; how much each moved, by the function's name."""
    movers: list[Mover] = declared("handover", "HANDOVERS")
    return {mover.__name__: mover(context, handover) for mover in movers}


def moved_sentence(handover: Handover, moved: Mapping[str, int]) -> str:
    """What `hand_over` moved, as the one who asked for it is told."""
    wordings: list[Wording] = [_roles_in_words, *declared("handover", "MOVED")]
    said = [wording(name, count) for name, count in moved.items() if count for wording in wordings]
    if not any(moved.values()):
        return _("Serah terima dicatat; semua peran itu sudah dipegang %(taker)s.") % {
            "taker": handover.taker.name
        }
    return _("Serah terima dicatat. Berpindah ke %(taker)s: %(what)s.") % {
        "taker": handover.taker.name, "what": ", ".join(filter(None, said)),
    }  # fmt: skip


def _roles_in_words(name: str, count: int) -> str:
    return _("%(count)s peran") % {"count": count} if name == "roles" else ""


def held_work(agency: Agency) -> Counter[UUID]:
    """How much open work of an agency each person holds, of all apps together. One query for each of `HOLDINGS`."""
    holdings: list[Holding] = declared("handover", "HOLDINGS")
    held: Counter[UUID] = Counter()
    for holding in holdings:
        held.update(holding(agency))
    return held
