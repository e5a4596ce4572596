"""Files made once, forgotten for age and room, and how long each sort took."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path
from threading import Thread

import pytest
from pytest_django import Settings

from sasando.kernel.made_files import LONGEST_IN_A_REQUEST, MadeFiles

FILES = MadeFiles("dibuat", most_bytes=25, most_seconds=100)
FIRST, SECOND, THIRD = "aaaa1.txt", "bbbb2.txt", "cccc3.txt"


@pytest.fixture(autouse=True)
def _own_data_folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def aged(name: str, seconds: float) -> None:
    when = time.time() - seconds
    os.utime(FILES.folder / "files" / name, (when, when))


def test_file_is_made_once_and_given_again() -> None:
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return b"isi"

    assert FILES.kept(FIRST) is None
    assert [FILES.once(FIRST, "surat", make) for _again in range(3)] == [b"isi"] * 3
    assert FILES.kept(FIRST) == b"isi"
    assert made == [1]


def test_of_several_who_ask_at_once_one_makes_it() -> None:
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return b"isi"

    threads = [Thread(target=FILES.once, args=(FIRST, "surat", make)) for _each in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]


def test_file_that_fails_to_be_made_is_not_kept() -> None:
    def fail() -> bytes:
        raise ValueError("rusak")

    with pytest.raises(ValueError, match="rusak"):
        FILES.once(FIRST, "surat", fail)
    assert FILES.once(FIRST, "surat", lambda: b"isi") == b"isi"


def test_oldest_files_give_way_to_newer_ones() -> None:
    for name, seconds in ((FIRST, 30.0), (SECOND, 20.0)):
        FILES.once(name, "surat", lambda: b"0123456789")
        aged(name, seconds)
    FILES.once(THIRD, "surat", lambda: b"0123456789")
    assert (FILES.kept(FIRST), FILES.kept(SECOND), FILES.kept(THIRD)) == (
        None,
        b"0123456789",
        b"0123456789",
    )


def test_newest_file_stays_however_large() -> None:
    FILES.once(FIRST, "surat", lambda: b"x" * 1000)
    assert FILES.kept(FIRST) is not None


def test_files_are_forgotten_when_they_have_stayed_long_enough() -> None:
    FILES.once(FIRST, "surat", lambda: b"lama")
    aged(FIRST, 101)
    FILES.once(SECOND, "surat", lambda: b"baru")
    assert [path.name for path in FILES.outdated(time.time())] == [FIRST]
    FILES.forget(time.time())
    assert (FILES.kept(FIRST), FILES.kept(SECOND)) == (None, b"baru")


def test_made_files_are_for_their_owner_alone() -> None:
    FILES.once(FIRST, "surat", lambda: b"rahasia")
    assert (FILES.folder / "files" / FIRST).stat().st_mode & 0o077 == 0


def test_sort_that_took_long_is_slow_until_it_is_fast_again() -> None:
    assert not FILES.is_slow("surat")
    FILES.remember("surat", LONGEST_IN_A_REQUEST + 0.1)
    assert FILES.is_slow("surat")
    FILES.once(FIRST, "surat", lambda: b"isi")
    assert not FILES.is_slow("surat")


def test_full_disk_keeps_nothing_and_still_gives_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_self: Path, _target: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert FILES.once(FIRST, "surat", lambda: b"isi") == b"isi"
    assert list((FILES.folder / "files").iterdir()) == []
