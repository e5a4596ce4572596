from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from sasando.ui.pages import forget_pages


@pytest.fixture(autouse=True)
def _static_files_without_a_manifest(settings: Settings) -> Iterator[None]:
    """Pages name their static files plainly: the manifest is made at set-up, which unit tests do without."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    forget_pages()
    yield
    forget_pages()
