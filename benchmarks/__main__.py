"""`make bench`: measure everything, print the table, write it to `docs/benchmarks.md`; exit 1 where a bound fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks import api, core, downloads, pages, site, writers
from benchmarks.measure import REPETITIONS, Measured
from tests.postgres import start_cluster

ROOT = Path(__file__).resolve().parent.parent
_HEAD = f"""# Benchmarks

Written by `make bench`. Every bound is on a ratio to something measured in the same run: medians of {REPETITIONS}
interleaved repetitions after a warm-up. Absolute times are of one machine of two cores and say little elsewhere.

| what | ours | against | base | ratio | bound | |
|---|---|---|---|---|---|---|
"""


def main() -> int:
    measured = [
        *core.measure(),
        *_databases(),
        *pages.measure(),
        *site.measure(),
        *api.measure(),
        *downloads.measure(),
        *writers.measure(),
    ]
    table = _HEAD + "".join(_line(one) for one in measured)
    (ROOT / "docs" / "benchmarks.md").write_text(table, encoding="utf-8")
    print(table)
    failed = [one.what for one in measured if not one.holds]
    for what in failed:
        print(f"bound failed: {what}", file=sys.stderr)
    return 1 if failed else 0


def _databases() -> list[Measured]:
    """The same measurements on SQLite and on a PostgreSQL cluster of this run alone."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    found = _database(environment)
    cluster = start_cluster()
    try:
        return found + _database(environment | {"DATABASE_URL": cluster.url("postgres")})
    finally:
        cluster.stop()


def _database(environment: dict[str, str]) -> list[Measured]:
    command = [sys.executable, "-m", "benchmarks.database"]
    done = subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return [Measured(**one) for one in json.loads(done.stdout)]


def _line(one: Measured) -> str:
    verdict = "" if one.bound is None else "holds" if one.holds else "**fails**"
    bound_text = "–" if one.bound is None else f"{one.bound:g}"
    if one.unit == "MB":
        figures = [f"{one.ours:.0f} MB", f"{one.base:.0f} MB", f"+{one.ratio:.0f} MB", f"+{bound_text} MB"]
    else:
        figures = [_time(one.ours), _time(one.base), f"{one.ratio:.2f}", bound_text]
    ours, base, ratio, bound = figures
    return f"| {one.what} | {ours} | {one.against} | {base} | {ratio} | {bound} | {verdict} |\n"


def _time(seconds: float) -> str:
    if seconds < 0.001:
        return f"{seconds * 1e6:.1f} µs"
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


if __name__ == "__main__":
    sys.exit(main())
