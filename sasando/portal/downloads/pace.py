"""How long each kind of file last took on this machine: what takes too long for a page is made by the worker.

Measured, not configured: the same code is fast on one machine and slow on another.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from sasando.portal.downloads.store import folder

LONGEST_IN_A_REQUEST = 1.0  # seconds


def measured(file: str, make: Callable[[], bytes]) -> bytes:
    """Make a file and remember how long it took, on the clock of this process's own work."""
    started = time.thread_time()
    content = make()
    remember(file, time.thread_time() - started)
    return content


def remember(file: str, seconds: float) -> None:
    """Note how long a kind of file took."""
    place = folder() / "pace"
    place.mkdir(parents=True, exist_ok=True)
    (place / file).write_text(str(round(seconds * 1000)), encoding="ascii")


def is_slow(file: str) -> bool:
    """Whether it last took longer than a page may."""
    try:
        text = (folder() / "pace" / file).read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    return text.isdigit() and int(text) > LONGEST_IN_A_REQUEST * 1000
