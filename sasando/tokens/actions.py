"""Making and revoking personal tokens, and noting the day of their use."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from sasando.kernel.act import Context, NothingToDo, Outcome, act
from sasando.kernel.actor import Actor
from sasando.kernel.grant_table import NATIONAL
from sasando.kernel.kept_answers import forget_answers_naming
from sasando.kernel.one_line import one_line
from sasando.organizations.faults import RejectedError
from sasando.organizations.models import User
from sasando.tokens.models import PersonalToken
from sasando.tokens.queries import PREFIX, digest_of
from sasando.ui.words import text as _

LONGEST_LIFE = 365
MOST_TOKENS = 20
LONGEST_NAME = 80


class TokenError(RejectedError):
    """A token cannot be made; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Made:
    """A token fresh from its making, with the secret that is shown this once."""

    token: PersonalToken
    secret: str


def make_token(by: User, name: str, days: int, *, reads_only: bool = True) -> Made:
    """Make a token of `by` that works for `days` days.

    Raises:
        TokenError: no name, too long a life, or too many tokens that still work.
        RefusedError: the person's account is not active.
    """
    name = one_line(name)
    if not 0 < len(name) <= LONGEST_NAME:
        said = _("Beri nama, paling panjang %(count)s huruf, misalnya program yang memakainya.")
        raise TokenError(said % {"count": LONGEST_NAME}, "name")
    if not 0 < days <= LONGEST_LIFE:
        raise TokenError(_("Masa berlaku 1 sampai %(count)s hari.") % {"count": LONGEST_LIFE}, "days")
    secret = PREFIX + secrets.token_urlsafe(32)

    def change(context: Context) -> Outcome:
        now = timezone.now()
        User.objects.select_for_update().get(id=by.id)  # one token of a person at a time
        if by.personal_tokens.filter(revoked_at=None, expires_at__gt=now).count() >= MOST_TOKENS:
            said = _("Sudah ada %(count)s token yang berlaku; cabut yang tidak dipakai lagi.")
            raise TokenError(said % {"count": MOST_TOKENS})
        made = PersonalToken.objects.create(
            user=by,
            name=name,
            digest=digest_of(secret),
            reads_only=reads_only,
            made_at=now,
            expires_at=now + timedelta(days=days),
        )
        about = {"name": name, "expires_at": made.expires_at.isoformat(), "reads_only": reads_only}
        context.record(f"token:{made.id}", about)
        return {"token": str(made.id)}

    request = {"name": name, "days": days, "reads_only": reads_only}
    made = act(Actor.user(by.id), "tokens.make", scope=NATIONAL, request=request, change=change)
    return Made(PersonalToken.objects.get(id=made["token"]), secret)


def revoke_token(by: User, token: PersonalToken) -> None:
    """Revoke a token of one's own; nothing where it was revoked before.

    Raises:
        TokenError: it is somebody else's.
    """
    if token.user_id != by.id:
        raise TokenError(_("Token ini bukan milik Anda."))

    def change(context: Context) -> Outcome:
        if not PersonalToken.objects.filter(id=token.id, revoked_at=None).update(revoked_at=timezone.now()):
            raise NothingToDo({})
        context.record(f"token:{token.id}", {"name": token.name})
        return {}

    request = {"token": str(token.id)}
    act(Actor.user(by.id), "tokens.revoke", scope=NATIONAL, request=request, change=change)


def tokens(_context: Context, user: User) -> int:
    """Let every token of a person stop working and forget what it was for; called when the account is closed."""
    revoked = PersonalToken.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())
    PersonalToken.objects.filter(user=user).update(name="-")
    return revoked


def answers(_context: Context, user: User) -> int:
    """Let go of what was answered to programs and names the person; called when the account is closed."""
    return forget_answers_naming(user.name)


def note_use(token: PersonalToken, today: date) -> None:
    """Note that a token was used today by its owner's clock; one write and one entry a day, however often it is."""
    if token.last_used_on == today:
        return

    def change(context: Context) -> Outcome:
        unnoted = PersonalToken.objects.filter(id=token.id).exclude(last_used_on=today)
        if not unnoted.update(last_used_on=today):
            raise NothingToDo({})
        context.record(f"token:{token.id}", {"name": token.name, "day": today.isoformat()})
        return {}

    request = {"token": str(token.id), "day": today.isoformat()}
    act(Actor.user(token.user_id), "tokens.use", scope=NATIONAL, request=request, change=change)
