"""Who sees what of an agency's evaluations (DOMAIN.md §4): everything, one's own unit's work, or the stages given."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404

from sasando.evaluations.access import today
from sasando.evaluations.grants import CONTACT, EXTERNAL, REVIEWER, ROLES
from sasando.evaluations.models import Stage, StageAccess
from sasando.evaluations.queries import Row, Worksheet, stage_of
from sasando.organizations.queries import Staff
from sasando.organizations.roles import today_in

_FROM_OUTSIDE = frozenset({EXTERNAL, REVIEWER})


def may(staff: Staff, act: str) -> bool:
    """Whether one of a person's roles may do an act of this app, named without the app."""
    return not staff.roles.isdisjoint(ROLES[act])


def is_from_outside(staff: Staff) -> bool:
    """Whether a person has only roles that need a stage to be given to them."""
    return staff.roles <= _FROM_OUTSIDE


def is_contact_only(staff: Staff) -> bool:
    """Whether a person sees their own unit's work alone."""
    return staff.roles <= {CONTACT} | _FROM_OUTSIDE and CONTACT in staff.roles


def stage_seen(staff: Staff, evaluation: UUID, code: str) -> tuple[Stage, tuple[Stage, ...]]:
    """A stage of an evaluation of the person's agency, and all its stages they see. One query; two from outside.

    Raises:
        Http404: there is none, or it was not given to this person.
    """
    found = stage_of(staff.agency, evaluation, code)
    if found is None:
        raise Http404(code)
    stage, stages = found
    if is_from_outside(staff):
        given = stages_given(staff, stage)
        if stage.id not in given:
            raise Http404(code)
        stages = tuple(one for one in stages if one.id in given or one.ordinal <= stage.ordinal)
    return stage, stages


def stages_given(staff: Staff, stage: Stage) -> set[UUID]:
    """The stages of an evaluation that somebody from outside may see today."""
    given = StageAccess.objects.filter(
        stage__evaluation_id=stage.evaluation_id, user=staff.user, ended_at=None, until__gte=today(stage)
    )
    return set(given.values_list("stage_id", flat=True))


def inner_stages(staff: Staff, stage: Stage, stages: Sequence[Stage]) -> list[Stage]:
    """The stages among those a person sees of which they also read comments and verifications.

    Somebody from outside sees what an earlier stage decided, not what was said on the way: only where it was given
    to them. One query for them.
    """
    if not is_from_outside(staff):
        return list(stages)
    given = stages_given(staff, stage)
    return [one for one in stages if one.id in given]


def sees(staff: Staff, row: Row, stage: Stage) -> bool:
    """Whether a person sees a row: a PIC OPD alone sees what is assigned to them or their units."""
    if not is_contact_only(staff):
        return True
    cell = row.cells.get(stage.ordinal)
    return cell is not None and (cell.person == staff.user.id or cell.unit in staff.unit_ids)


def rows_seen(staff: Staff, sheet: Worksheet) -> tuple[Row, ...]:
    """The rows of a worksheet that a person sees."""
    if not is_contact_only(staff):
        return sheet.rows
    return tuple(row for row in sheet.rows if sees(staff, row, sheet.stage))


def given_to(staff: Staff) -> set[UUID]:
    """The stages of the agency that were given to somebody from outside, today. One query."""
    given = StageAccess.objects.filter(
        stage__evaluation__agency=staff.agency,
        user=staff.user,
        ended_at=None,
        until__gte=today_in(staff.agency.timezone),
    )
    return set(given.values_list("stage_id", flat=True))
