"""Who may comment: whoever has a role in the agency; that they may read the subject is asked inside the act."""

from __future__ import annotations

from sasando.kernel.grant_table import AGENCY, Grant
from sasando.organizations.models import Membership

GRANTS = [
    Grant(f"discussions.{name}", role=role, scope=AGENCY)
    for name in ("comment", "resolve")
    for role in Membership.Role.values
]
