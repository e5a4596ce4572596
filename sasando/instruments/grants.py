"""Who may load instruments."""

from __future__ import annotations

from sasando.kernel.grant_table import Grant

GRANTS = [
    Grant("instruments.load", role="operator", scope="national"),
    Grant("instruments.load", role="system", scope="national"),
]
