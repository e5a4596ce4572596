from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from sasando.organizations.queries import agency_by_slug
from sasando.portal.downloads.brief import Brief
from sasando.portal.downloads.gather import Asked, forget_briefs, gather
from sasando.ui.pages import forget_pages

MADE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
Fetch = Callable[..., Any]


@pytest.fixture(autouse=True)
def _nothing_kept_and_no_manifest(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """Every test begins without kept files, in a folder of its own; pages name their static files plainly."""
    settings.DATA_DIR = tmp_path
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    forget_pages()
    forget_briefs()
    yield
    forget_pages()


@pytest.fixture
def fetch(client: Client) -> Fetch:
    """`fetch("kab-kupang", "angka.csv", target="3,5")`: the answer at the address a reader uses."""

    def get(slug: str, file: str, **asked: str) -> Any:
        return client.get(f"/d/{slug}/bawa/{file}", asked)

    return get


def brief_of(slug: str, asked: Asked | None = None) -> Brief:
    agency = agency_by_slug(slug)
    assert agency is not None
    return gather(agency, asked or Asked())
