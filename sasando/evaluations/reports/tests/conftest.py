"""A team of Kabupaten Kupang with an official self-assessment, and a data folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from sasando.evaluations.models import Stage
from sasando.evaluations.testing import Team, opened, people

__all__ = ["people"]


@pytest.fixture(autouse=True)
def own_site(plain_static_files: None, settings: Settings, tmp_path: Path) -> None:
    """A data folder of its own, these pages among the addresses, and static files named without a manifest."""
    settings.DATA_DIR = tmp_path
    settings.ROOT_URLCONF = "sasando.evaluations.reports.tests.urls"


@pytest.fixture
def mandiri(people: Team) -> Stage:
    return opened(people, kind="resmi")
