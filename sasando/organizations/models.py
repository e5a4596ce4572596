"""Agencies of the country, their units, and the people who work in them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models
from django.utils.translation import gettext_lazy as _

from sasando.kernel.ids import new_id


class UserManager(BaseUserManager["User"]):
    """People by their e-mail address, which is kept in small letters."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person with an account. `email` is in small letters; what the person may do stands in `Membership`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_operator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=8, default="id")

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    def check_password(self, raw_password: str | None) -> bool:
        """As Django's, which would also write a stronger hash back, outside an act."""
        return check_password(raw_password, self.password)


class Agency(models.Model):
    """A government of the country, hosted here or not. None comes into being by a misspelling.

    `province_code` is the region code of its province (its own for a province), empty for ministries and
    other national bodies. `group` is the heading under which the national tables print it.
    """

    class Kind(models.TextChoices):
        REGENCY = "kabupaten"
        CITY = "kota"
        PROVINCE = "provinsi"
        MINISTRY = "kementerian"
        BODY = "lembaga"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=100, unique=True)
    kind = models.CharField(max_length=16, choices=Kind)
    region_code = models.CharField(max_length=16, blank=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=100)
    group = models.CharField(max_length=100, blank=True)
    province_code = models.CharField(max_length=2, blank=True)
    timezone = models.CharField(max_length=40)
    has_government = models.BooleanField(default=True)
    hosted = models.BooleanField(default=False)
    sample = models.BooleanField(default=False)
    theme = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["region_code", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["region_code"], condition=~models.Q(region_code=""), name="agency_region_code_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["kabupaten", "kota", "provinsi", "kementerian", "lembaga"]),
                name="agency_kind_known",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "province_code"], name="agency_kind_province")]

    def __str__(self) -> str:
        return self.name


class AgencyAlias(models.Model):
    """A name under which an agency is found: printed in a table, or said in everyday speech."""

    class Kind(models.TextChoices):
        PRINTED = "printed"
        EVERYDAY = "everyday"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="aliases")
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200, db_index=True)
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "name_key", "kind"], name="alias_once_per_agency"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["printed", "everyday"]), name="alias_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """An office of an agency (*perangkat daerah*). `valid_to` is its last day; None: it stands.

    `code` is the agency's own: a region code for a kecamatan, else letters and figures made from the name.
    A *desa* is no unit: it has its own government.
    """

    class Kind(models.TextChoices):
        SECRETARIAT = "sekretariat", _("Sekretariat")
        OFFICE = "dinas", _("Dinas")
        BOARD = "badan", _("Badan")
        DIVISION = "bagian", _("Bagian")
        INSPECTORATE = "inspektorat", _("Inspektorat")
        FORCE = "satuan", _("Satuan")
        DISTRICT = "kecamatan", _("Kecamatan")
        WARD = "kelurahan", _("Kelurahan")
        HOSPITAL = "rsud", _("RSUD")
        TECHNICAL_UNIT = "uptd", _("UPTD")
        HEALTH_CENTRE = "puskesmas", _("Puskesmas")
        OTHER = "lain", _("Lainnya")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="units")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=Kind)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="children", null=True, blank=True
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "code"], name="unit_code_once_per_agency"),
            models.CheckConstraint(condition=~models.Q(code=""), name="unit_has_a_code"),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        "sekretariat", "dinas", "badan", "bagian", "inspektorat", "satuan", "kecamatan",
                        "kelurahan", "rsud", "uptd", "puskesmas", "lain",
                    ]
                ),
                name="unit_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="unit_ends_after_it_begins",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def stands(self, today: date) -> bool:
        """Whether its last day is not over on a day."""
        return self.valid_to is None or self.valid_to >= today


class Membership(models.Model):
    """A role of a person in an agency, in one unit or in the whole of it (`unit` None).

    Valid from the day `valid_from` to the day `valid_to`, both included, by the agency's clock; `valid_to`
    None: until somebody ends it. A membership is never deleted.
    """

    class Role(models.TextChoices):
        AGENCY_ADMIN = "agency_admin", _("Admin instansi")
        COORDINATOR = "coordinator", _("Koordinator")
        RESPONSIBLE = "responsible", _("Penanggung jawab")
        ASSESSOR = "assessor", _("Asesor internal")
        ENTRY = "entry", _("Pelaksana entri data")
        UNIT_CONTACT = "unit_contact", _("PIC OPD")
        LEADER = "leader", _("Pimpinan")
        EXTERNAL_ASSESSOR = "external_assessor", _("Asesor eksternal")
        REVIEW_TEAM = "review_team", _("Tim reviu")

    NEED_SECOND_STEP = (Role.AGENCY_ADMIN, Role.COORDINATOR, Role.RESPONSIBLE)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="memberships", null=True, blank=True
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["agency", "role", "valid_from"]
        constraints: ClassVar = [
            # Two keys, each where its columns have a value: a nullable column in a key is unique against nothing.
            models.UniqueConstraint(
                fields=["user", "agency", "role"],
                condition=models.Q(unit=None, valid_to=None),
                name="open_membership_once_per_agency",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit"],
                condition=models.Q(unit__isnull=False, valid_to=None),
                name="open_membership_once_per_unit",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    role__in=[
                        "agency_admin", "coordinator", "responsible", "assessor", "entry", "unit_contact",
                        "leader", "external_assessor", "review_team",
                    ]
                ),
                name="membership_role_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(role="unit_contact", unit=None), name="unit_contact_has_a_unit"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="membership_ends_after_it_begins",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class Invitation(models.Model):
    """A link that makes an account, or a further role, for one person; it works once and until `expires_at`.

    The link itself is not kept, only `token_digest`, the SHA-256 of its secret. `role` "operator" has no
    agency, every other has one.
    """

    OPERATOR = "operator"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="invitations", null=True, blank=True
    )
    email = models.EmailField()
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="invitations", null=True, blank=True
    )
    token_digest = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["made_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(role="operator", agency=None)
                | (~models.Q(role="operator") & models.Q(agency__isnull=False)),
                name="invitation_of_operator_has_no_agency",
            ),
            models.CheckConstraint(
                condition=models.Q(used_at=None, used_by=None)
                | models.Q(used_at__isnull=False, used_by__isnull=False),
                name="invitation_used_by_somebody",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.role} {self.id}"
