"""One site that is set up, for all tests here; and as many empty ones as a test asks for."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests.faults.site import Site, empty_site, ready_site

_numbers = itertools.count()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all sites lie."""
    return tmp_path_factory.mktemp("sites")


@pytest.fixture(scope="session")
def new_site(folder: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Callable[[], Site]:
    """Makes empty sites."""

    def make() -> Site:
        name = f"site_{next(_numbers)}"
        return empty_site(folder / name, name, django_db_blocker)

    return make


@pytest.fixture(scope="session")
def site(folder: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Site:
    """A site that stands ready."""
    return ready_site(folder / "ready", "site_ready", django_db_blocker)
