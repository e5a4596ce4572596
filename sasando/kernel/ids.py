"""Public ids."""

from __future__ import annotations

import uuid

from uuid_utils.compat import uuid7


def new_id() -> uuid.UUID:
    """A new public id: UUIDv7, so that ids sort by the time they were made."""
    return uuid7()
