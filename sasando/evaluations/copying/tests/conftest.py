"""The people of Kabupaten Kupang, an open simulation, and their browsers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from sasando.evaluations.models import Stage
from sasando.evaluations.testing import Team, opened, team
from sasando.organizations.models import User
from sasando.organizations.testing import sign_in
from sasando.ui.pages import forget_pages


@pytest.fixture(autouse=True)
def _pages(settings: Settings) -> Iterator[None]:
    """Static files by their plain names."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    forget_pages()
    yield
    forget_pages()


@pytest.fixture
def people(db: None) -> Team:
    return team()


@pytest.fixture
def mandiri(people: Team) -> Stage:
    return opened(people)


@pytest.fixture
def desk(client: Client) -> Callable[[User], Client]:
    """The browser of a person."""
    return lambda user: sign_in(client, user)
