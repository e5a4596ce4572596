"""What an operator sets from outside, and the secrets of the first start."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from sasando import environment
from sasando.environment import EnvironmentFault, read_database_url, read_environment


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
    assert stat.S_IMODE(first.secrets_path.parent.stat().st_mode) == 0o700
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


def test_disk_that_is_full_at_the_first_start_is_told_and_leaves_no_empty_secrets(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(EnvironmentFault, match="No space left"):
            read_environment()
    assert list(folder.iterdir()) == []
    assert len(read_environment().secret_key) > 40


def test_process_that_comes_second_takes_the_first_ones_secret(folder: Path) -> None:
    first = read_environment().secret_key
    environment._write_secrets(folder / "secrets.env")
    assert read_environment().secret_key == first
    assert [path.name for path in folder.iterdir()] == ["secrets.env"]


@pytest.mark.parametrize("content", [b"", b"SASANDO_SECRET_KEY=\n", b"\xff\xfe"])
def test_secrets_file_without_a_key_is_told(folder: Path, content: bytes) -> None:
    folder.mkdir()
    (folder / "secrets.env").write_bytes(content)
    with pytest.raises(EnvironmentFault, match="cadangan"):
        read_environment()


def test_data_folder_that_cannot_be_made_is_told(folder: Path) -> None:
    folder.write_text("a file")
    with pytest.raises(EnvironmentFault, match="SASANDO_DATA"):
        read_environment()


@pytest.mark.parametrize(
    "url", ["garbage", "mysql://u:rahasia@h/x", "postgresql://u:rahasia@h:abc/x", "postgresql://[rahasia/x"]
)
def test_database_url_that_cannot_be_read_is_told_without_its_password(url: str) -> None:
    with pytest.raises(EnvironmentFault, match="DATABASE_URL") as refused:
        read_database_url(url)
    assert "rahasia" not in str(refused.value)
