"""Closing an account: each app lets go of what it keeps of the person, inside the one act.

An app declares in its `closing.py` the list `CLOSINGS` of functions `(context, user) -> how many rows it let go`, each
named for what it lets go. They run inside the act: they save rows and open no act of their own.
"""

from __future__ import annotations

from collections.abc import Callable

from sasando.kernel.act import Context
from sasando.kernel.registry import declared
from sasando.organizations.models import User

Closer = Callable[[Context, User], int]


def let_go(context: Context, user: User) -> dict[str, int]:
    """Let every app let go of what it keeps; how much each did, by the function's name."""
    closers: list[Closer] = declared("closing", "CLOSINGS")
    return {closer.__name__: closer(context, user) for closer in closers}
