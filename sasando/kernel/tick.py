"""What falls due: small functions of the apps, looked at once a minute (DESIGN.md rule 14).

An app declares them as `TICKS` in its `ticks.py`. Looking writes nothing; what runs must do no harm when it
is run twice, since a cron line and the worker may both look.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sasando.kernel.registry import declared

logger = logging.getLogger("sasando.tick")


@dataclass(frozen=True, slots=True)
class Tick:
    """`due` only reads; `run` does what is due, by acts or by creating a job."""

    name: str
    due: Callable[[datetime], bool]
    run: Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class Ticked:
    """What was due and ran. `error` is empty where it went well."""

    name: str
    error: str = ""


@cache
def ticks() -> dict[str, Tick]:
    """Everything that can fall due, by name."""
    return {one.name: one for one in declared("ticks", "TICKS")}


def tick(now: datetime) -> list[Ticked]:
    """Run what is due at `now`; one that fails does not keep the others from running."""
    return [_run(one, now) for one in ticks().values() if one.due(now)]


def _run(one: Tick, now: datetime) -> Ticked:
    try:
        one.run(now)
    except Exception as error:
        logger.exception("tick %s failed", one.name)
        return Ticked(one.name, f"{type(error).__name__}: {error}")
    return Ticked(one.name)
