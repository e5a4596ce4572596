"""Who may change the directory, hosted agencies, units and people (DOMAIN.md §4)."""

from __future__ import annotations

from sasando.kernel.grant_table import NATIONAL, Grant
from sasando.organizations.roles import OPERATOR, PERSON

GRANTS = [
    Grant("organizations.load_directory", role=OPERATOR, scope=NATIONAL),
    Grant("organizations.load_directory", role="system", scope=NATIONAL),
    Grant("organizations.set_password", role=PERSON, scope=NATIONAL),
]
