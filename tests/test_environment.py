"""What an operator sets from outside, and the secrets of the first start."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from sasando.environment import EnvironmentFault, read_environment


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SASANDO_DATA", str(tmp_path / "data"))
    for name in ("SASANDO_BIND", "SASANDO_SECRET_KEY", "SASANDO_DEBUG", "SASANDO_KEEP_PAGES", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "data"


def test_first_start_makes_a_secret_that_only_its_owner_reads_and_the_second_keeps_it(folder: Path) -> None:
    first = read_environment()
    assert len(first.secret_key) > 40
    assert stat.S_IMODE(first.secrets_path.stat().st_mode) == 0o600
    assert read_environment().secret_key == first.secret_key


def test_defaults_are_those_of_the_readme() -> None:
    found = read_environment()
    assert (found.bind, found.database_url, found.debug, found.keep_pages) == (
        "127.0.0.1:8000",
        "",
        False,
        True,
    )


def test_variable_counts_before_the_secrets_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SASANDO_SECRET_KEY", "from outside")
    assert read_environment().secret_key == "from outside"


def test_switch_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SASANDO_DEBUG", "mungkin")
    with pytest.raises(EnvironmentFault, match="SASANDO_DEBUG"):
        read_environment()
