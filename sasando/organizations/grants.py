"""Who may change the directory."""

from __future__ import annotations

from sasando.kernel.grant_table import Grant

GRANTS = [
    Grant("organizations.load_directory", role="operator", scope="national"),
    Grant("organizations.load_directory", role="system", scope="national"),
]
