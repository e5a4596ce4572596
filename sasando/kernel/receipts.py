"""Receipts: a request that comes twice gets its first outcome, and is not carried out again."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection
from django.utils import timezone

from sasando.kernel.actor import Actor
from sasando.kernel.canonical import canonical_json
from sasando.kernel.models import Receipt


class OtherRequestError(ValueError):
    """The same key was used before for another request."""


def claim(actor: Actor, act: str, key: str, digest: str) -> dict[str, Any] | None:
    """Claim a key for the act that begins here; the first outcome where it was claimed before.

    Written before anything else: a second writer with the same key waits for the first one's transaction.

    Raises:
        OtherRequestError: the key was claimed for another request.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_receipt (actor, act, key, request_digest, outcome, at) VALUES (%s, %s, %s, %s, '', %s)"
            " ON CONFLICT (actor, act, key) DO NOTHING",
            [actor.text, act, key, digest, connection.ops.adapt_datetimefield_value(timezone.now())],
        )
        if cursor.rowcount == 1:
            return None
    receipt = Receipt.objects.get(actor=actor.text, act=act, key=key)
    if receipt.request_digest != digest:
        raise OtherRequestError(
            f"kunci {key} sudah dipakai untuk permintaan lain; muat ulang halaman dan coba lagi"
        )
    outcome: dict[str, Any] = json.loads(receipt.outcome)
    return outcome


def is_kept(actor: Actor, act: str, key: str) -> bool:
    """Whether an act with this key was carried out. One query."""
    return Receipt.objects.filter(actor=actor.text, act=act, key=key).exists()


def keep(actor: Actor, act: str, key: str, outcome: dict[str, Any]) -> dict[str, Any]:
    """Write the outcome into the receipt; returned as a later request with this key will read it.

    Raises:
        TypeError: the outcome holds a float or something without a JSON form.
    """
    text = canonical_json(outcome)
    Receipt.objects.filter(actor=actor.text, act=act, key=key).update(outcome=text)
    kept: dict[str, Any] = json.loads(text)
    return kept
