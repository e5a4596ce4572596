"""What this app moves when somebody hands over, see `organizations.handover`."""

from __future__ import annotations

from sasando.evaluations import open_work
from sasando.evaluations.actions.handing_over import answers, returned, stage_accesses

HANDOVERS = [answers, returned, stage_accesses]
HOLDINGS = [open_work.answers, open_work.returned, open_work.stage_accesses]
