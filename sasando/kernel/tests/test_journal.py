"""The journal shows what was done to it, even by somebody who can lift its triggers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from sasando.kernel.immutable import lifted
from sasando.kernel.journal import Head, contradictions, heads, verify
from sasando.kernel.models import Chain, Entry
from sasando.kernel.tests.acts import SCOPE, note

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("free_writes")]


@pytest.fixture(autouse=True)
def five_entries() -> Iterator[None]:
    """A chain of five, and nothing in the way of who wants to change it."""
    for text in ("satu", "dua", "tiga", "empat", "lima"):
        note(text)
    with lifted(connection):
        yield


def broken() -> list[tuple[str, int, str]]:
    return [(fault.chain, fault.seq, fault.what) for fault in verify()]


def entry(seq: int) -> Entry:
    return Entry.objects.get(chain=SCOPE, seq=seq)


def test_untouched_journal_has_no_faults() -> None:
    assert broken() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("body", '{"text":"lain"}'),
        ("body", "bukan json"),
        ("body", '{"text": "tiga"}'),
        ("actor", "operator:cli"),
        ("grants", "operator"),
        ("unit", "dinas"),
        ("act", "kernel.cancel_job"),
        ("object", "batch:0"),
        ("at", "2020-01-01 00:00:00+00:00"),
        ("hash", "0" * 64),
    ],
)
def test_changed_entry_is_the_first_fault(column: str, value: str) -> None:
    Entry.objects.filter(chain=SCOPE, seq=3).update(**{column: value})
    assert broken() == [(SCOPE, 3, "isinya berubah sejak ditulis")]


def test_missing_entry_is_found() -> None:
    entry(3).delete()
    assert broken() == [(SCOPE, 3, "butir ini tidak ada")]


def test_missing_last_entry_is_found_by_the_head() -> None:
    entry(5).delete()
    assert broken() == [(SCOPE, 5, "kepala rantai menunjuk butir 5, yang terakhir ada 4")]
    note_after = Chain.objects.get(key=SCOPE)
    assert note_after.seq == 5


def test_exchanged_entries_are_found() -> None:
    Entry.objects.filter(chain=SCOPE, seq=2).update(seq=99)
    Entry.objects.filter(chain=SCOPE, seq=3).update(seq=2)
    Entry.objects.filter(chain=SCOPE, seq=99).update(seq=3)
    assert broken() == [(SCOPE, 2, "tidak menyambung dengan butir sebelumnya")]


def test_entry_added_by_hand_is_found() -> None:
    last = entry(5)
    last.pk, last.seq = None, 6
    last.save(force_insert=True)
    assert [fault[:2] for fault in broken()] == [(SCOPE, 6)]


def test_head_that_is_gone_is_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM kernel_chain WHERE key = %s", [SCOPE])
    found = broken()
    Chain.objects.create(key=SCOPE, seq=5, hash=entry(5).hash)
    connection.check_constraints()  # at once, since triggers are made again after this test
    assert found == [(SCOPE, 5, "kepala rantai tidak ada")]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite keeps text in such a column")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE kernel_entry SET at = 'kapan' WHERE seq = 3",
        "UPDATE kernel_entry SET at = 5 WHERE seq = 3",
        "UPDATE kernel_chain SET seq = 'abc'",
    ],
)
def test_what_cannot_be_read_is_a_fault_of_its_chain(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute(statement)
        cursor.execute("PRAGMA ignore_check_constraints = OFF")
    assert (SCOPE, 0, "memuat sesuatu yang tidak terbaca") in broken()


def test_head_set_back_is_found() -> None:
    Chain.objects.filter(key=SCOPE).update(seq=4, hash=entry(4).hash)
    assert [fault[:2] for fault in broken()] == [(SCOPE, 6)]


def test_one_chain_can_be_verified_alone() -> None:
    note("lain", scope="agency:lain")
    Entry.objects.filter(chain=SCOPE, seq=3).update(body="{}")
    assert not list(verify("agency:lain"))
    assert [fault.seq for fault in verify(SCOPE)] == [3]


def test_chain_rewritten_as_a_whole_contradicts_a_head_recorded_elsewhere() -> None:
    recorded = heads()
    Entry.objects.filter(chain=SCOPE).delete()
    Chain.objects.filter(key=SCOPE).update(seq=0, hash="")
    for text in ("satu", "dua", "tiga", "empat", "lain"):
        note(text)
    assert broken() == []
    assert [(fault.chain, fault.seq) for fault in contradictions(recorded)] == [(SCOPE, 5)]


def test_chain_that_grew_since_does_not_contradict_its_earlier_head() -> None:
    recorded = heads()
    note("enam")
    assert not list(contradictions([*recorded, Head("agency:kosong", 0, "")]))
