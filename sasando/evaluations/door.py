"""Who may look at a stage on a page, and at which of its indicators."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest

from sasando.evaluations.access import has_access, judging_acts
from sasando.evaluations.grants import CONTACT, EXTERNAL, REVIEWER
from sasando.evaluations.models import Stage
from sasando.evaluations.queries import Cell, Row, Worksheet, stage_of
from sasando.kernel.grant_table import all_grants
from sasando.organizations.people import person_of
from sasando.organizations.queries import Staff, staff_of


@dataclass(frozen=True, slots=True)
class Visit:
    """A person at a stage. `narrow`: as PIC OPD they see what is assigned to them or to `units`, nothing else."""

    staff: Staff
    stage: Stage
    stages: tuple[Stage, ...]
    narrow: bool

    @property
    def units(self) -> frozenset[UUID]:
        """The units this person is PIC of."""
        return frozenset(
            one.unit_id for one in self.staff.memberships if one.role == CONTACT and one.unit_id is not None
        )

    @property
    def address(self) -> str:
        """The page of the stage."""
        return stage_address(self.stage)

    def sees(self, cell: Cell | None) -> bool:
        """Whether an answer is among those this person may see."""
        if not self.narrow:
            return True
        return cell is not None and (cell.person == self.staff.user.id or cell.unit in self.units)

    def rows(self, sheet: Worksheet) -> list[Row]:
        """The indicators this person may see, in the instrument's order."""
        return [row for row in sheet.rows if self.sees(row.cells.get(sheet.stage.ordinal))]

    def may(self, *acts: str) -> bool:
        """Whether a role of theirs may do one of these acts (full names); the act itself asks again."""
        allowed = {grant.role for grant in all_grants() if grant.act in acts}
        return bool(allowed & self.staff.roles)

    def may_judge(self) -> bool:
        """Whether they may enter values in this stage as it is now."""
        return self.stage.state == Stage.State.OPEN and self.may(*judging_acts(self.stage))


def stage_address(stage: Stage) -> str:
    """The address of the page of a stage."""
    agency = stage.evaluation.agency.slug
    return f"/k/{agency}/evaluasi/{stage.evaluation_id}/{stage.code}/"


def visit(request: HttpRequest, slug: str, evaluation: UUID, code: str) -> Visit:
    """The person who asks, at a stage of an evaluation of that agency.

    Raises:
        Http404: no role in the agency, no such evaluation or stage there, or a stage that was not given to
            somebody from outside.
    """
    staff = staff_of(person_of(request), slug)
    found = stage_of(staff.agency, evaluation, code)
    if found is None:
        raise Http404(code)
    stage, stages = found
    roles = staff.roles
    if roles <= {EXTERNAL, REVIEWER} and not has_access(stage, staff.user):
        raise Http404(code)
    inside = roles - {EXTERNAL, REVIEWER}
    narrow = inside == {CONTACT} and not (roles - inside and has_access(stage, staff.user))
    return Visit(staff, stage, stages, narrow)
