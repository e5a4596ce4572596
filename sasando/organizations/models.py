"""Agencies of the country and the people who use the site."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import UserManager
from django.db import models

from sasando.kernel.ids import new_id


class User(AbstractBaseUser):
    """A person with an account. Sign-in comes with the accounts; until then the operator acts by shell."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_operator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=8, default="id")

    objects = UserManager["User"]()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


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
