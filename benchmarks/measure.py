"""Ratios of medians over interleaved repetitions."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

REPETITIONS = 9


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the table. `ours` and `base` are seconds (or MB); `ratio` is what the bound is on."""

    what: str
    against: str
    ours: float
    base: float
    ratio: float
    bound: float | None  # None: told for what it is, without a bound
    unit: str = "s"

    @property
    def holds(self) -> bool:
        return self.bound is None or self.ratio <= self.bound


def seconds(run: Callable[[], object]) -> float:
    """How long one call takes, without the garbage collector in between."""
    gc.collect()
    gc.disable()
    try:
        started = time.perf_counter()
        run()
        return time.perf_counter() - started
    finally:
        gc.enable()


def compare(
    what: str,
    ours: Callable[[], object],
    against: str,
    base: Callable[[], object],
    bound: float,
    *,
    scale: float = 1.0,
    repetitions: int = REPETITIONS,
) -> Measured:
    """Run both in turn, `repetitions` times after one warm-up, and compare the medians.

    `scale` multiplies the base: how many of it make up one of ours.
    """
    ours()
    base()
    pairs = [(seconds(ours), seconds(base)) for _ in range(repetitions)]
    median_ours = statistics.median(pair[0] for pair in pairs)
    median_base = statistics.median(pair[1] for pair in pairs) * scale
    return Measured(what, against, median_ours, median_base, median_ours / median_base, bound)
