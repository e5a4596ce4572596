"""The cache that all processes of a machine share."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from sasando.kernel.file_cache import FileCache


@pytest.fixture
def shared(tmp_path: Path) -> FileCache:
    return FileCache(str(tmp_path / "cache"), {})


def test_of_many_who_add_a_key_at_once_one_has_added_it(shared: FileCache) -> None:
    together = Barrier(8)

    def add(number: int) -> bool:
        together.wait()
        return shared.add("code", number)

    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(add, range(8)))
    assert added.count(True) == 1
    assert shared.get("code") == added.index(True)


def test_key_can_be_added_again_when_it_is_gone_or_over(shared: FileCache) -> None:
    assert shared.add("lock", 1)
    assert not shared.add("lock", 2)
    shared.delete("lock")
    shared.set("lock", 3, timeout=0.000001)
    assert shared.add("lock", 4)
    assert shared.get("lock") == 4


def test_nothing_unfinished_is_left_behind(shared: FileCache, tmp_path: Path) -> None:
    for number in range(3):
        shared.add("lock", number)
    assert len(list((tmp_path / "cache").iterdir())) == 1
