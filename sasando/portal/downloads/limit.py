"""How many files one address may fetch in a minute: a small counter that all processes of the machine share.

An address is kept as a keyed digest, for the minute alone.
"""

from __future__ import annotations

import hmac
import os
import shutil
import time
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

from sasando.portal.downloads.files import FILES
from sasando.ui.visitors import address_of

MOST_IN_A_WINDOW = 40  # eight whole sets
WINDOW = 60  # seconds


def too_many(request: HttpRequest) -> bool:
    """Count one request of this address; whether it is one too many."""
    window = int(time.time()) // WINDOW
    place = FILES.folder / "rate" / str(window)
    if not place.exists():
        _forget(place.parent)
        place.mkdir(parents=True, exist_ok=True)
    key = hmac.new(settings.SECRET_KEY.encode(), address_of(request).encode(), sha256).hexdigest()
    try:
        handle = os.open(place / key[:32], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except FileNotFoundError:  # the window has just been forgotten
        return False
    try:
        os.write(handle, b".")
        return os.fstat(handle).st_size > MOST_IN_A_WINDOW
    finally:
        os.close(handle)


def seconds_left() -> int:
    """Until the next window."""
    return WINDOW - int(time.time()) % WINDOW


def _forget(rate: Path) -> None:
    """Drop the windows that are over."""
    shutil.rmtree(rate, ignore_errors=True)
