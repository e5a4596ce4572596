"""The people of Kabupaten Kupang and the open first stage of an evaluation, for every test of the API that asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from sasando.evaluations.testing import mandiri, people

__all__ = ["mandiri", "people"]


@pytest.fixture
def own_data(settings: Settings, tmp_path: Path) -> None:
    """Made files in a folder of the test's own."""
    settings.DATA_DIR = tmp_path
