"""Personal tokens: how a person's own programs sign in to the API."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

from sasando.kernel.ids import new_id
from sasando.organizations.models import User


class PersonalToken(models.Model):
    """A named secret of one person, good until `expires_at`; it acts as that person and is never wider.

    Only `digest`, the SHA-256 of the secret, is kept. `reads_only`: it changes nothing. `last_used_on` is a day by
    the clock of its owner, so that using a token writes at most once a day.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="personal_tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    reads_only = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(name=""), name="token_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")), name="token_expires_after_it_is_made"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_valid(self, now: datetime) -> bool:
        """Whether it opens anything at a moment."""
        return self.revoked_at is None and now < self.expires_at
