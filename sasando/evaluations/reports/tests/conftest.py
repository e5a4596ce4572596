"""A team of Kabupaten Kupang with an official self-assessment, and a data folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from sasando.evaluations.models import Stage
from sasando.evaluations.testing import Team, opened, team
from sasando.ui.pages import forget_pages


@pytest.fixture(autouse=True)
def own_site(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """A data folder of its own, these pages among the addresses, and static files named without a manifest."""
    settings.DATA_DIR = tmp_path
    settings.ROOT_URLCONF = "sasando.evaluations.reports.tests.urls"
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    forget_pages()
    yield
    forget_pages()


@pytest.fixture
def people(db: None) -> Team:
    return team()


@pytest.fixture
def mandiri(people: Team) -> Stage:
    return opened(people, kind="resmi")
