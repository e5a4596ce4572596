"""Units that are proposed to an agency: what every regency has by law, and the list known of it. From `data/units/`."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from sasando.organizations.models import Agency, Unit
from sasando.organizations.names import name_key
from sasando.organizations.unit_rows import UnitRow

_WITH_OFFICES = (Agency.Kind.REGENCY, Agency.Kind.CITY)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One unit that could be added. `likely`: no unit is called so, or nearly so."""

    row: UnitRow
    basis: str
    likely: bool


def known_list(agency: Agency) -> list[UnitRow]:
    """The units known of one agency, in an order in which parents come first; empty for most."""
    return [row for row, _basis in _rows(f"{agency.slug}.csv")]


def proposals_for(agency: Agency, made: Sequence[Unit]) -> list[Proposal]:
    """The offices every regency and city has, those aside that the agency has by name or code, closed ones too."""
    if agency.kind not in _WITH_OFFICES:
        return []
    codes = {unit.code for unit in made}
    names = [name_key(unit.name) for unit in made]
    return [
        Proposal(row, basis, not any(name.startswith(name_key(row.name)) for name in names))
        for row, basis in _rows("every-regency.csv")
        if row.code not in codes and name_key(row.name) not in names
    ]


@cache
def _rows(name: str) -> tuple[tuple[UnitRow, str], ...]:
    path = Path(settings.BASE_DIR) / "data" / "units" / name
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            (
                UnitRow(row["name"], row["name"], row["kind"], row["parent"], row["code"]),
                row.get("basis") or "",
            )
            for row in csv.DictReader(file)
        )
