"""Names and codes that were kept before `one_line` became the rule of every door are brought onto one line, once."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import QuerySet

from sasando.kernel.act import Change, Context, NothingToDo, Outcome, act
from sasando.kernel.actor import Actor
from sasando.kernel.grant_table import NATIONAL
from sasando.kernel.one_line import one_line
from sasando.kernel.receipts import is_kept
from sasando.organizations.models import Agency, Invitation, Unit, User
from sasando.organizations.unit_rows import code_of

Named = TypeVar("Named", User, Invitation)
RULE = "one-line-1"  # another once `one_line` leaves out more than it does
_ACT = "organizations.tidy_names"
_LONGEST = 200
_AT_ONCE = 200


def tidy_names(actor: Actor) -> int:
    """Bring every name of a person and an invitation, and every name and code of a unit, onto one line; how many
    people, invitations and units there were.

    Where nothing of a name can be seen, the e-mail address stands for it, for a unit its code; a code that is taken,
    or of which nothing can be seen, is made from the name. The journal of an agency tells its units, as at any change
    of them; the national one tells whose names, not which. The receipt of its entry is the mark that all was done:
    every door since keeps one line alone, so that from then on this is one query.
    """
    if is_kept(actor, _ACT, RULE):
        return 0
    untidy = {unit.agency_id for unit in Unit.objects.all() if _is_untidy(unit)}
    units = sum(_tidy_units(actor, agency) for agency in Agency.objects.filter(id__in=untidy))
    return units + _tidy_people(actor)


def _tidy_people(actor: Actor) -> int:
    def change(context: Context) -> Outcome:
        users = _untidy(User.objects.select_for_update())
        invitations = _untidy(Invitation.objects.select_for_update())
        User.objects.bulk_update(users, ["name"], batch_size=_AT_ONCE)
        Invitation.objects.bulk_update(invitations, ["name"], batch_size=_AT_ONCE)
        context.record(
            "names",
            {"users": [str(one.id) for one in users], "invitations": [str(one.id) for one in invitations]},
        )
        return {"tidied": len(users) + len(invitations)}

    return _tidied(actor, NATIONAL, change, key=RULE)


def _tidy_units(actor: Actor, agency: Agency) -> int:
    def change(context: Context) -> Outcome:
        every = list(Unit.objects.filter(agency=agency).select_for_update())
        units = [one for one in every if _is_untidy(one)]
        if not units:
            raise NothingToDo({"tidied": 0})
        taken = {one.code.upper() for one in every if not _is_untidy(one)}
        for one in units:
            one.code = _free(one, taken)
            one.name = one_line(one.name) or one.code
            taken.add(one.code.upper())
        Unit.objects.bulk_update(units, ["name", "code"], batch_size=_AT_ONCE)
        said = [{"unit": str(one.id), "code": one.code, "name": one.name} for one in units]
        context.record(f"agency:{agency.slug}", {"units": said})
        return {"tidied": len(units)}

    return _tidied(actor, f"agency:{agency.slug}", change)


def _tidied(actor: Actor, scope: str, change: Change, key: str | None = None) -> int:
    return int(act(actor, _ACT, scope=scope, request={}, change=change, key=key)["tidied"])


def _is_untidy(unit: Unit) -> bool:
    return unit.name != one_line(unit.name) or unit.code != one_line(unit.code)


def _free(unit: Unit, taken: set[str]) -> str:
    """The code of a unit on one line, or another where that is empty or taken."""
    code = one_line(unit.code)
    return code if code and code.upper() not in taken else code_of(one_line(unit.name), taken)


def _untidy(found: QuerySet[Named]) -> list[Named]:
    """Those whose name is not one line of what can be seen, with the name they should have. One query."""
    untidy = [one for one in found if one.name != one_line(one.name)]
    for one in untidy:
        one.name = one_line(one.name) or one.email[:_LONGEST]
    return untidy
