"""State is changed in `actions.py`, and a write transaction is opened by `act` alone (DESIGN.md rule 5)."""

from __future__ import annotations

from pathlib import Path

import pytest

import sasando
from sasando.kernel.guard import EXEMPTIONS
from sasando.kernel.tests.write_places import Place, places_in, write_places

PACKAGE = Path(sasando.__file__).parent

# The kernel's own rooms: what act() is made of, its jobs (whose acts stand there), and what only reads.
KERNEL = {
    "kernel/act.py": {"atomic"},
    "kernel/receipts.py": {"cursor", "update"},
    "kernel/journal.py": {"cursor"},
    "kernel/reading.py": {"cursor"},
    "kernel/compiled.py": {"cursor"},
    "kernel/sqlite/base.py": {"cursor"},
    "kernel/writing.py": {"cursor"},
    "kernel/jobs.py": {"create", "save"},
    "kernel/worker_lock.py": {"cursor"},
    "kernel/testing.py": {"unwatched", "atomic"},
    "kernel/ticks.py": {"delete"},
    "kernel/database_copy.py": {"cursor", "atomic"},
    "kernel/postgres_tools.py": {"cursor"},
    "kernel/doctor.py": {"cursor"},
}
# What makes rows by hand for other apps' tests.
FOR_TESTS = {"organizations/testing.py": {"unwatched", "save", "create", "get_or_create"}}
ROOMS = KERNEL | FOR_TESTS
EXEMPTED = {file for exemption in EXEMPTIONS.values() for file in exemption.files}


def is_allowed(place: Place) -> bool:
    path = Path(place.file)
    if path.name == "actions.py" or path.parent.name == "actions":
        return place.call not in {"atomic", "cursor", "unwatched", "exempted"}
    return place.file in EXEMPTED or place.call in ROOMS.get(place.file, set())


def test_nothing_is_written_elsewhere() -> None:
    assert [str(place) for place in write_places(PACKAGE) if not is_allowed(place)] == []


def test_no_file_stands_in_the_lists_without_need() -> None:
    needed = {place.file for place in write_places(PACKAGE)}
    assert sorted((EXEMPTED | set(ROOMS)) - needed) == []


@pytest.mark.parametrize(
    "line",
    [
        "agency.save()",
        "agency.save(update_fields=['name'])",
        "agency.delete()",
        "Agency.objects.create(name='x')",
        "agency.aliases.create(name='x')",
        "Agency.objects.filter(id=1).update(name='x')",
        "agency.alias_set.update(name='x')",
        "Agency.objects.bulk_create(rows)",
        "Agency.objects.get_or_create(name='x')",
        "with transaction.atomic(): pass",
        "connection.cursor().execute('DELETE FROM x')",
        "with exempted('job progress'): pass",
    ],
)
def test_line_that_writes_is_found(line: str) -> None:
    assert list(places_in(line, "x.py"))


@pytest.mark.parametrize(
    "line",
    [
        "counts.update(new=1)",
        "digest.update(b'x')",
        "document.save(path)",
        "Agency.objects.filter(id=1)",
        "pass",
    ],
)
def test_line_that_does_not_write_is_left_alone(line: str) -> None:
    assert not list(places_in(line, "x.py"))
