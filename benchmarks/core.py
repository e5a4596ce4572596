"""Exact scoring and inference, against a plain sum over the same rows."""

from __future__ import annotations

import csv
import random
import statistics
import time
from fractions import Fraction
from pathlib import Path

from benchmarks.measure import REPETITIONS, Measured, compare
from sasando.scoring.inference import infer
from sasando.scoring.loader import load_instrument
from sasando.scoring.plan import compiled

ROOT = Path(__file__).resolve().parent.parent
AGENCIES = 621


def measure() -> list[Measured]:
    return [_scoring(), _inference()]


def _scoring() -> Measured:
    """The whole tree of 621 agencies against one nested sum a row."""
    plan = compiled(load_instrument(ROOT / "instruments" / "spbe-2020.yaml"))
    dice = random.Random(1)
    rows = [[dice.randint(1, 5) for _ in plan.leaves] for _ in range(AGENCIES)]
    weights = [float(leaf.weight or 0) for leaf in plan.leaves]

    def ours() -> object:
        return [plan.value(plan.totals(row), 0) for row in rows]

    def base() -> object:
        return [sum(a * b for a, b in zip(weights, row, strict=True)) for row in rows]

    return compare(
        "exact scoring, 621 agencies × 47 indicators, whole tree", ours, "plain nested sum(a*b)", base, 6
    )


def _inference() -> Measured:
    """The median row of 1,236 against scoring one row."""
    instrument = load_instrument(ROOT / "instruments" / "spbe-2020.yaml")
    plan = compiled(instrument)
    rows = [
        (Fraction(row["index"]), {f"D{n}": Fraction(row[f"d{n}"]) for n in range(1, 5)}, row["predicate"])
        for year in (2023, 2024)
        for row in _table(year)
    ]
    levels = [3] * len(plan.leaves)
    infer(instrument, *rows[0][:2])
    ours, base = [], []
    for _ in range(REPETITIONS):
        took = []
        for index, parts, predicate in rows:
            started = time.perf_counter()
            infer(instrument, index, parts, predicate=predicate)
            took.append(time.perf_counter() - started)
        started = time.perf_counter()
        for _ in range(1000):
            plan.totals(levels)
        base.append((time.perf_counter() - started) / 1000)
        ours.append(statistics.median(took))
    return Measured(
        "inference of one row (median of 1,236)",
        "scoring one row",
        statistics.median(ours),
        statistics.median(base),
        statistics.median(ours) / statistics.median(base),
        50,
    )


def _table(year: int) -> list[dict[str, str]]:
    with (ROOT / "data" / "published" / f"spbe-results-{year}.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        return list(csv.DictReader(file))
