"""What allauth does to a person's second step, told to the journal."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.dispatch import Signal

from sasando.organizations.actions.people import record_second_step
from sasando.organizations.models import User


def _listen(signal: Signal, what: str) -> None:
    def told(user: User, authenticator: Authenticator, **_: Any) -> None:
        record_second_step(user, str(authenticator.type), what)

    signal.connect(told, weak=False, dispatch_uid=f"organizations.second_step_{what}")


for _signal, _what in (
    (authenticator_added, "added"),
    (authenticator_removed, "removed"),
    (authenticator_reset, "reset"),
):
    _listen(_signal, _what)
