"""Evaluations and their stages; in each stage an answer per indicator, and judgements that never change.

`Answer` is the working cell, `Judgement` what was decided (DESIGN.md rule 3).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sasando.evaluations.copying.models import TakenText  # noqa: F401  # Django looks for models here
from sasando.evaluations.reports.models import ReportTemplate  # noqa: F401  # Django looks for models here
from sasando.instruments.models import Instrument, Node
from sasando.kernel.fields import Rational
from sasando.kernel.ids import new_id
from sasando.kernel.immutable import immutable
from sasando.organizations.models import Agency, Unit, User
from sasando.results.models import Publication


class Evaluation(models.Model):
    """One agency, one instrument, one year, one kind; `label` tells several simulations of a year apart.
    `absence` holds why the agency did not take part (*tidak mengikuti*), which is a result too; empty: it does.
    """

    class Kind(models.TextChoices):
        OFFICIAL = "resmi", _("Resmi")
        SIMULATION = "simulasi", _("Simulasi")
        WATCH = "pantauan", _("Pantauan")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="evaluations")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="evaluations")
    instrument_key = models.CharField(max_length=40)
    year = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    label = models.CharField(max_length=80, blank=True)
    track = models.CharField(max_length=20)
    predicate_reading = models.CharField(max_length=10, default="exact")
    absence = models.CharField(max_length=300, blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-year", "-opened_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "instrument_key", "year", "kind", "label"], name="evaluation_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["resmi", "simulasi", "pantauan"]), name="evaluation_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(predicate_reading__in=["exact", "rounded"]),
                name="evaluation_reading_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_key} {self.year} {self.kind} {self.label}".strip()


class Stage(models.Model):
    """A stage of an evaluation. Its state is the whole state: waiting, open or sealed (DESIGN.md rule 2).

    `letter` is what its schedule rests on. A sealed stage keeps its `instrument` when the evaluation moves on.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("menunggu")
        OPEN = "open", _("terbuka")
        SEALED = "sealed", _("disegel")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="stages")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    ordinal = models.PositiveSmallIntegerField()
    optional = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    due = models.DateField(null=True, blank=True)
    letter = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["evaluation", "ordinal"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evaluation", "code"], name="stage_once"),
            models.UniqueConstraint(fields=["evaluation", "ordinal"], name="stage_ordinal_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "open", "sealed"]), name="stage_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Answer(models.Model):
    """The working cell of one rated node in one stage; `revision` counts every write to it.

    `item` names the chosen service where one is rated (indicator 35 of `spbe-2018`); `criterion_changed`: its
    criteria differ since the evaluation moved to a corrected instrument.
    """

    class Work(models.TextChoices):
        EMPTY = "empty", _("kosong")
        DRAFT = "draft", _("draf")
        FILLED = "filled", _("terisi")
        RETURNED = "returned", _("dikembalikan")
        VERIFIED = "verified", _("diverifikasi")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="answers")
    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=0)
    current = models.ForeignKey(
        "Judgement", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    draft_fact = models.TextField(blank=True)
    draft_analysis = models.TextField(blank=True)
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    drafted_at = models.DateTimeField(null=True, blank=True)
    assigned_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    assigned_user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    work_state = models.CharField(max_length=10, choices=Work, default=Work.EMPTY)
    criterion_changed = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stage", "node"], name="answer_once_per_node"),
            models.CheckConstraint(
                condition=models.Q(work_state__in=["empty", "draft", "filled", "returned", "verified"]),
                name="answer_work_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage_id}: {self.node_id}"


@immutable
class Judgement(models.Model):
    """What was decided for one answer at one revision: a value, its withdrawal, or that it does not apply.

    `basis_digest` is that of the criterion of the level, or of all criteria of the node for a decimal. An outside
    value names its source's agency, date and document; a transcribed one its `publication` or the document.
    """

    class Outcome(models.TextChoices):
        VALUE = "value", _("nilai")
        WITHDRAWN = "withdrawn", _("ditarik")
        NOT_APPLICABLE = "not_applicable", _("tidak berlaku")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="judgements")
    revision = models.PositiveIntegerField()
    outcome = models.CharField(max_length=16, choices=Outcome)
    value = Rational(null=True)
    fact = models.TextField(blank=True)
    analysis = models.TextField(blank=True)
    justification = models.TextField(blank=True)
    reason = models.CharField(max_length=300, blank=True, help_text="why it changed, where somebody said so")
    basis_digest = models.CharField(max_length=64, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.CharField(max_length=200, blank=True)
    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    source_agency = models.CharField(max_length=200, blank=True)
    source_date = models.DateField(null=True, blank=True)
    source_document = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer", "revision"], name="judgement_once_per_revision"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["value", "withdrawn", "not_applicable"]),
                name="judgement_outcome_known",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="value", value_num__isnull=False, value_den__isnull=False)
                | (~models.Q(outcome="value") & models.Q(value_num=None, value_den=None)),
                name="judgement_value_where_valued",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} {self.revision}: {self.value}"


@immutable
class Verification(models.Model):
    """Accepted, or returned with a note. `exception`: why somebody verified their own in a small team."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", _("diterima")
        RETURNED = "returned", _("dikembalikan")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    judgement = models.ForeignKey(Judgement, on_delete=models.PROTECT, related_name="verifications")
    verdict = models.CharField(max_length=10, choices=Verdict)
    note = models.TextField(blank=True)
    exception = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(verdict="accepted") | (models.Q(verdict="returned") & ~models.Q(note="")),
                name="verification_returned_with_a_note",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.judgement_id}: {self.verdict}"


@immutable
class Seal(models.Model):
    """What a stage held when it was sealed: canonical JSON, its digest, the exact index (null with no value)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="seals")
    number = models.PositiveSmallIntegerField()
    content = models.TextField()
    digest = models.CharField(max_length=64)
    index = Rational(null=True)
    predicate = models.CharField(max_length=40, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["stage", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["stage", "number"], name="seal_number_once")]

    def __str__(self) -> str:
        return f"{self.stage_id} {self.number}"


@immutable
class Reopening(models.Model):
    """A sealed stage was opened again; its seal stays."""

    seal = models.OneToOneField(Seal, on_delete=models.PROTECT, primary_key=True, related_name="reopening")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="reopening_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.seal_id}"


@immutable
class SealReview(models.Model):
    """What the *tim reviu* says of a sealed stage: valid or not, and why not."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="reviews")
    valid = models.BooleanField()
    note = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(valid=True) | ~models.Q(note=""), name="seal_review_says_why_not"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seal_id}: {self.valid}"


class Disclosure(models.Model):
    """A sealed stage made public at a depth, until it is withdrawn (DESIGN.md rule 9)."""

    class Depth(models.TextChoices):
        INDEX = "index", _("indeks dan predikat")
        PARTS = "parts", _("sampai domain dan aspek")
        INDICATORS = "indicators", _("sampai nilai tiap indikator")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="disclosures")
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="disclosures")
    depth = models.CharField(max_length=12, choices=Depth)
    hidden_nodes = models.JSONField(default=list)
    consent = models.CharField(max_length=300, help_text="the letter of consent it rests on")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["seal"],
                condition=models.Q(withdrawn_at=None),
                name="disclosure_one_standing_per_seal",
            ),
            models.CheckConstraint(
                condition=models.Q(depth__in=["index", "parts", "indicators"]), name="disclosure_depth_known"
            ),
            models.CheckConstraint(condition=~models.Q(consent=""), name="disclosure_has_consent"),
        ]

    def __str__(self) -> str:
        return f"{self.seal_id}: {self.depth}"


class StageAccess(models.Model):
    """An external assessor or a member of the review team may work on one stage, until a day (included)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="accesses")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="stage_accesses")
    until = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["stage", "user"],
                condition=models.Q(ended_at=None),
                name="stage_access_one_standing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage_id}: {self.user_id}"


class DraftNote(models.Model):
    """When the journal last told of a person's drafts of an answer."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["answer", "user"], name="draft_note_once")]

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.user_id}"


class AspectNote(models.Model):
    """Strengths and weaknesses that assessors write for an aspect in a stage."""

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="aspect_notes")
    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="+")
    strengths = models.TextField(blank=True)
    weaknesses = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["stage", "node"], name="aspect_note_once")]

    def __str__(self) -> str:
        return f"{self.stage_id}: {self.node_id}"


class GeneralAnswer(models.Model):
    """The answer to one of the instrument's general questions; `ordinal` counts them from 1."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="general_answers")
    ordinal = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evaluation", "ordinal"], name="general_answer_once")
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id}: {self.ordinal}"


class Copied(models.Model):
    """An answer was copied into the ministry's application; `judgement` is what was copied, so a later one shows."""

    answer = models.OneToOneField(Answer, on_delete=models.PROTECT, primary_key=True, related_name="copied")
    judgement = models.ForeignKey(Judgement, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.answer_id}"
