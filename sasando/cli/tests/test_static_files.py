"""`sasando setup` beside a running server: what its pages name is still there afterwards."""

from __future__ import annotations

import gzip
import json
import os
import time
from pathlib import Path

import pytest
from django.conf import settings as project
from pytest_django import Settings

from sasando.cli.static_files import gather_static

ROOT = Path(project.BASE_DIR)


@pytest.fixture
def sheet(tmp_path: Path, settings: Settings) -> Path:
    """A style sheet of a later version, beside those of the project."""
    folder = tmp_path / "more"
    folder.mkdir()
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [folder]
    return folder / "more.css"


def gathered(settings: Settings, text: str, sheet: Path) -> Path:
    """The sheet as it is named after a set-up that finds it changed."""
    sheet.write_text(text)
    here = Path(settings.STATIC_ROOT)
    (here / ".digest").unlink(missing_ok=True)  # as where a file of the project itself has changed
    assert gather_static(ROOT)
    return here / str(json.loads((here / "staticfiles.json").read_text())["paths"]["more.css"])


def test_file_that_a_running_server_names_outlives_a_set_up_that_changes_it(
    settings: Settings, sheet: Path
) -> None:
    old = gathered(settings, "a { color: red }\n" * 50, sheet)
    new = gathered(settings, "a { color: blue }\n" * 50, sheet)
    assert old != new
    for place, colour in ((old, b"red"), (new, b"blue")):
        assert colour in place.read_bytes()
        assert gzip.decompress(place.with_name(f"{place.name}.gz").read_bytes()) == place.read_bytes()


def test_file_that_is_the_same_is_not_touched_and_nothing_else_is_left_behind(
    settings: Settings, sheet: Path
) -> None:
    gathered(settings, "a { color: red }", sheet)
    here = Path(settings.STATIC_ROOT)
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in here.rglob("*.*")}
    gathered(settings, "a { color: red }", sheet)
    after = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in here.rglob("*.*")}
    assert {path for path in before if after[path] != before[path]} <= {here / ".digest"}
    assert [path.name for path in here.parent.iterdir() if path.name.startswith("static")] == ["static"]


def aged(days: int, *paths: Path) -> None:
    then = time.time() - days * 24 * 60 * 60
    for path in paths:
        os.utime(path, (then, then))


def packed(path: Path) -> Path:
    return path.with_name(f"{path.name}.gz")


def test_file_that_no_page_names_goes_a_week_after_it_was_last_named(settings: Settings, sheet: Path) -> None:
    first = gathered(settings, "a { color: red }\n" * 50, sheet)
    here = Path(settings.STATIC_ROOT)
    aged(300, *(path for path in here.rglob("*.*")))  # a version that stood for long
    second = gathered(settings, "a { color: blue }\n" * 50, sheet)
    third = gathered(settings, "a { color: green }\n" * 50, sheet)
    for kept in (first, second, third):
        assert kept.is_file()
        assert packed(kept).is_file()
    aged(8, first, packed(first))
    fourth = gathered(settings, "a { color: black }\n" * 50, sheet)
    assert not first.exists()
    assert not packed(first).exists()
    for kept in (second, third, fourth):
        assert kept.is_file()
        assert packed(kept).is_file()
    paths = json.loads((here / "staticfiles.json").read_text())["paths"]
    assert len(paths) > 10  # those of the project, which were made long ago too
    assert all((here / name).is_file() for pair in paths.items() for name in pair)


def test_set_up_that_finds_nothing_changed_does_nothing(settings: Settings, sheet: Path) -> None:
    gathered(settings, "a { color: red }", sheet)
    assert not gather_static(ROOT)
