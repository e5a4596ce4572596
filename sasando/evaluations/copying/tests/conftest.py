"""The people of Kabupaten Kupang, an open simulation, and their browsers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from sasando.evaluations.testing import mandiri, people
from sasando.organizations.models import User
from sasando.organizations.testing import sign_in

__all__ = ["mandiri", "people"]


@pytest.fixture(autouse=True)
def _plain_pages(plain_static_files: None) -> None:
    """See `sasando.ui.testing`."""


@pytest.fixture
def desk(client: Client) -> Callable[[User], Client]:
    """The browser of a person."""
    return lambda user: sign_in(client, user)
