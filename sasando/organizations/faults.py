"""What may be wrong with a request, told to the person who made it."""

from __future__ import annotations


class RejectedError(ValueError):
    """The request cannot be carried out; nothing was changed. `field`: the field of the form that is wrong, or ""."""

    def __init__(self, message: str, field: str = "") -> None:
        self.field = field
        super().__init__(message)
