"""Every change of state is an act (DESIGN.md rule 5): this is the only place that opens a write transaction.

Order inside: grants, receipt, the change itself, the head of the chain (locked last), one journal entry.
The whole is one transaction, repeated as a whole where the database gave way to another writer.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from sasando.kernel.actor import Actor
from sasando.kernel.canonical import canonical_json, sha256
from sasando.kernel.grant_table import granted
from sasando.kernel.journal import append
from sasando.kernel.models import Receipt

Outcome = dict[str, Any]
ATTEMPTS = 8
PATIENCE = 60.0  # seconds after which no further attempt starts: somebody waits for the answer
_FIRST_PAUSE = 0.01
_GAVE_WAY = {"40001", "40P01"}  # PostgreSQL: serialization failure, deadlock
_BUSY = ("database is locked", "database table is locked")  # SQLite

_running: ContextVar[str] = ContextVar("running_act", default="")


class Context:
    """What a change tells about itself: the object it concerns, and the body of its journal entry."""

    def __init__(self, actor: Actor, scope: str) -> None:
        self.actor = actor
        self.scope = scope
        self.object = ""
        self.body: dict[str, Any] = {}

    def record(self, concerned: str, body: dict[str, Any]) -> None:
        """Say what the journal entry holds. `body` takes text, whole numbers, lists and dicts; no float."""
        self.object = concerned
        self.body = body


class NothingToDo(Exception):  # noqa: N818  # not an error: the change found nothing to change
    """Raised by a change that finds nothing to change: no entry, no receipt; `outcome` is returned."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


class NestedActError(RuntimeError):
    """An act was opened inside another; that is a mistake in the program."""


class OtherRequestError(ValueError):
    """The same key was used before for another request."""


class UnrecordedActError(RuntimeError):
    """A change ended without saying what it did; that is a mistake in the program."""


Change = Callable[[Context], Outcome]


def running_act() -> str:
    """The name of the act that runs here, or ""."""
    return _running.get()


def act(
    actor: Actor,
    name: str,
    *,
    scope: str,
    request: dict[str, Any],
    change: Change,
    key: str | None = None,
    unit: str = "",
) -> Outcome:
    """Run `change` as one act, and return its outcome (JSON).

    With a `key`, the same actor, act and request get the first outcome again and `change` is not run.

    Raises:
        UnknownActError, RefusedError: see `grant_table.granted`.
        OtherRequestError: the key was used for another request.
        NestedActError: called inside an act.
        UnrecordedActError: the change did not call `record`.
    """
    resting_on = granted(actor, name, scope)
    if _running.get():
        raise NestedActError(f"{name} was opened inside {_running.get()}")
    mark = _running.set(name)
    try:
        return _repeated(lambda: _once(actor, name, scope, request, change, key, unit, resting_on))
    except NothingToDo as nothing:
        return nothing.outcome
    finally:
        _running.reset(mark)


def _repeated(run: Callable[[], Outcome]) -> Outcome:
    started = time.monotonic()
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return run()
        except OperationalError as error:
            tired = attempt == ATTEMPTS or time.monotonic() - started > PATIENCE
            if tired or not _gave_way(error):
                raise
            time.sleep(_FIRST_PAUSE * 2**attempt * random.random())  # noqa: S311  # spreads writers, no secret
    raise AssertionError("unreachable: the last attempt returns or raises")


def _gave_way(error: OperationalError) -> bool:
    state = getattr(error.__cause__, "sqlstate", None)
    return state in _GAVE_WAY or any(words in str(error) for words in _BUSY)


def _once(
    actor: Actor,
    name: str,
    scope: str,
    request: dict[str, Any],
    change: Change,
    key: str | None,
    unit: str,
    resting_on: tuple[str, ...],
) -> Outcome:
    context = Context(actor, scope)
    with transaction.atomic(durable=True):
        digest = ""
        if key is not None:
            digest = sha256(canonical_json({"scope": scope, "unit": unit, "request": request}))
            earlier = _earlier_outcome(actor, name, key, digest)
            if earlier is not None:
                return earlier
        outcome = change(context)
        if not context.object:
            raise UnrecordedActError(f"the change of {name} must call record()")
        append(
            chain=scope,
            actor=actor.text,
            grants=",".join(resting_on),
            unit=unit,
            act=name,
            concerned=context.object,
            body=context.body,
        )
        if key is not None:
            Receipt.objects.filter(actor=actor.text, act=name, key=key).update(
                outcome=canonical_json(outcome)
            )
    return outcome


def _earlier_outcome(actor: Actor, name: str, key: str, digest: str) -> Outcome | None:
    """Claim the key, or return what it led to before.

    The receipt is written first: a second writer with the same key waits for the first one's transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_receipt (actor, act, key, request_digest, outcome, at) VALUES (%s, %s, %s, %s, '', %s)"
            " ON CONFLICT (actor, act, key) DO NOTHING",
            [actor.text, name, key, digest, connection.ops.adapt_datetimefield_value(timezone.now())],
        )
        if cursor.rowcount == 1:
            return None
    receipt = Receipt.objects.get(actor=actor.text, act=name, key=key)
    if receipt.request_digest != digest:
        raise OtherRequestError(
            f"kunci {key} sudah dipakai untuk permintaan lain; muat ulang halaman dan coba lagi"
        )
    outcome: Outcome = json.loads(receipt.outcome)
    return outcome
