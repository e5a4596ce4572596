"""Everything that reads personal tokens."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.utils import timezone

from sasando.organizations.models import User
from sasando.tokens.models import PersonalToken

PREFIX = "sasando_"  # so that scanners of leaked secrets know it


def digest_of(secret: str) -> str:
    """What is kept of a secret. It has 256 bits of chance, so that a plain SHA-256 cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def valid_token(secret: str) -> PersonalToken | None:
    """The token of a secret with its person, or None where it opens nothing now. One query, none for other texts."""
    if not secret.startswith(PREFIX):
        return None
    found = PersonalToken.objects.select_related("user").filter(digest=digest_of(secret)).first()
    if found is None or not found.user.is_active or not found.is_valid(timezone.now()):
        return None
    return found


def tokens_of(user: User) -> list[PersonalToken]:
    """A person's tokens, the newest first; revoked ones are left out. One query."""
    return list(PersonalToken.objects.filter(user=user, revoked_at=None))


def token_of(user: User, identifier: UUID) -> PersonalToken | None:
    """One of a person's tokens, or None. One query."""
    return PersonalToken.objects.filter(user=user, id=identifier).first()
