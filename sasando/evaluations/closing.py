"""What this app lets go when an account is closed, see `organizations.closing`."""

from __future__ import annotations

from sasando.evaluations.actions.leaving import accesses, assignments

CLOSINGS = [assignments, accesses]
