"""A team of Kabupaten Kupang with an open simulation by spbe-2020."""

from __future__ import annotations

import pytest

from sasando.evaluations.testing import mandiri, people

__all__ = ["mandiri", "people"]


@pytest.fixture(autouse=True)
def _plain_pages(plain_static_files: None) -> None:
    """See `sasando.ui.testing`."""
