"""Making an agency of the directory one that has staff here."""

from __future__ import annotations

from sasando.kernel.act import Context, NothingToDo, Outcome, act
from sasando.kernel.actor import Actor
from sasando.kernel.grant_table import NATIONAL
from sasando.organizations.faults import RejectedError
from sasando.organizations.models import Agency
from sasando.ui.words import text as _


def host_agency(actor: Actor, agency: Agency) -> bool:
    """Let an agency have staff, units and evaluations; False where it had before.

    Raises:
        RejectedError: it is no government of its own (a district of Jakarta).
        RefusedError: the actor is no operator.
    """
    if not agency.has_government:
        raise RejectedError(_("Wilayah ini tidak punya pemerintahan sendiri; pilih provinsinya."))

    def change(context: Context) -> Outcome:
        if not Agency.objects.filter(id=agency.id, hosted=False).update(hosted=True):
            raise NothingToDo({"new": False})
        context.record(f"agency:{agency.slug}", {})
        return {"new": True}

    outcome = act(
        actor, "organizations.host_agency", scope=NATIONAL, request={"agency": agency.slug}, change=change
    )
    agency.hosted = True
    return bool(outcome["new"])
