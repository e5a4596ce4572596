"""Pages in tests name their static files plainly, and no counter of a limit outlives its test."""

from __future__ import annotations

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _plain_pages(plain_static_files: None) -> None:
    """See `sasando.ui.testing`."""


@pytest.fixture(autouse=True)
def _no_limit_is_used_up() -> None:
    """The counters of one test are not those of the next."""
    cache.clear()
