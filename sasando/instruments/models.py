"""Instrument versions as they were loaded. None of them ever changes (DESIGN.md rule 1)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from sasando.kernel.ids import new_id
from sasando.kernel.immutable import immutable


@immutable
class Instrument(models.Model):
    """One version of one instrument: its canonical JSON and the digest over it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, unique=True)
    content = models.TextField()
    status = models.CharField(max_length=10)
    scorable = models.BooleanField()
    ordinal = models.PositiveIntegerField(help_text="the how-manieth version of this key, from 1")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "version"], name="instrument_version_once"),
            models.UniqueConstraint(fields=["key", "ordinal"], name="instrument_ordinal_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.version})"


class InForce(models.Model):
    """Which instrument of a family measures a year, and by which law. `until` 9999: no end known."""

    OPEN_END = 9999

    family = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    since = models.PositiveIntegerField()
    until = models.PositiveIntegerField(default=OPEN_END)
    law = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["family", "since"], name="in_force_start_once"),
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")), name="in_force_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.since}-{self.until}"


@immutable
class Node(models.Model):
    """A node of an instrument, so that answers and published values can point to it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="nodes")
    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=20)
    name = models.CharField(max_length=300)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    ordinal = models.PositiveIntegerField()
    low = models.CharField(max_length=20, blank=True, help_text="lowest value, as an exact fraction in text")
    high = models.CharField(max_length=20, blank=True)
    items_max = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["instrument", "code"], name="node_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


@immutable
class Criterion(models.Model):
    """What a level of a node asks, with the digest that judgements are tied to."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="criteria")
    level = models.PositiveIntegerField()
    status = models.CharField(max_length=10)
    text = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["node", "level"], name="criterion_level_once"),
        ]

    def __str__(self) -> str:
        return f"{self.node_id}: {self.level}"
