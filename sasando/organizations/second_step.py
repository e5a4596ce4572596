"""Who must sign in by two steps, and whether they do: the operator, and those who answer for an agency."""

from __future__ import annotations

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from sasando.organizations.models import User
from sasando.organizations.queries import memberships_of


def is_owed(request: HttpRequest) -> bool:
    """Whether the signed-in person must set up the second step before going on. No query after a two-step sign-in."""
    user = request.user
    if not isinstance(user, User):
        return False
    if any(record.get("method") == "mfa" for record in get_authentication_records(request, user)):
        return False
    return must_have(user) and not has(user)


def must_have(user: User) -> bool:
    """Whether a person's duties ask for the second step. At most one query."""
    return user.is_operator or any(one.role in one.NEED_SECOND_STEP for one in memberships_of(user))


def has(user: User) -> bool:
    """Whether the second step is set up. One query."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists())
