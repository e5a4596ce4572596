"""The people of Kabupaten Kupang and the open first stage of an evaluation, for every test of the API that asks."""

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
