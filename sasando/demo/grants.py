"""Who may load the sample: the operator at the shell."""

from __future__ import annotations

from sasando.kernel.grant_table import NATIONAL, Grant

GRANTS = [Grant("demo.make_agency", role="operator", scope=NATIONAL)]
