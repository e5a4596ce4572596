"""Public ids."""

from __future__ import annotations

import uuid

from uuid_utils.compat import uuid7


def read_id(text: str) -> uuid.UUID | None:
    """The id that a form or a query names; None where the text is none, so that it names nothing."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def new_id() -> uuid.UUID:
    """A new public id: UUIDv7, so that ids sort by the time they were made."""
    return uuid7()
