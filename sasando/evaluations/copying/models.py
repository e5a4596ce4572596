"""Which drafts began as a text of an earlier evaluation."""

from __future__ import annotations

from django.db import models

from sasando.instruments.models import Node
from sasando.organizations.models import User


class TakenText(models.Model):
    """The draft of an answer was taken from `origin` of another evaluation; all of one act share `taking`.

    Nobody changed it since as long as the answer keeps `revision`.
    """

    answer = models.OneToOneField(
        "evaluations.Answer", on_delete=models.PROTECT, primary_key=True, related_name="taken_text"
    )
    taking = models.UUIDField(db_index=True)
    source = models.ForeignKey("evaluations.Evaluation", on_delete=models.PROTECT, related_name="+")
    origin = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.source_id}"
