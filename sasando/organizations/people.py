"""The person who asks."""

from __future__ import annotations

from django.http import HttpRequest

from sasando.kernel.actor import Actor
from sasando.organizations.models import User


def person_of(request: HttpRequest) -> User:
    """The signed-in person; the gate has let nobody else through to the staff's pages.

    Raises:
        TypeError: nobody has signed in; that is a mistake in the program.
    """
    user = request.user
    if not isinstance(user, User):
        raise TypeError("a page of the staff stands outside the gate")
    return user


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in person as an actor."""
    return Actor.user(person_of(request).id)
