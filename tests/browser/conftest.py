"""One site and one browser for all browser tests of a run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.site import ROOT, chromium, served


@pytest.fixture(scope="session")
def site_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the site."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def site(site_data: Path) -> Iterator[str]:
    """The address of a site that holds what is shipped."""
    with served(site_data) as address:
        yield address


@pytest.fixture(scope="session")
def work(site: str, site_data: Path) -> dict[str, Any]:
    """People at work on that site: addresses of stages and everybody's session, see `work_data`."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"SASANDO_DATA": str(site_data), "DJANGO_SETTINGS_MODULE": "sasando.settings"}
    command = [sys.executable, "-m", "tests.browser.work_data"]
    made = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(made.stdout)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started
