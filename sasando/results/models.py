"""What has been published about the agencies: results, means and targets, each with its source."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from sasando.instruments.models import Instrument
from sasando.kernel.fields import Fixed4Field
from sasando.kernel.ids import new_id
from sasando.kernel.immutable import immutable
from sasando.organizations.models import Agency


class Measure(models.Model):
    """Something that is measured every year: SPBE or Pemdi (one family), reform, satisfaction."""

    key = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=40)
    family = models.CharField(max_length=20, help_text="measures that follow each other share one")

    def __str__(self) -> str:
        return self.name


class Publication(models.Model):
    """One revision of one published table, report or news item.

    `rank` says which publication counts where several print the same agency and year: the lower first.
    """

    class Coverage(models.TextChoices):
        NATIONAL = "national"
        SINGLE = "single"
        MEANS = "means"

    class Rank(models.IntegerChoices):
        MINISTRY_TABLE = 1, "tabel kementerian"
        MINISTRY_REPORT = 2, "laporan kementerian untuk instansi itu"
        NEWS = 3, "berita"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT)
    year = models.PositiveIntegerField()
    authority = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    address = models.CharField(max_length=500, blank=True)
    coverage = models.CharField(max_length=10, choices=Coverage)
    rank = models.PositiveSmallIntegerField(choices=Rank)
    predicate_reading = models.CharField(max_length=10)
    revision = models.PositiveIntegerField()
    supersedes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    current = models.BooleanField(default=True, help_text="no later revision supersedes it")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["measure", "year", "authority", "title", "revision"], name="publication_revision_once"
            ),
            models.UniqueConstraint(
                fields=["measure", "year", "authority", "title"],
                condition=models.Q(current=True),
                name="publication_one_current",
            ),
            models.CheckConstraint(
                condition=models.Q(predicate_reading__in=["exact", "rounded"]),
                name="publication_reading_known",
            ),
            models.CheckConstraint(
                condition=models.Q(coverage__in=["national", "single", "means"]),
                name="publication_coverage_known",
            ),
            models.CheckConstraint(condition=models.Q(rank__in=[1, 2, 3]), name="publication_rank_known"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.year}, revisi {self.revision})"


class Marking(models.TextChoices):
    """How a figure came into the table."""

    PRINTED = "printed"
    RECONSTRUCTED = "reconstructed"


_MARKING_KNOWN = models.Q(status__in=["printed", "reconstructed"])


@immutable
class PublishedResult(models.Model):
    """The index of one agency in one publication, as printed. `predicate` is empty where none is printed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="results")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="published_results")
    value = Fixed4Field()
    predicate = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=16, choices=Marking, default=Marking.PRINTED)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "agency"], name="result_once_per_agency"),
            models.CheckConstraint(condition=_MARKING_KNOWN, name="result_marking_known"),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.value}"


@immutable
class PublishedValue(models.Model):
    """A printed value below the index: of a domain, an aspect or an indicator."""

    id = models.BigAutoField(primary_key=True)
    result = models.ForeignKey(PublishedResult, on_delete=models.PROTECT, related_name="values")
    node_code = models.CharField(max_length=40)
    value = Fixed4Field()
    status = models.CharField(max_length=16, choices=Marking, default=Marking.PRINTED)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["result", "node_code"], name="value_once_per_node"),
            models.CheckConstraint(condition=_MARKING_KNOWN, name="value_marking_known"),
        ]

    def __str__(self) -> str:
        return f"{self.node_code}: {self.value}"


@immutable
class PublishedMean(models.Model):
    """A mean as the report prints it: of the country ("nasional") or of one kind of agency."""

    id = models.BigAutoField(primary_key=True)
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="means")
    scope = models.CharField(max_length=40)
    node_code = models.CharField(max_length=40)
    value = Fixed4Field()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "scope", "node_code"], name="mean_once_per_node"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.node_code}: {self.value}"


@immutable
class Target(models.Model):
    """A target an agency set itself; a correction is a new revision with its reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="targets")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT)
    year = models.PositiveIntegerField()
    revision = models.PositiveIntegerField()
    value = Fixed4Field()
    source = models.CharField(max_length=300)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "measure", "year", "revision"], name="target_revision_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.year}: {self.value}"
