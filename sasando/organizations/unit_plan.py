"""What a list of units would change in an agency: decided before anything is written. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sasando.kernel.ids import new_id
from sasando.organizations.models import Unit
from sasando.organizations.names import name_key
from sasando.organizations.unit_rows import CellFault, UnitRow, code_of
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    """A unit to be added; `parent_id` stands already or is planned before it."""

    id: UUID
    code: str
    name: str
    kind: str
    parent_id: UUID | None
    parent_name: str

    @property
    def kind_name(self) -> str:
        """The kind as the list of units shows it."""
        return str(Unit.Kind(self.kind).label)


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """`new` in an order in which each parent comes first; `known`: rows whose unit stands already."""

    new: tuple[PlannedUnit, ...]
    known: tuple[UnitRow, ...]
    faults: tuple[CellFault, ...]


def plan_units(
    made: Sequence[Unit], today: date, rows: Sequence[UnitRow], faults: Iterable[CellFault]
) -> UnitPlan:
    """Compare a list with the units of an agency (closed ones too, whose codes stay taken).

    Below a unit whose last day is known no further one is added.
    """
    found = list(faults)
    standing = [unit for unit in made if unit.stands(today)]
    by_code = {unit.code.upper(): unit for unit in made}
    known, fresh = [], []
    for row in rows:
        if not row.name:
            continue
        held = by_code.get(row.code.upper()) if row.code else _standing(standing, row)
        if held is not None and not held.stands(today):
            found.append(CellFault(row.place, _("Kode ini milik perangkat daerah yang sudah ditutup.")))
        elif held is not None:
            known.append(row)
        else:
            fresh.append(row)
    _refuse_repeated(fresh, found)
    open_ones = [unit for unit in made if unit.valid_to is None]
    places = {unit.code.upper(): (unit.id, unit.name) for unit in open_ones}
    places |= {name_key(unit.name): (unit.id, unit.name) for unit in open_ones}
    new = _in_order(fresh, {unit.code for unit in made}, places, found)
    return UnitPlan(() if found else tuple(new), tuple(known), tuple(found))


def _standing(units: Sequence[Unit], row: UnitRow) -> Unit | None:
    """The unit that a row without a code names; a parent that is given tells two of one name apart."""
    for unit in units:
        if name_key(unit.name) == name_key(row.name) and (not row.parent or _is(unit.parent, row.parent)):
            return unit
    return None


def _is(unit: Unit | None, said: str) -> bool:
    return unit is not None and (unit.code.upper() == said.upper() or name_key(unit.name) == name_key(said))


def _refuse_repeated(rows: Sequence[UnitRow], faults: list[CellFault]) -> None:
    seen: dict[tuple[str, str], str] = {}
    for row in rows:
        keys = [("name", name_key(row.name) + "/" + name_key(row.parent))]
        keys += [("code", row.code.upper())] if row.code else []
        for key in keys:
            if key in seen:
                faults.append(CellFault(row.place, _("Sama dengan %(place)s.") % {"place": seen[key]}))
                break
            seen[key] = row.place


def _in_order(
    rows: Sequence[UnitRow],
    taken: set[str],
    places: dict[str, tuple[UUID, str]],
    faults: list[CellFault],
) -> list[PlannedUnit]:
    """Each row after its parent; a parent that is nowhere, or above itself, is a fault."""
    made: list[PlannedUnit] = []
    waiting = list(rows)
    while waiting:
        later = []
        for row in waiting:
            parent = _parent(row, places) if row.parent else None
            if row.parent and parent is None:
                later.append(row)
                continue
            code = row.code or code_of(row.name, taken)
            taken.add(code)
            unit = PlannedUnit(
                new_id(), code, row.name, row.kind, parent[0] if parent else None, parent[1] if parent else ""
            )
            made.append(unit)
            for key in (code.upper(), name_key(row.name)):
                places.setdefault(key, (unit.id, unit.name))
        if len(later) == len(waiting):
            faults += [
                CellFault(
                    row.parent_place or row.place,
                    _("Induk “%(parent)s” tidak ada di daftar ini maupun di instansi.")
                    % {"parent": row.parent[:80]},
                )
                for row in later
            ]
            return made
        waiting = later
    return made


def _parent(row: UnitRow, places: dict[str, tuple[UUID, str]]) -> tuple[UUID, str] | None:
    return places.get(row.parent.upper()) or places.get(name_key(row.parent))
