"""The tests stand on the engine they say they stand on."""

from __future__ import annotations

import os

import pytest
from django.db import connection


@pytest.mark.django_db
def test_database_is_the_engine_that_was_asked_for() -> None:
    assert connection.vendor == os.environ.get("SASANDO_TEST_ENGINE", "sqlite")
