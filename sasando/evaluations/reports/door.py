"""Who may read the reports of a stage."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest

from sasando.evaluations.access import has_access
from sasando.evaluations.grants import EXTERNAL, REVIEWER
from sasando.evaluations.models import Stage
from sasando.evaluations.queries import stage_of
from sasando.kernel.grant_table import granted
from sasando.organizations.people import actor_of, person_of
from sasando.organizations.queries import Staff, staff_of

FROM_OUTSIDE = frozenset({EXTERNAL, REVIEWER})


@dataclass(frozen=True, slots=True)
class Visit:
    """A person at the reports of a stage."""

    staff: Staff
    stage: Stage
    stages: tuple[Stage, ...]
    roles: frozenset[str]

    @property
    def place(self) -> dict[str, object]:
        """What the addresses of these pages are made of."""
        evaluation = self.stage.evaluation
        return {"slug": evaluation.agency.slug, "evaluation": evaluation.id, "code": self.stage.code}

    @property
    def from_outside(self) -> bool:
        """Whether the person sees only stages that were given to them."""
        return self.roles <= FROM_OUTSIDE


def visit(request: HttpRequest, slug: str, evaluation: UUID, code: str, act: str = "report") -> Visit:
    """The person who asks, at a stage of an evaluation of that agency. Four queries at most.

    Raises:
        Http404: no role in the agency, no such stage there, or one that was not given to somebody from outside.
        RefusedError: a role that may not do this here.
    """
    staff = staff_of(person_of(request), slug)
    found = stage_of(staff.agency, evaluation, code)
    if found is None:
        raise Http404(code)
    stage, stages = found
    roles = frozenset(granted(actor_of(request), f"evaluations.{act}", f"agency:{slug}"))
    if roles <= FROM_OUTSIDE and not has_access(stage, staff.user):
        raise Http404(code)
    return Visit(staff, stage, stages, roles)
