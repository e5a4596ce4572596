"""Facts as plain JSON values, so that equal facts have equal digests."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sasando.scoring.numbers import fraction_text


def plain_values(value: Any) -> Any:
    """Dataclasses as objects, tuples as lists, fractions as text (`"62/25"`), days and moments in ISO form."""
    if isinstance(value, Fraction):
        return fraction_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: plain_values(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, list | tuple):
        return [plain_values(item) for item in value]
    return value
