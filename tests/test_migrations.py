"""The migrations hold what the models say, and the database's own checks are content."""

from __future__ import annotations

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def test_no_model_has_changed_without_a_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_check_passes_on_this_engine() -> None:
    call_command("check", databases=["default"], fail_level="WARNING")
