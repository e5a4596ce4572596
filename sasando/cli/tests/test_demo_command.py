"""`sasando demo`."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from sasando.cli.demo_command import demo
from sasando.organizations.models import User

pytestmark = pytest.mark.django_db


def test_command_tells_the_password_once_and_then_says_it_is_there() -> None:
    first = CliRunner().invoke(demo, ["--json"])
    told = json.loads(first.output)
    assert (first.exit_code, told["new"], len(told["accounts"])) == (0, True, 10)
    user = User.objects.get(email="pelaksana@kab-contoh.example")
    assert user.check_password(told["password"])
    assert "sudah ada" in CliRunner().invoke(demo, []).output
