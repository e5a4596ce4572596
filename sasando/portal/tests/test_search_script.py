"""The script that suggests agencies: small, of its own address, and only where a name is asked for."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db
SCRIPT = Path(settings.BASE_DIR) / "sasando" / "portal" / "static" / "portal" / "search.js"


def test_the_script_stays_within_two_kilobytes() -> None:
    assert len(gzip.compress(SCRIPT.read_bytes(), 9)) <= 2048


@pytest.mark.parametrize(("path", "asked"), [("/", True), ("/d/tidak-ada/", True), ("/d/kab-kupang/", False)])
def test_only_pages_that_ask_for_a_name_load_it(client: Client, path: str, asked: bool) -> None:
    body = client.get(path).content.decode()
    assert ('<script src="/static/portal/search.js" defer></script>' in body) is asked
    assert ("data-suggest=" in body) is asked


def test_the_form_is_a_plain_one_that_any_browser_can_send(client: Client) -> None:
    body = client.get("/").content.decode()
    form = body.split("<form", 1)[1].split("</form>", 1)[0]
    assert 'action="/"' in form
    assert 'name="q" type="search"' in form
    assert "role=" not in form.replace('role="search"', "")
