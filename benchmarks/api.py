"""The newest index by the API of the served site, against a bare ninja route with one query under the same server."""

from __future__ import annotations

import tempfile

from benchmarks.measure import REPETITIONS, Measured
from benchmarks.serving import BARE, OURS, bare, environment_of, in_turn, served

INDEX = "/api/v1/index/kab-kupang"
BARE_INDEX = "/ninja/index/kab-kupang"


def measure() -> list[Measured]:
    with tempfile.TemporaryDirectory() as data:
        environment = environment_of(data)
        with served(OURS, environment) as port, served(BARE, bare(environment)) as other:
            mine, theirs = in_turn((port, INDEX), (other, BARE_INDEX), REPETITIONS)
    return [
        Measured(
            f"{INDEX}, one request",
            "bare ninja route: same middleware, one query",
            mine,
            theirs,
            mine / theirs,
            2,
        )
    ]
