"""Our settings, with the two addresses that the benchmark of acts posts to."""

from __future__ import annotations

from sasando.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.database_urls"
