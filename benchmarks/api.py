"""The newest index by the API of the served site, against a bare ninja route with one query under the same server."""

from __future__ import annotations

import http.client
import statistics
import subprocess
import tempfile

from benchmarks.measure import REPETITIONS, Measured
from benchmarks.site import BINARIES, ROOT, _environment, _get, _seconds, _served

INDEX = "/api/v1/index/kab-kupang"
BARE = "/ninja/index/kab-kupang"


def measure() -> list[Measured]:
    with tempfile.TemporaryDirectory() as data:
        environment = _environment(data)
        subprocess.run([BINARIES / "sasando", "setup", "--quiet"], env=environment, cwd=ROOT, check=True)
        return [_index(environment)]


def _index(environment: dict[str, str]) -> Measured:
    """Requests in turn on kept connections."""
    bare = environment | {"DJANGO_SETTINGS_MODULE": "benchmarks.bare.settings"}
    with (
        _served("sasando.wsgi:application", environment) as port,
        _served("benchmarks.bare.wsgi:application", bare) as other,
    ):
        ours = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        base = http.client.HTTPConnection("127.0.0.1", other, timeout=30)
        for _ in range(20):
            _get(ours, INDEX)
            _get(base, BARE)
        pairs = [(_seconds(ours, INDEX), _seconds(base, BARE)) for _ in range(REPETITIONS)]
    mine, theirs = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    return Measured(
        f"{INDEX}, one request",
        "bare ninja route: same middleware, one query",
        mine,
        theirs,
        mine / theirs,
        2,
    )
