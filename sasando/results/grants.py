"""Who may publish results, means and targets: only the operator (DESIGN.md rule 8)."""

from __future__ import annotations

from sasando.kernel.grant_table import Grant

_ACTS = (
    "results.load_measures",
    "results.import_publication",
    "results.import_means",
    "results.import_targets",
)

GRANTS = [Grant(act, role=role, scope="national") for act in _ACTS for role in ("operator", "system")]
