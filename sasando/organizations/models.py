"""Agencies of the country and the people who use the site."""

from __future__ import annotations

import uuid

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import UserManager
from django.db import models
from uuid_utils.compat import uuid7


def new_id() -> uuid.UUID:
    """A new public id: UUIDv7, so that ids sort by the time they were made."""
    return uuid7()


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
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name
