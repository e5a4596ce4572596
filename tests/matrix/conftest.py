"""Pages in tests name their static files plainly."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _plain_pages(plain_static_files: None) -> None:
    """See `sasando.ui.testing`."""
