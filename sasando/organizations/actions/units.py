"""Units added, changed, closed, and a whole list taken in at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError
from django.db.models import Q

from sasando.kernel.act import Context, NothingToDo, Outcome, act
from sasando.kernel.actor import Actor
from sasando.kernel.one_line import one_line
from sasando.organizations.faults import RejectedError
from sasando.organizations.models import Agency, Membership, Unit
from sasando.organizations.roles import today_in
from sasando.organizations.unit_plan import PlannedUnit
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class UnitValues:
    """What a unit is called and where it stands; its code stays as it was made."""

    name: str
    kind: str
    parent: Unit | None


def import_units(actor: Actor, agency: Agency, units: Sequence[PlannedUnit]) -> int:
    """Add a planned list, all of it or nothing, in one act; how many.

    Raises:
        RejectedError: somebody added one of them meanwhile.
    """
    today = today_in(agency.timezone)

    def change(context: Context) -> Outcome:
        if not units:
            raise NothingToDo({"new": 0})
        Unit.objects.bulk_create(
            [
                Unit(
                    id=one.id,
                    agency=agency,
                    code=one_line(one.code),
                    name=one_line(one.name),
                    kind=one.kind,
                    parent_id=one.parent_id,
                    valid_from=today,
                )
                for one in units
            ]
        )
        listed = [{"code": one_line(one.code), "name": one_line(one.name), "kind": one.kind} for one in units]
        context.record(f"agency:{agency.slug}", {"units": listed})
        return {"new": len(units)}

    return int(_act(actor, "import_units", agency, {"codes": [one.code for one in units]}, change)["new"])


def add_unit(actor: Actor, agency: Agency, code: str, values: UnitValues) -> Unit:
    """Add one unit.

    Raises:
        RejectedError: the code is taken.
    """
    made = Unit(
        agency=agency,
        code=one_line(code),
        name=one_line(values.name),
        kind=values.kind,
        parent=values.parent,
        valid_from=today_in(agency.timezone),
    )

    def change(context: Context) -> Outcome:
        made.save(force_insert=True)
        context.record(f"unit:{made.id}", _about(made))
        return {}

    _act(actor, "add_unit", agency, {"code": code}, change)
    return made


def change_unit(actor: Actor, agency: Agency, unit: Unit, values: UnitValues) -> None:
    """Give a unit another name, kind or parent.

    Raises:
        RejectedError: it would stand below itself.
    """
    above: Unit | None = values.parent
    while above is not None:
        if above.id == unit.id:
            raise RejectedError(_("Perangkat daerah tidak dapat berada di bawah dirinya sendiri."), "parent")
        above = above.parent

    def change(context: Context) -> Outcome:
        unit.name, unit.kind, unit.parent = one_line(values.name), values.kind, values.parent
        unit.save(update_fields=["name", "kind", "parent"])
        context.record(f"unit:{unit.id}", _about(unit))
        return {}

    _act(actor, "change_unit", agency, {"unit": str(unit.id), "name": values.name}, change)


def close_unit(actor: Actor, agency: Agency, unit: Unit, last_day: date) -> None:
    """Close a unit on a day; it stays in the records.

    Raises:
        RejectedError: units stand below it, people have a role in it, or the day lies before the first.
    """
    if last_day < unit.valid_from:
        raise RejectedError(_("Hari terakhir mendahului hari pertama."), "last_day")
    after = Q(valid_to=None) | Q(valid_to__gt=last_day)

    def change(context: Context) -> Outcome:
        if Unit.objects.filter(after, parent=unit).exists():
            raise RejectedError(_("Masih ada perangkat daerah di bawahnya. Pindahkan atau tutup dahulu."))
        if Membership.objects.filter(after, unit=unit).exists():
            raise RejectedError(_("Masih ada orang yang bertugas di sini. Akhiri atau serahkan dahulu."))
        unit.valid_to = last_day
        unit.save(update_fields=["valid_to"])
        context.record(f"unit:{unit.id}", {"valid_to": last_day.isoformat()})
        return {}

    _act(actor, "close_unit", agency, {"unit": str(unit.id), "last_day": last_day.isoformat()}, change)


def _act(actor: Actor, name: str, agency: Agency, request: dict[str, Any], change: Any) -> Outcome:
    scope = f"agency:{agency.slug}"
    try:
        return act(actor, f"organizations.{name}", scope=scope, request=request, change=change)
    except IntegrityError:
        raise RejectedError(_("Kode itu sudah dipakai di instansi ini."), "code") from None


def _about(unit: Unit) -> dict[str, str]:
    return {
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind,
        "parent": unit.parent.code if unit.parent else "",
    }
