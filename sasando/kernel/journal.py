"""The journal: append-only, one unbroken chain of hashes for each scope (DESIGN.md rule 6)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from sasando.kernel.canonical import canonical_json, sha256
from sasando.kernel.models import Chain, Entry

_CHUNK = 500
_UNREADABLE = (TypeError, ValueError, AttributeError)


def append(
    *,
    chain: str,
    actor: str,
    grants: str,
    unit: str,
    act: str,
    concerned: str,
    body: dict[str, Any],
) -> None:
    """Add one entry at the head of a chain. Called by `act` alone, inside its transaction, as its last lock."""
    seq, prev = _locked_head(chain)
    at = timezone.now()  # read under the lock, so that a chain's times never run backwards on one machine
    text = canonical_json(body)
    digest = _hash(chain, seq + 1, at, actor, grants, unit, act, concerned, text, prev)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_entry (chain_id, seq, at, actor, grants, unit, act, object, body, prev, hash)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                chain, seq + 1, connection.ops.adapt_datetimefield_value(at), actor, grants, unit, act, concerned,
                text, prev, digest,
            ],
        )  # fmt: skip
        cursor.execute("UPDATE kernel_chain SET seq = %s, hash = %s WHERE key = %s", [seq + 1, digest, chain])


def _locked_head(chain: str) -> tuple[int, str]:
    """Lock the head row of a chain, making the chain where it does not exist yet."""
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    select = f"SELECT seq, hash FROM kernel_chain WHERE key = %s{lock}"  # noqa: S608  # constant words
    with connection.cursor() as cursor:
        cursor.execute(select, [chain])
        head = cursor.fetchone()
        if head is None:
            cursor.execute(
                "INSERT INTO kernel_chain (key, seq, hash) VALUES (%s, 0, '') ON CONFLICT (key) DO NOTHING",
                [chain],
            )
            cursor.execute(select, [chain])
            head = cursor.fetchone()
    return int(head[0]), str(head[1])


def _hash(
    chain: str,
    seq: int,
    at: datetime,
    actor: str,
    grants: str,
    unit: str,
    act: str,
    concerned: str,
    body: str,
    prev: str,
) -> str:
    return sha256(
        canonical_json(
            {
                "chain": chain,
                "seq": seq,
                "at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
                "actor": actor,
                "grants": grants,
                "unit": unit,
                "act": act,
                "object": concerned,
                "body": body,
                "prev": prev,
            }
        )
    )


@dataclass(frozen=True, slots=True)
class JournalFault:
    """Where a chain is broken: the first entry that does not follow from the one before, and how."""

    chain: str
    seq: int
    what: str

    def __str__(self) -> str:
        return f"{self.chain} {self.seq}: {self.what}"


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry of a chain: its number, and the hash that stands for all before it."""

    chain: str
    seq: int
    hash: str


def heads() -> list[Head]:
    """The head of every chain, by name: what reports print and backups keep."""
    return [Head(*row) for row in Chain.objects.order_by("key").values_list("key", "seq", "hash")]


def verify(chain: str | None = None) -> Iterator[JournalFault]:
    """Recompute every chain, or one; yields the first fault of each that is broken.

    Acts may go on meanwhile: what they add after a chain's turn came is not looked at.
    """
    known = {
        *Chain.objects.values_list("key", flat=True),
        *Entry.objects.values_list("chain", flat=True).distinct(),
    }
    for key in sorted(known if chain is None else known & {chain}):
        try:
            fault = _fault_of(key)
        except _UNREADABLE:  # SQLite keeps what it is given: text where a number or a time belongs
            fault = JournalFault(key, 0, "memuat sesuatu yang tidak terbaca")
        if fault is not None:
            yield fault


def contradictions(recorded: Iterable[Head]) -> Iterator[JournalFault]:
    """Where the journal no longer holds a head that was recorded elsewhere: on a report, or with a backup.

    A chain rewritten as a whole, or shortened together with its head, is whole in itself; only this shows it.
    """
    for head in recorded:
        if head.seq and not Entry.objects.filter(chain=head.chain, seq=head.seq, hash=head.hash).exists():
            yield JournalFault(
                head.chain, head.seq, f"tidak memuat butir yang pernah dicatat ({head.hash[:12]}…)"
            )


def _fault_of(key: str) -> JournalFault | None:
    newest = Entry.objects.filter(chain=key).aggregate(newest=Max("seq"))["newest"] or 0
    head = Chain.objects.filter(key=key).first()  # read after `newest`: an act moves both in one transaction
    if head is None:
        return JournalFault(key, newest, "kepala rantai tidak ada")
    return _first_fault(head, newest)


def _first_fault(head: Chain, newest: int) -> JournalFault | None:
    seq, prev = 0, ""
    entries = Entry.objects.filter(chain=head, seq__lte=max(head.seq, newest)).order_by("seq")
    for entry in entries.iterator(chunk_size=_CHUNK):
        seq += 1
        if entry.seq != seq:
            return JournalFault(head.key, seq, "butir ini tidak ada")
        if entry.prev != prev:
            return JournalFault(head.key, seq, "tidak menyambung dengan butir sebelumnya")
        if entry.hash != _recomputed(entry):
            return JournalFault(head.key, seq, "isinya berubah sejak ditulis")
        prev = entry.hash
    if (head.seq, head.hash) != (seq, prev):
        return JournalFault(
            head.key, seq + 1, f"kepala rantai menunjuk butir {head.seq}, yang terakhir ada {seq}"
        )
    return None


def _recomputed(entry: Entry) -> str:
    try:
        body = canonical_json(json.loads(entry.body))
    except ValueError:
        return ""
    if body != entry.body:
        return ""
    return _hash(
        entry.chain_id, entry.seq, entry.at, entry.actor, entry.grants, entry.unit, entry.act, entry.object, body,
        entry.prev,
    )  # fmt: skip
