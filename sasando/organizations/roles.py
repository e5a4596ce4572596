"""Which roles a person holds where: what the table of grants asks for at every act."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

from sasando.kernel.actor import ANONYMOUS, Actor
from sasando.kernel.reading import rows

OPERATOR = "operator"
PERSON = "person"  # whoever has an active account, in every scope
ANYBODY = "anybody"  # whoever comes without one
_PREFIX = "user:"

_HELD = """
SELECT u.is_operator, m.role, m.valid_from, m.valid_to, a.timezone
FROM organizations_user u
LEFT JOIN organizations_agency a ON a.slug = %s AND a.hosted
LEFT JOIN organizations_membership m ON m.user_id = u.id AND m.agency_id = a.id
WHERE u.id = %s AND u.is_active"""


def roles_of_person(actor: Actor, scope: str) -> set[str]:
    """The roles of a `user:<uuid>` in a scope, today. One query, none for other actors.

    Only an active user has any: `person` and, for operators, `operator` in every scope, and those of the
    memberships in an agency that is hosted.
    """
    if actor == ANONYMOUS:
        return {ANYBODY}
    if not actor.text.startswith(_PREFIX):
        return set()
    agency = scope.partition("agency:")[2]
    held: set[str] = set()
    for is_operator, role, valid_from, valid_to, zone in rows(_HELD, [agency, _stored(actor)]):
        held.add(PERSON)
        if is_operator:
            held.add(OPERATOR)
        if role is not None and is_valid(valid_from, valid_to, today_in(zone)):
            held.add(role)
    return held


def today_in(zone: str) -> date:
    """The day it is in an agency's zone."""
    return timezone.now().astimezone(ZoneInfo(zone)).date()


def is_valid(valid_from: date | str, valid_to: date | str | None, today: date) -> bool:
    """Whether a span of days, both ends included, holds `today`. SQLite gives days as text."""
    day = today.isoformat()
    return str(valid_from) <= day and (valid_to is None or day <= str(valid_to))


def _stored(actor: Actor) -> str:
    """The id as the engine compares it: SQLite keeps 32 digits."""
    identifier = actor.text.removeprefix(_PREFIX)
    return identifier if connection.features.has_native_uuid_field else identifier.replace("-", "")
