"""What a person changes about themselves."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password

from sasando.kernel.act import Context, Outcome, act
from sasando.kernel.actor import Actor
from sasando.kernel.grant_table import NATIONAL
from sasando.organizations.models import User


def set_password(user: User, password: str) -> None:
    """Set a person's password, by an act of that person; the journal holds neither it nor its hash.

    Raises:
        RefusedError: the person's account is not active.
    """
    hashed = make_password(password)  # slow on purpose, hence before the act

    def change(context: Context) -> Outcome:
        User.objects.filter(id=user.id).update(password=hashed)
        context.record(f"user:{user.id}", {})
        return {}

    act(Actor.user(user.id), "organizations.set_password", scope=NATIONAL, request={}, change=change)
    user.password = hashed
