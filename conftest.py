"""What every test stands on: a database that holds what is shipped, loaded once for the whole run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from sasando.ui.catalogue import compile_catalogues

ROOT = Path(settings.BASE_DIR)
# A busy machine is no fault of the code, and a landing rests on the same examples every time. To look further:
# HYPOTHESIS_PROFILE=search .venv/bin/pytest …
hypothesis_settings.register_profile("sasando", deadline=None, derandomize=True)
hypothesis_settings.register_profile("search", deadline=None, max_examples=1000)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "sasando"))
pytest_plugins = ["sasando.kernel.testing", "sasando.ui.testing"]


def pytest_configure() -> None:
    """The English catalogue, as `sasando setup` compiles it, before anything asks for a text; and passwords kept as
    ever, but by as little work as argon2 takes: nobody guesses those of people in tests.
    """
    compile_catalogues(settings.LOCALE_SOURCES, settings.LOCALE_PATHS[0])
    hasher = Argon2PasswordHasher
    hasher.time_cost, hasher.memory_cost, hasher.parallelism = 1, 8, 1


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Directory, instruments, measures, published tables, means and targets, as `sasando setup` loads them."""
    with django_db_blocker.unblock():
        _load()


@pytest.fixture
def shipped_again(transactional_db: None) -> None:
    """For a test with real transactions that needs what is shipped: the one before it emptied every table."""
    from sasando.organizations.models import Agency

    if not Agency.objects.exists():
        _load()


def _load() -> None:
    from sasando.instruments.actions import load_instruments
    from sasando.kernel.actor import SYSTEM
    from sasando.organizations.actions.directory import load_directory
    from sasando.results.actions.shipped import load_shipped

    load_directory(SYSTEM, ROOT / "data" / "directory")
    load_instruments(SYSTEM, ROOT / "instruments", ROOT / "data" / "in-force.csv")
    load_shipped(SYSTEM, ROOT / "data")
