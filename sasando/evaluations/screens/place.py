"""Where a person stands in the work screens: their agency, the stage of an address, and what they may do there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from sasando.evaluations.access import SELF, judging_acts, today
from sasando.evaluations.grants import CONTACT, ROLES
from sasando.evaluations.models import Stage
from sasando.evaluations.screens.stage_words import days_left, name_of, origin_label
from sasando.evaluations.visible import is_contact_only, may, stage_seen
from sasando.organizations.people import person_of
from sasando.organizations.queries import Staff, staff_of


@dataclass(frozen=True, slots=True)
class Opened:
    """A stage as one person has it open."""

    staff: Staff
    stage: Stage
    stages: tuple[Stage, ...]

    @property
    def is_self(self) -> bool:
        return self.stage.code == SELF

    def may(self, act: str) -> bool:
        """Whether the person's roles may do an act of this app; the act asks again."""
        return may(self.staff, act)

    @property
    def may_enter(self) -> bool:
        """Whether the stage is open and the person's roles judge or draft in it."""
        names = [name.partition(".")[2] for name in judging_acts(self.stage)]
        return self.stage.state == Stage.State.OPEN and any(map(self.may, names))

    @property
    def is_contact(self) -> bool:
        return self.staff.roles <= {CONTACT}

    def context(self) -> dict[str, Any]:
        """What every work screen shows of where it stands."""
        return {
            "stage": self.stage,
            "stages": [(one, stage_link(self, one)) for one in self.stages],
            "evaluation_name": name_of(self.stage),
            "evaluation_address": evaluation_address(self),
            "stage_address": stage_address(self),
            "left": days_left(self.stage.due, today(self.stage)),
            "origin": origin_label(self.stage),
            "is_open": self.stage.state == Stage.State.OPEN,
            "is_sealed": self.stage.state == Stage.State.SEALED,
            "can": {name: self.may(name) for name in ROLES},
        }


def open_place(request: HttpRequest, slug: str, evaluation: UUID, code: str) -> Opened:
    """The stage of an address, for the person who asks. Two queries, three for somebody from outside.

    Raises:
        Http404: no role in the agency, or no such stage for them.
    """
    staff = staff_of(person_of(request), slug)
    return Opened(staff, *stage_seen(staff, evaluation, code))


def whole_place(request: HttpRequest, slug: str, evaluation: UUID, code: str) -> Opened:
    """As `open_place`, for a page about the whole stage: a PIC OPD, who sees their own part alone, finds none.

    Raises:
        Http404: as there, or the person sees a part alone.
    """
    here = open_place(request, slug, evaluation, code)
    if is_contact_only(here.staff):
        raise Http404(code)
    return here


def evaluation_address(here: Opened) -> str:
    """The page of the evaluation."""
    place = {"slug": here.staff.agency.slug, "evaluation": here.stage.evaluation_id}
    return reverse("evaluation", kwargs=place)


def stage_address(here: Opened) -> str:
    """The page of the stage; its indicators lie below."""
    return stage_link(here, here.stage)


def stage_link(here: Opened, stage: Stage) -> str:
    """The page of a stage of the same evaluation."""
    return f"{evaluation_address(here)}{stage.code}/"
