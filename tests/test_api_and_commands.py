"""The API and the command line say the same."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from django.test import Client

from sasando.cli.main import commands


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "path"),
    [
        (["infer", "kab-kupang", "2024"], "kab-kupang/infer/2024"),
        (["infer", "kab-banyuasin", "2023"], "kab-banyuasin/infer/2023"),
        (["explain", "kab-kupang", "2023", "2024"], "kab-kupang/explain/2023/2024"),
        (["reach", "kab-kupang", "3.86", "--from", "2022"], "kab-kupang/reach?target=3.86&from=2022"),
        (["reach", "kab-kupang", "3.86", "--by", "2026"], "kab-kupang/reach?target=3.86&by=2026"),
    ],
)
def test_api_answers_what_the_command_prints(client: Client, words: list[str], path: str) -> None:
    printed = CliRunner().invoke(commands, [*words, "--json"], catch_exceptions=False)
    answered = client.get(f"/api/v1/agencies/{path}")
    assert json.loads(answered.content) == json.loads(printed.stdout)
