"""People who ask the API: by a personal token, with both steps set up where their role needs it."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client

from sasando.api.tests.asking import PREFIX
from sasando.evaluations.models import Stage
from sasando.organizations.models import User
from sasando.organizations.queries import clock_of
from sasando.organizations.roles import today_in
from sasando.tokens.actions import make_token, note_use
from sasando.tokens.queries import valid_token


def with_second_step(user: User) -> User:
    """The person, a second step set up."""
    Authenticator.objects.get_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "x"}}
    )
    return user


def secret_of(user: User, *, reads_only: bool = False) -> str:
    """The secret of a fresh token whose use today has been noted."""
    made = make_token(with_second_step(user), "uji", 30, reads_only=reads_only)
    found = valid_token(made.secret)
    assert found is not None
    note_use(found, today_in(clock_of(user)))
    return made.secret


def by_token(user: User, *, reads_only: bool = False) -> Client:
    """A program of this person."""
    secret = secret_of(user, reads_only=reads_only)
    return Client(headers={"authorization": f"Bearer {secret}"}, enforce_csrf_checks=True)


def place(stage: Stage, below: str = "") -> str:
    """The address of a stage, or of something below it."""
    evaluation = stage.evaluation
    base = f"{PREFIX}agencies/{evaluation.agency.slug}/evaluations/{evaluation.id}/stages/{stage.code}"
    return f"{base}/{below}" if below else base


def send(client: Client, method: str, address: str, body: Any = None, key: str = "") -> Any:
    """One request with a JSON body."""
    headers = {"Idempotency-Key": key} if key else {}
    ask = getattr(client, method.lower())
    return ask(address, body or {}, content_type="application/json", headers=headers)


def told(response: Any, status: int = 200) -> Any:
    """The JSON of an answer of a status."""
    assert response.status_code == status, response.content.decode()
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    return response.json()
