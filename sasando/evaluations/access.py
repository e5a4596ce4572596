"""What a role alone does not settle: whose answer it is, and who was given which stage. Called inside acts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet, UUIDField

from sasando.evaluations.faults import NotYoursError, StageClosedError
from sasando.evaluations.grants import CONTACT, EXTERNAL, REVIEWER, ROLES
from sasando.evaluations.models import Answer, Evaluation, Stage, StageAccess
from sasando.kernel.act import Context
from sasando.kernel.compiled import Compiled
from sasando.organizations.models import Membership, User
from sasando.organizations.roles import today_in
from sasando.ui.words import text as _

SELF = "mandiri"
_JUDGE_ACTS = {True: ("judge_self",), False: ("judge_from_outside", "transcribe")}


def judging_acts(stage: Stage) -> tuple[str, ...]:
    """The acts by which values come into a stage: the agency's own, or from outside and by transcription."""
    return tuple(f"evaluations.{name}" for name in _JUDGE_ACTS[stage.code == SELF])


def filling_roles(stage: Stage) -> frozenset[str]:
    """The roles by which values come into a stage: whom an answer of it can be given to."""
    acts = (name.removeprefix("evaluations.") for name in judging_acts(stage))
    return frozenset(role for name in acts for role in ROLES[name])


_locked = Compiled(
    lambda stage: (
        Stage.objects.select_for_update(of=("self",))
        .select_related("evaluation__agency", "instrument")
        .defer("instrument__content")
        .filter(id=stage)
    ),
    stage=UUIDField(),
)


def locked(stage: Stage) -> Stage:
    """The stage as it stands now, locked until the act ends; every change within a stage begins with this.

    Raises:
        StageClosedError: its evaluation was removed meanwhile.
    """
    found = _locked(stage=stage.id)
    if not found:
        raise StageClosedError(_("evaluasi ini sudah dihapus; kembali ke daftar evaluasi"))
    return found[0]


def all_locked(stage: Stage) -> list[Stage]:
    """All stages of the evaluation as they stand now, locked in their order until the act ends.

    For what rests on the state of other stages too: two such changes at once would each miss the other.
    """
    found = Stage.objects.select_for_update().filter(evaluation_id=stage.evaluation_id)
    return list(found.order_by("ordinal"))


def open_stage(stage: Stage) -> Stage:
    """The stage, locked.

    Raises:
        StageClosedError: it is not open, or the agency takes no part.
    """
    held = locked(stage)
    _check_takes_part(held.evaluation.absence)
    if held.state == Stage.State.SEALED:
        raise StageClosedError(
            _("tahap %(stage)s sudah disegel; koordinator dapat membukanya kembali dengan alasan")
            % {"stage": held.name}
        )
    if held.state == Stage.State.WAITING:
        raise StageClosedError(
            _("tahap %(stage)s belum dibuka; koordinator membukanya lebih dahulu") % {"stage": held.name}
        )
    return held


def open_stage_of_who_takes_part(stage: Stage) -> Stage:
    """As `open_stage`, with the absence read again under the lock of the stage.

    A lock that was waited for brings the stage as it is now, its evaluation as it was before (PostgreSQL).
    """
    held = open_stage(stage)
    now = Evaluation.objects.filter(id=held.evaluation_id).values_list("absence", flat=True)
    _check_takes_part(now.get())
    return held


def _check_takes_part(absence: str) -> None:
    if absence:
        raise StageClosedError(
            _("evaluasi ini tercatat tidak mengikuti; koordinator dapat membatalkan catatan itu lebih dahulu")
        )


def today(stage: Stage) -> date:
    """The day it is at the stage's agency."""
    return today_in(stage.evaluation.agency.timezone)


def check_reach(context: Context, stage: Stage, by: User, answers: Iterable[Answer] = ()) -> None:
    """Whether this person may work on this stage, and on these answers.

    Somebody from outside needs access to the stage; a PIC OPD works on what is assigned to them or their unit.

    Raises:
        NotYoursError: they may not.
    """
    roles = set(context.roles)
    if not roles <= {CONTACT, EXTERNAL, REVIEWER}:
        return
    if roles != {CONTACT} and has_access(stage, by):
        return
    if CONTACT not in roles:
        raise NotYoursError(
            _("Anda tidak diberi akses ke tahap %(stage)s; mintalah kepada koordinator")
            % {"stage": stage.name}
        )
    units = set(contact_units(by, stage))
    if foreign := [
        one for one in answers if one.assigned_user_id != by.id and one.assigned_unit_id not in units
    ]:
        numbers = ", ".join(one.node.number for one in foreign)
        raise NotYoursError(
            _("indikator %(numbers)s tidak ditugaskan kepada Anda atau kantor Anda") % {"numbers": numbers}
        )


def has_access(stage: Stage, by: User) -> bool:
    """Whether somebody from outside was given this stage and its last day has not passed."""
    return StageAccess.objects.filter(stage=stage, user=by, ended_at=None, until__gte=today(stage)).exists()


def contact_units(by: User, stage: Stage) -> list[object]:
    """The units a person is the PIC of, today, in the stage's agency."""
    return list(_held(by, stage).filter(role=CONTACT).values_list("unit_id", flat=True))


def own_units(by: User, stage: Stage) -> list[object]:
    """The units a person stands in by any role, today, in the stage's agency."""
    return list(_held(by, stage).exclude(unit=None).values_list("unit_id", flat=True))


def _held(by: User, stage: Stage) -> QuerySet[Membership]:
    day = today(stage)
    return Membership.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=day),
        user=by,
        agency_id=stage.evaluation.agency_id,
        valid_from__lte=day,
    )
