"""`./run` skips the set-up only where nothing changed since the last one."""

from __future__ import annotations

from pathlib import Path

import pytest

from sasando.cli import prepared
from sasando.cli.prepared import DATABASE, is_prepared, mark_prepared


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / DATABASE).write_bytes(b"a database")
    mark_prepared(tmp_path)
    return tmp_path


def test_prepared_folder_is_known_again(data: Path) -> None:
    assert is_prepared(data)


def test_folder_without_a_database_is_not_prepared(tmp_path: Path) -> None:
    mark_prepared(tmp_path)
    assert not is_prepared(tmp_path)


def test_another_database_file_is_not_prepared(data: Path) -> None:
    (data / "restored").write_bytes(b"a database")
    (data / "restored").replace(data / DATABASE)
    assert not is_prepared(data)


def test_new_shipped_bytes_ask_for_a_set_up(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "root"
    (root / "instruments").mkdir(parents=True)
    monkeypatch.setattr(prepared, "ROOT", root)
    mark_prepared(data)
    assert is_prepared(data)
    (root / "instruments" / "new.yaml").write_text("key: new", encoding="utf-8")
    assert not is_prepared(data)


def test_changed_catalogue_asks_for_a_set_up(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "root"
    catalogue = root / "sasando" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text("", encoding="utf-8")
    monkeypatch.setattr(prepared, "ROOT", root)
    mark_prepared(data)
    assert is_prepared(data)
    catalogue.write_text('msgid "ya"', encoding="utf-8")
    assert not is_prepared(data)


def test_database_behind_an_address_is_always_looked_at(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://host/name")
    assert not is_prepared(data)
