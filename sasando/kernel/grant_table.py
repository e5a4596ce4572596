"""Who may do what: a table of rows, declared by each app in its `grants.py` (DESIGN.md rule 7)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from sasando.kernel.actor import OPERATOR_CLI, SYSTEM, Actor
from sasando.kernel.registry import declared

NATIONAL = "national"
AGENCY = "agency"
_AGENCY_SCOPE = re.compile(r"agency:[a-z0-9-]{1,100}")


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """`role` may do `act` where the scope is "national", or where it is an agency's ("agency")."""

    act: str
    role: str
    scope: str


class UnknownActError(LookupError):
    """No app declares this act; that is a mistake in the program."""


class RefusedError(PermissionError):
    """The actor holds no role that may do this here."""


RoleResolver = Callable[[Actor, str], set[str]]
_resolvers: list[RoleResolver] = []


def resolve_roles_by(resolver: RoleResolver) -> None:
    """Let an app say which roles an actor holds in a scope (accounts do so for people)."""
    if resolver not in _resolvers:
        _resolvers.append(resolver)


def roles_of(actor: Actor, scope: str) -> set[str]:
    """The roles an actor holds in a scope."""
    own = {SYSTEM: {"system"}, OPERATOR_CLI: {"operator"}}.get(actor, set())
    return own.union(*(resolver(actor, scope) for resolver in _resolvers))


@cache
def _table() -> dict[str, tuple[Grant, ...]]:
    found: dict[str, list[Grant]] = defaultdict(list)
    for grant in declared("grants", "GRANTS"):
        found[grant.act].append(grant)
    return {act: tuple(sorted(grants)) for act, grants in found.items()}


def all_grants() -> list[Grant]:
    """Every row of the table, by act, role and scope."""
    return sorted(grant for grants in _table().values() for grant in grants)


def kind_of_scope(scope: str) -> str:
    """ "national" or "agency", the two kinds of scope a grant can be for."""
    if scope == NATIONAL:
        return NATIONAL
    if _AGENCY_SCOPE.fullmatch(scope):
        return AGENCY
    raise ValueError(f"a scope is national or agency:<slug>, not {scope!r}")


def granted(actor: Actor, act: str, scope: str) -> tuple[str, ...]:
    """The roles on which this act of this actor rests.

    Raises:
        UnknownActError: no app declares the act.
        RefusedError: the actor holds no role that may do it here.
        ValueError: `scope` is neither "national" nor "agency:<slug>".
    """
    rows = _table().get(act)
    if rows is None:
        raise UnknownActError(f"no grants declare the act {act}")
    kind = kind_of_scope(scope)
    held = roles_of(actor, scope)
    resting_on = tuple(grant.role for grant in rows if grant.scope == kind and grant.role in held)
    if not resting_on:
        raise RefusedError(f"{actor} may not do {act} in {scope}")
    return resting_on
