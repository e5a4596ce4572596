"""A team of Kabupaten Kupang with an open simulation by spbe-2020."""

from __future__ import annotations

import pytest

from sasando.evaluations.models import Stage
from sasando.evaluations.testing import Team, opened, team


@pytest.fixture
def people(db: None) -> Team:
    return team()


@pytest.fixture
def mandiri(people: Team) -> Stage:
    return opened(people)


@pytest.fixture(autouse=True)
def _plain_pages(plain_static_files: None) -> None:
    """See `sasando.ui.testing`."""
