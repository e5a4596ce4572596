"""Comments on anything that an app has registered as a subject."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from sasando.kernel.ids import new_id
from sasando.organizations.models import User


class Comment(models.Model):
    """What somebody says of a subject; all comments of a subject, by time, are its thread.

    `scope` is `agency:<slug>`. The words never change; a comment is resolved, and opened again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    scope = models.CharField(max_length=120)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField()
    at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "id"]
        indexes: ClassVar = [models.Index(fields=["subject_kind", "subject_id"], name="comment_by_subject")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(text=""), name="comment_has_words"),
            models.CheckConstraint(
                condition=models.Q(resolved_at=None, resolved_by=None)
                | models.Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="comment_resolved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}: {self.text[:40]}"
