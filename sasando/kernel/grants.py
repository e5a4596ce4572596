"""Who may start and end long work."""

from __future__ import annotations

from sasando.kernel.grant_table import AGENCY, NATIONAL, Grant

_ACTS = ("kernel.create_job", "kernel.cancel_job", "kernel.finish_job")

GRANTS = [
    Grant(act, role=role, scope=scope)
    for act in _ACTS
    for role in ("operator", "system")
    for scope in (NATIONAL, AGENCY)
]
