"""Accounts: an operator made at the shell, and what a person changes about themselves."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from sasando.kernel.act import Context, Outcome, act
from sasando.kernel.actor import Actor
from sasando.kernel.grant_table import NATIONAL
from sasando.kernel.one_line import one_line
from sasando.organizations.faults import RejectedError
from sasando.organizations.models import User
from sasando.ui.words import text as _


def create_operator(actor: Actor, email: str, name: str, password: str) -> User:
    """Make the account of an operator with a password typed at a terminal.

    Raises:
        RejectedError: the address has an account already, or the password is too easy.
    """
    user = User(email=email.lower(), name=one_line(name), is_operator=True)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise RejectedError(" ".join(error.messages), "password") from None
    user.password = make_password(password)

    def change(context: Context) -> Outcome:
        if User.objects.filter(email=user.email).exists():
            raise RejectedError(_("Email ini sudah punya akun."), "email")
        user.save(force_insert=True)
        context.record(f"user:{user.id}", {})
        return {}

    act(actor, "organizations.create_operator", scope=NATIONAL, request={}, change=change)
    return user


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


def choose_language(user: User, language: str) -> None:
    """Keep the language a person reads, which letters to them are written in; nothing where it is theirs already."""
    if user.language == language:
        return

    def change(context: Context) -> Outcome:
        User.objects.filter(id=user.id).update(language=language)
        context.record(f"user:{user.id}", request)
        return {}

    request = {"language": language}
    act(Actor.user(user.id), "organizations.choose_language", scope=NATIONAL, request=request, change=change)
    user.language = language


def record_second_step(user: User, kind: str, what: str) -> None:
    """Write into the journal that a person's second step or recovery codes (`kind`) were added, removed or reset.

    The library has done it by then, in its own tables.
    """
    _change_second_step(user, {"kind": kind, "what": what})


def replace_phone(user: User, secret: str) -> None:
    """Let the phone that holds `secret` do a person's second step in place of the old one, by an act of that person.

    The recovery codes stay. The caller has asked for proof by the old phone or a recovery code.

    Raises:
        RefusedError: the person's account is not active.
    """

    def replace() -> None:
        Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
        TOTP.activate(user, secret)

    _change_second_step(user, {"kind": str(Authenticator.Type.TOTP.value), "what": "replaced"}, replace)


def _change_second_step(user: User, request: dict[str, str], done: Callable[[], None] = lambda: None) -> None:
    def change(context: Context) -> Outcome:
        done()
        context.record(f"user:{user.id}", request)
        return {}

    name = "organizations.change_second_step"
    act(Actor.user(user.id), name, scope=NATIONAL, request=request, change=change)
