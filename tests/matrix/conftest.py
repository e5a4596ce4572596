"""Pages in tests name their static files plainly."""

from __future__ import annotations

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _plain_pages(plain_static_files: None) -> None:
    """See `sasando.ui.testing`."""


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    """How a password is kept is another test's business; the matrix makes many."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
