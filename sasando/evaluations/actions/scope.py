"""The scope of acts on evaluations, and the actor of a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sasando.evaluations.models import Stage
from sasando.kernel.act import Change, Outcome, act
from sasando.kernel.actor import Actor
from sasando.organizations.models import Agency, User


def scope_of(agency: Agency) -> str:
    """The journal and the grants of an agency."""
    return f"agency:{agency.slug}"


def actor_of(user: User) -> Actor:
    """A person as the journal names them."""
    return Actor.user(user.id)


def stage_act(
    by: User, stage: Stage, name: str, request: Mapping[str, Any], change: Change, *, key: str | None = None
) -> Outcome:
    """An act of this app on one stage, in the scope of its agency; `name` without the app's."""
    return act(
        actor_of(by),
        f"evaluations.{name}",
        scope=scope_of(stage.evaluation.agency),
        request={"stage": str(stage.id), **request},
        change=change,
        key=key,
    )
