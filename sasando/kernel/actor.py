"""Who acts: a person, the operator at the shell, the system itself, or nobody known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

_SHAPE = re.compile(r"system|anonymous|operator:cli|user:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor as text: `user:<uuid>`, `operator:cli`, `system` or `anonymous`.

    Raises:
        ValueError: the text is none of these.
    """

    text: str

    def __post_init__(self) -> None:
        if not _SHAPE.fullmatch(self.text):
            raise ValueError(f"not an actor: {self.text!r}")

    def __str__(self) -> str:
        return self.text

    @classmethod
    def user(cls, identifier: UUID) -> Actor:
        return cls(f"user:{identifier}")


SYSTEM = Actor("system")
OPERATOR_CLI = Actor("operator:cli")
ANONYMOUS = Actor("anonymous")
