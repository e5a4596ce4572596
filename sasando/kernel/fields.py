"""Numbers that stay exact in the database."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

STEPS = 10_000


class Fixed4Field(models.BigIntegerField[Fraction | int, Fraction]):
    """A published figure: a `Fraction` in Python, a whole number of ten-thousandths in the database.

    Whole numbers and `Fraction`s are taken; a float, or a value between two steps, raises ValueError.
    """

    description = "exact figure in steps of 0.0001"
    # Read by the type checker alone: what the base class says of whole numbers does not hold here.
    _pyi_private_set_type: Fraction | int  # type: ignore[assignment]
    _pyi_private_get_type: Fraction  # type: ignore[assignment]
    _pyi_lookup_exact_type: Fraction | int  # type: ignore[assignment]

    def from_db_value(
        self, value: int | None, _expression: Any, _connection: BaseDatabaseWrapper
    ) -> Fraction | None:
        return None if value is None else Fraction(value, STEPS)

    def to_python(self, value: Any) -> Fraction | None:
        if value is None or isinstance(value, Fraction):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return Fraction(value)
        raise ValueError(f"{self.name}: an exact figure is a Fraction or a whole number, not {value!r}")

    def get_prep_value(self, value: Any) -> int | None:
        exact = self.to_python(value)
        if exact is None:
            return None
        steps, rest = divmod(exact.numerator * STEPS, exact.denominator)
        if rest:
            raise ValueError(f"{self.name}: {exact} does not lie on the grid of 1/{STEPS}")
        return steps
