"""Who may make and revoke personal tokens: every person, their own."""

from __future__ import annotations

from sasando.kernel.grant_table import NATIONAL, Grant
from sasando.organizations.roles import PERSON

GRANTS = [Grant(f"tokens.{name}", role=PERSON, scope=NATIONAL) for name in ("make", "revoke", "use")]
