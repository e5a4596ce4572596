"""Pages in tests name their static files plainly; a sample agency where one is wanted."""

from __future__ import annotations

import pytest

from sasando.kernel.guard import unwatched
from sasando.organizations.models import Agency


@pytest.fixture(autouse=True)
def _plain_pages(plain_static_files: None) -> None:
    """See `sasando.ui.testing`."""


@pytest.fixture
def sample(db: None) -> str:
    """The address of an agency that is none."""
    with unwatched():
        Agency.objects.create(
            slug="kab-misal", kind="kabupaten", name="Kabupaten Misal", short_name="Kab. Misal", sample=True
        )
    return "kab-misal"
