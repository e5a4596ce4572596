"""What this app moves when somebody hands over, see `organizations.handover`."""

from __future__ import annotations

from sasando.evaluations import open_work
from sasando.evaluations.actions.handing_over import answers, returned, stage_accesses
from sasando.ui.words import text as _


def in_words(name: str, count: int) -> str:
    """What of this app was moved."""
    words = {
        answers.__name__: _("%(count)s isian"),
        returned.__name__: _("%(count)s isian yang dikembalikan"),
        stage_accesses.__name__: _("%(count)s akses tahap"),
    }
    return words.get(name, "") % {"count": count}


HANDOVERS = [answers, returned, stage_accesses]
HOLDINGS = [open_work.answers, open_work.returned, open_work.stage_accesses]
MOVED = [in_words]
