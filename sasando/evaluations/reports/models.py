"""Which template of its own an agency uses for a document; the file itself lies beside the database."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from sasando.kernel.ids import new_id
from sasando.kernel.immutable import immutable
from sasando.organizations.models import Agency, User


@immutable
class ReportTemplate(models.Model):
    """The choice of an agency for one document; the latest revision counts. `sha256` "": back to ours."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="report_templates")
    document = models.CharField(max_length=40)
    revision = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "document", "revision"], name="report_template_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.document} {self.revision}"
