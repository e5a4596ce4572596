"""Every change of state is an act (DESIGN.md rule 5): this is the only place that opens a write transaction.

Order inside: grants, receipt, the change itself, the head of the chain (locked last), one journal entry.
The whole is one transaction, repeated as a whole where the database gave way to another writer, and once where
another writer made the same unique row meanwhile: then the change finds it there, and answers as its words say.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, OperationalError, transaction

from sasando.kernel.actor import Actor
from sasando.kernel.canonical import canonical_json, sha256
from sasando.kernel.grant_table import granted
from sasando.kernel.journal import append
from sasando.kernel.receipts import claim, keep
from sasando.kernel.turn import writers_turn

Outcome = dict[str, Any]
AskedFor = tuple[str, str]
"""An act by its name, and the scope in which it was asked for."""
LONGEST_KEY = 100
ATTEMPTS = 8
PATIENCE = 30.0  # seconds after which no further attempt starts: somebody waits for the answer
_FIRST_PAUSE = 0.01
_GAVE_WAY = {"40001", "40P01"}  # PostgreSQL: serialization failure, deadlock
_MADE_MEANWHILE = "23505"  # PostgreSQL: a unique row made by another writer after this one had looked for it
_BUSY = ("database is locked", "database table is locked")  # SQLite

_running: ContextVar[str] = ContextVar("running_act", default="")
_key_of_request: ContextVar[str | None] = ContextVar("key_of_request", default=None)
_asked_for: ContextVar[list[AskedFor] | None] = ContextVar("asked_for", default=None)


class Context:
    """What a change is told, and what it tells: the object it concerns, and the body of its journal entry.

    `roles` are those of the actor that may do this act here.
    """

    def __init__(self, actor: Actor, scope: str, roles: tuple[str, ...]) -> None:
        self.actor = actor
        self.scope = scope
        self.roles = roles
        self.object = ""
        self.body: dict[str, Any] = {}
        self.told = False

    def record(self, concerned: str, body: dict[str, Any]) -> None:
        """Say what the journal entry holds. `body` takes text, whole numbers, lists and dicts; no float."""
        self.object = concerned
        self.body = body

    def told_before(self, concerned: str) -> None:
        """Say that an entry of a moment ago stands for this change too: it is kept without one of its own.

        For texts that save themselves while somebody writes; what is decided is always recorded.
        """
        self.object = concerned
        self.told = True


class NothingToDo(Exception):  # noqa: N818  # not an error: the change found nothing to change
    """Raised by a change that finds nothing to change: no entry, no receipt; `outcome` is returned."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


class NestedActError(RuntimeError):
    """An act was opened inside another; that is a mistake in the program."""


class UnrecordedActError(RuntimeError):
    """A change ended without saying what it did; that is a mistake in the program."""


Change = Callable[[Context], Outcome]


def nothing_more(_context: Context, *_told: object) -> None:
    """What mostly belongs to an act beside its own change.

    An action that takes another one as `then` calls it once inside its change, where there was something to change,
    with what came of it: a letter that is written there stands with the act or not at all.
    """


@dataclass(frozen=True, slots=True)
class _Asked:
    """All that one call of `act` came with, and the roles it rests on."""

    actor: Actor
    name: str
    scope: str
    unit: str
    key: str | None
    request: dict[str, Any]
    change: Change
    resting_on: tuple[str, ...]

    def digest(self) -> str:
        return sha256(canonical_json({"scope": self.scope, "unit": self.unit, "request": self.request}))


def running_act() -> str:
    """The name of the act that runs here, or ""."""
    return _running.get()


@contextmanager
def keyed_by(key: str | None) -> Iterator[list[AskedFor]]:
    """Let an act that is given no key of its own take that of the request it belongs to; yields what was asked for.

    A request with a key does one act of a name: a second one of that name would be another request.
    """
    asked: list[AskedFor] = []
    mark, other = _key_of_request.set(key), _asked_for.set(asked)
    try:
        yield asked
    finally:
        _key_of_request.reset(mark)
        _asked_for.reset(other)


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

    With a `key`, its own or that of the request (`keyed_by`), the same actor, act and request get the first outcome
    again and `change` is not run.

    Raises:
        UnknownActError, RefusedError: see `grant_table.granted`.
        OtherRequestError: the key was used for another request.
        NestedActError: called inside an act.
        UnrecordedActError: the change did not call `record`.
        ValueError: `scope` is neither "national" nor "agency:<slug>", or `key` is empty or too long.
    """
    key = _key_of_request.get() if key is None else key
    if key is not None and not 0 < len(key) <= LONGEST_KEY:
        raise ValueError(f"a key has 1 to {LONGEST_KEY} characters")
    asked = _Asked(actor, name, scope, unit, key, request, change, granted(actor, name, scope))
    listed = _asked_for.get()
    if listed is not None:
        listed.append((name, scope))
    if _running.get():
        raise NestedActError(f"{name} was opened inside {_running.get()}")
    mark = _running.set(name)
    try:
        return _repeated(lambda: _once(asked))
    except NothingToDo as nothing:
        return nothing.outcome
    finally:
        _running.reset(mark)


def _repeated(run: Callable[[], Outcome]) -> Outcome:
    started, beaten = time.monotonic(), False
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return run()
        except IntegrityError as error:
            if beaten or attempt == ATTEMPTS or getattr(error.__cause__, "sqlstate", None) != _MADE_MEANWHILE:
                raise
            beaten = True
        except OperationalError as error:
            tired = attempt == ATTEMPTS or time.monotonic() - started > PATIENCE
            if tired or not _gave_way(error):
                raise
            time.sleep(_FIRST_PAUSE * 2**attempt * random.random())  # noqa: S311  # spreads writers, no secret
    raise AssertionError("unreachable: the last attempt returns or raises")


def _gave_way(error: OperationalError) -> bool:
    state = getattr(error.__cause__, "sqlstate", None)
    return state in _GAVE_WAY or any(words in str(error) for words in _BUSY)


def _once(asked: _Asked) -> Outcome:
    context = Context(asked.actor, asked.scope, asked.resting_on)
    with writers_turn(), transaction.atomic(durable=True):
        if asked.key is not None:
            earlier = claim(asked.actor, asked.name, asked.key, asked.digest())
            if earlier is not None:
                return earlier
        outcome = asked.change(context)
        if not context.object:
            raise UnrecordedActError(f"the change of {asked.name} must call record() or told_before()")
        if asked.key is not None:
            outcome = keep(asked.actor, asked.name, asked.key, outcome)
        if context.told:
            return outcome
        append(
            chain=asked.scope,
            actor=asked.actor.text,
            grants=",".join(asked.resting_on),
            unit=asked.unit,
            act=asked.name,
            concerned=context.object,
            body=context.body,
        )
    return outcome
