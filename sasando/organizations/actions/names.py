"""Names that were kept before `one_line` became the rule of every door are brought onto one line."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import QuerySet

from sasando.kernel.act import Change, Context, NothingToDo, Outcome, act
from sasando.kernel.actor import Actor
from sasando.kernel.grant_table import NATIONAL
from sasando.kernel.one_line import one_line
from sasando.organizations.models import Agency, Invitation, Unit, User

Named = TypeVar("Named", User, Invitation, Unit)
_LONGEST = 200
_AT_ONCE = 200


def tidy_names(actor: Actor) -> int:
    """Bring every name of a person, an invitation and a unit onto one line; how many there were.

    Where nothing of a name can be seen, the e-mail address stands for it, for a unit its code. The journal of an
    agency tells the names of its units, as at any change of them; the national one tells whose names, not which.
    Where all are tidy nothing is written: three queries.
    """
    people = _untidy(User.objects.all(), "email"), _untidy(Invitation.objects.all(), "email")
    agencies = {unit.agency_id for unit in _untidy(Unit.objects.all(), "code")}
    tidied = _tidy_people(actor) if any(people) else 0
    return tidied + sum(_tidy_units(actor, one) for one in Agency.objects.filter(id__in=agencies))


def _tidy_people(actor: Actor) -> int:
    def change(context: Context) -> Outcome:
        users = _untidy(User.objects.select_for_update(), "email")
        invitations = _untidy(Invitation.objects.select_for_update(), "email")
        if not users and not invitations:
            raise NothingToDo({"tidied": 0})
        User.objects.bulk_update(users, ["name"], batch_size=_AT_ONCE)
        Invitation.objects.bulk_update(invitations, ["name"], batch_size=_AT_ONCE)
        context.record(
            "names",
            {"users": [str(one.id) for one in users], "invitations": [str(one.id) for one in invitations]},
        )
        return {"tidied": len(users) + len(invitations)}

    return _tidied(actor, NATIONAL, change)


def _tidy_units(actor: Actor, agency: Agency) -> int:
    def change(context: Context) -> Outcome:
        units = _untidy(Unit.objects.filter(agency=agency).select_for_update(), "code")
        if not units:
            raise NothingToDo({"tidied": 0})
        Unit.objects.bulk_update(units, ["name"], batch_size=_AT_ONCE)
        said = [{"code": one.code, "name": one.name} for one in units]
        context.record(f"agency:{agency.slug}", {"units": said})
        return {"tidied": len(units)}

    return _tidied(actor, f"agency:{agency.slug}", change)


def _tidied(actor: Actor, scope: str, change: Change) -> int:
    return int(act(actor, "organizations.tidy_names", scope=scope, request={}, change=change)["tidied"])


def _untidy(found: QuerySet[Named], instead: str) -> list[Named]:
    """Those whose name is not one line of what can be seen, with the name they should have. One query."""
    untidy = [one for one in found if one.name != one_line(one.name)]
    for one in untidy:
        one.name = one_line(one.name) or getattr(one, instead)[:_LONGEST]
    return untidy
