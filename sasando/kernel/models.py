"""What the kernel keeps: receipts, the chained journal, files, long work and imports."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from sasando.kernel.ids import new_id
from sasando.kernel.immutable import immutable


class Receipt(models.Model):
    """The outcome of an act that carried a key, so that a repeated request gets it without acting again."""

    actor = models.CharField(max_length=60)
    act = models.CharField(max_length=80)
    key = models.CharField(max_length=100)
    request_digest = models.CharField(max_length=64)
    outcome = models.TextField(blank=True, help_text="canonical JSON; empty only while the act runs")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["actor", "act", "key"], name="receipt_once_per_key"),
        ]
        indexes: ClassVar = [models.Index(fields=["act", "at"], name="receipt_by_time")]

    def __str__(self) -> str:
        return f"{self.actor} {self.act} {self.key}"


class Chain(models.Model):
    """The head of one journal: `national`, or `agency:<slug>`."""

    key = models.CharField(max_length=120, primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.key} {self.seq}"


@immutable
class Entry(models.Model):
    """One act in the journal. `hash` is over everything here and `prev`, the hash of the entry before."""

    id = models.BigAutoField(primary_key=True)
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="entries")
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    grants = models.CharField(max_length=200)
    unit = models.CharField(max_length=120, blank=True)
    act = models.CharField(max_length=80)
    object = models.CharField(max_length=200)
    body = models.TextField()
    prev = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "seq"], name="entry_once_per_seq"),
        ]
        indexes: ClassVar = [models.Index(fields=["chain", "at"], name="entry_by_time")]

    def __str__(self) -> str:
        return f"{self.chain_id} {self.seq} {self.act}"


class Blob(models.Model):
    """A file by its content: stored once per scope, whatever it is called."""

    class State(models.TextChoices):
        ARRIVING = "arriving"
        STORED = "stored"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    scope = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    mime = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=State, default=State.ARRIVING)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scope", "sha256"], name="blob_once_per_scope"),
            models.CheckConstraint(
                condition=models.Q(state__in=["arriving", "stored"]), name="blob_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256


class Job(models.Model):
    """Long work in the worker. `total` 0: not known yet; `cancel`: somebody asked it to stop."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    ENDED = (State.DONE, State.FAILED, State.CANCELLED)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=80)
    scope = models.CharField(max_length=120)
    owner = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    cancel = models.BooleanField(default=False)
    request = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True, help_text="when its worker last gave a sign of life")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "running", "done", "failed", "cancelled"]),
                name="job_state_known",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "created_at"], name="job_queue")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class ImportBatch(models.Model):
    """A file that was looked at or taken in: what it held and what was found in it."""

    class State(models.TextChoices):
        PREVIEWED = "previewed"
        APPLIED = "applied"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=80)
    scope = models.CharField(max_length=120)
    file_sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    verdicts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=["previewed", "applied", "refused"]), name="batch_state_known"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "file_sha256"], name="batch_by_file")]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_sha256[:12]}"
