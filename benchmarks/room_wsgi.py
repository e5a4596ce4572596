"""Our site with another number of threads that may wait for a form: `BENCH_ROOM` (docs/decisions/0029). `SLOW` answers
after half a second in which it computes nothing, as a page does that waits for a file or for the database."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from typing import Any

from sasando.kernel import whole_bodies

whole_bodies.ROOM = int(os.environ["BENCH_ROOM"])

from sasando.wsgi import application as ours  # noqa: E402  # made with the room above

SLOW = "/lambat/"


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    if environ["PATH_INFO"] != SLOW:
        return ours(environ, start_response)
    time.sleep(0.5)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"ok"]
