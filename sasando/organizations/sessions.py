"""Who comes with a cookie: the session and its person, read at every request of the staff.

Both are Django's and allauth's own, with their one query compiled once.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.db.models import CharField, DateTimeField, UUIDField
from django.utils import timezone

from sasando.kernel.compiled import Compiled
from sasando.organizations.models import User

_sessions = Compiled(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now),
    key=CharField(),
    now=DateTimeField(),
)
_people = Compiled(lambda person: User.objects.filter(id=person), person=UUIDField())


class SessionStore(db.SessionStore):
    """Sessions in the database (`SESSION_ENGINE` names this module)."""

    def _get_session_from_db(self) -> Session | None:
        found = _sessions(key=self.session_key, now=timezone.now())
        if not found:
            self._session_key = None
            return None
        return found[0]

    def save(self, must_create: bool = False) -> None:
        """As Django's, but a database that is busy stays that fault, which is answered by "again in a moment".

        Django takes it for a session that was ended meanwhile, whose answer sends people away from what they typed.
        """
        try:
            super().save(must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError):
                raise error.__context__ from None
            raise

    def decode(self, session_data: Any) -> dict[str, Any]:
        """What a session holds. A signature that was checked once need not be checked at every request."""
        held: dict[str, Any] = json.loads(_decoded(session_data))
        return held


@lru_cache(maxsize=1024)
def _decoded(session_data: str) -> str:
    """As JSON, which is what sessions are made of: each request takes its own from it."""
    return json.dumps(db.SessionStore().decode(session_data))


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Sign-in by e-mail and password, as allauth does it."""

    def get_user(self, user_id: UUID) -> Any:
        """The person of a session; None where they may no longer come."""
        found = _people(person=user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None
