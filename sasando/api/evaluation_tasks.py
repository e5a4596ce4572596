"""Who does what in a stage until when: assignments, the schedule with its letter, access from outside."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q
from ninja import Router

from sasando.api import evaluation_schemas
from sasando.api import work_schemas as schemas
from sasando.api.answers import Refused
from sasando.api.evaluation_tree import stage_json
from sasando.api.people import nothing_there
from sasando.api.work import Answered, Here, on_stage
from sasando.evaluations.access import today
from sasando.evaluations.access_letters import end_access_and_tell, give_access_and_tell
from sasando.evaluations.actions import assigning, opening
from sasando.evaluations.cells import Cell
from sasando.evaluations.models import Stage, StageAccess
from sasando.evaluations.queries import Row
from sasando.evaluations.visible import may, rows_seen
from sasando.organizations.models import Membership, Unit, User

router = Router(tags=["tugas dan jadwal"])


@on_stage(
    router, "GET", "/assignments", schemas.Assignments,
    "Tugas tiap indikator satu tahap: perangkat daerah, orang, dan tenggatnya.",
)  # fmt: skip
def assignments(here: Here) -> Answered:
    """One query beside those that say who asks. For a PIC OPD only their own."""
    ordinal = here.stage.ordinal
    rows = rows_seen(here.staff, here.sheet())
    return {"assignments": [_assignment(row, cell) for row in rows if (cell := row.cells.get(ordinal))]}


def _assignment(row: Row, cell: Cell) -> dict[str, Any]:
    return {
        "indicator": row.node.code,
        "number": row.node.number,
        "state": cell.work,
        "revision": cell.revision,
        "unit": _named(cell.unit, cell.unit_name),
        "person": _named(cell.person, cell.person_name),
        "due": cell.due.isoformat() if cell.due else None,
    }


def _named(identifier: UUID | None, name: str) -> dict[str, str] | None:
    return None if identifier is None else {"id": str(identifier), "name": name}


@on_stage(
    router, "PUT", "/assignments", schemas.Assigned,
    "Menugaskan indikator, atau semua di bawah sebuah aspek, kepada perangkat daerah, orang, atau keduanya.",
)  # fmt: skip
def assign(here: Here, body: schemas.AssignAsked) -> Answered:
    """All or none; whoever had them before has them no longer."""
    if body.unit is None and body.person is None:
        raise Refused(422, "Sebut perangkat daerah (unit), orang (person), atau keduanya.")
    unit = None if body.unit is None else _unit(here, body.unit)
    person = None if body.person is None else _serving(here, body.person)
    made = assigning.assign(here.by, here.stage, body.nodes, unit=unit, person=person, due=body.due)
    return {"assigned": made}


@on_stage(
    router, "POST", "/assignments/withdraw", schemas.Assigned,
    "Menarik kembali tugas indikator, dengan tenggatnya.",
)  # fmt: skip
def unassign(here: Here, body: schemas.UnassignAsked) -> Answered:
    """All or none."""
    return {"assigned": assigning.assign(here.by, here.stage, body.nodes)}


def _unit(here: Here, identifier: UUID) -> Unit:
    found = Unit.objects.filter(agency=here.staff.agency, id=identifier, valid_to=None).first()
    if found is None:
        raise nothing_there("Perangkat daerah", identifier)
    return found


def _serving(here: Here, identifier: UUID) -> User:
    """Somebody with a role in the agency today."""
    serving = Q(valid_to=None) | Q(valid_to__gte=today(here.stage))
    held = Membership.objects.filter(serving, agency=here.staff.agency, user_id=identifier)
    found = held.filter(user__is_active=True).select_related("user").first()
    if found is None:
        raise nothing_there("Orang", identifier)
    return found.user


@on_stage(
    router, "PUT", "/schedule", evaluation_schemas.Stage,
    "Menetapkan hari terakhir sebuah tahap dan surat yang mendasarinya.",
)  # fmt: skip
def schedule(here: Here, body: schemas.ScheduleAsked) -> Answered:
    """The whole schedule of a stage at once."""
    opening.schedule(here.by, here.stage, body.due, body.letter)
    return stage_json(Stage.objects.get(id=here.stage.id))


@on_stage(
    router, "GET", "/access", schemas.Accesses,
    "Asesor eksternal dan tim reviu yang diberi akses ke tahap ini, dengan hari terakhirnya.",
    whole=True,
)  # fmt: skip
def accesses(here: Here) -> Answered:
    """For those who give access; one query beside those that say who asks."""
    if not may(here.staff, "give_access"):
        raise Refused(403, "Hanya koordinator dan admin instansi yang melihat akses tahap ini.")
    return _accesses(here)


def _accesses(here: Here) -> dict[str, Any]:
    held = StageAccess.objects.filter(stage=here.stage, ended_at=None).select_related("user")
    return {
        "access": [
            {"person": {"id": str(one.user_id), "name": one.user.name}, "until": one.until.isoformat()}
            for one in held.order_by("user__name", "user_id")
        ]
    }


@on_stage(
    router, "PUT", "/access/{person}", schemas.Accesses,
    "Memberi asesor eksternal atau tim reviu akses ke tahap ini sampai hari yang disebut.",
    whole=True,
)  # fmt: skip
def give_access(here: Here, person: UUID, body: schemas.AccessAsked) -> Answered:
    """Who has access already gets the new last day."""
    give_access_and_tell(here.by, here.stage, _serving(here, person), body.until)
    return _accesses(here)


@on_stage(
    router, "DELETE", "/access/{person}", schemas.Accesses,
    "Mencabut akses seseorang dari luar ke tahap ini.",
    whole=True,
)  # fmt: skip
def end_access(here: Here, person: UUID) -> Answered:
    """Who has none keeps none; also for people whose role has ended meanwhile."""
    held = Membership.objects.filter(agency=here.staff.agency, user_id=person)
    found = held.select_related("user").first()
    if found is None:
        raise nothing_there("Orang", person)
    end_access_and_tell(here.by, here.stage, found.user)
    return _accesses(here)
