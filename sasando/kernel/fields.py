"""Numbers that stay exact in the database (DESIGN.md rule 4)."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import (
    Exact,
    GreaterThan,
    GreaterThanOrEqual,
    In,
    IsNull,
    LessThan,
    LessThanOrEqual,
    Range,
)

STEPS = 10_000
LARGEST = 2**63 - 1  # of each half of a rational


class Fixed4Field(models.BigIntegerField[Fraction | int, Fraction]):
    """A published figure: a `Fraction` in Python, a whole number of ten-thousandths in the database.

    Takes `Fraction`s and whole numbers, in values and in lookups. A float, or a value between two steps,
    raises ValueError.
    """

    description = "exact figure in steps of 0.0001"
    # Read by the type checker alone: what the base class says of whole numbers does not hold here.
    _pyi_private_set_type: Fraction | int  # type: ignore[assignment]
    _pyi_private_get_type: Fraction  # type: ignore[assignment]
    _pyi_lookup_exact_type: Fraction | int  # type: ignore[assignment]

    def from_db_value(
        self, value: int | None, _expression: Any, _connection: BaseDatabaseWrapper
    ) -> Fraction | None:
        return None if value is None else _of_steps(value)

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

    def get_lookup(self, lookup_name: str) -> Any:
        """Only lookups that compare exactly; Django's own for whole numbers would round a float silently."""
        return _LOOKUPS.get(lookup_name)


_LOOKUPS = {
    lookup.lookup_name: lookup
    for lookup in (Exact, GreaterThan, GreaterThanOrEqual, In, IsNull, LessThan, LessThanOrEqual, Range)
}


@lru_cache(maxsize=1 << 16)
def _of_steps(steps: int) -> Fraction:
    """A figure read from the database; most stand between 0 and 5, so that few are ever computed twice."""
    return Fraction(steps, STEPS)


class DenominatorField(models.BigIntegerField[Any, Any]):
    """A denominator; the database itself refuses one that is not positive."""

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        return f"{connection.ops.quote_name(str(self.column))} > 0"


class Rational:
    """An exact number in a model: `value = Rational()` is a `Fraction`, kept as `value_num` and `value_den`.

    The pair is reduced, since a `Fraction` is; the denominator is checked by the database. With `null=True`
    both are null together. Look rows up with `exactly("value", Fraction(7, 6))`; other comparisons belong
    into Python, since no database compares fractions exactly.
    """

    def __init__(self, *, null: bool = False) -> None:
        self.null = null

    if TYPE_CHECKING:  # what stands in the place of this object once Django has made the model

        def __get__(self, row: Any, model: Any) -> Any: ...
        def __set__(self, row: Any, value: Any) -> None: ...

    def contribute_to_class(self, model: type[models.Model], name: str) -> None:
        """Called by Django while it makes the model."""
        model.add_to_class(f"{name}_num", models.BigIntegerField(null=self.null))
        model.add_to_class(f"{name}_den", DenominatorField(null=self.null))
        setattr(model, name, _RationalProperty(name, null=self.null))


class _RationalProperty(property):
    """Reads and writes the pair; a property, so that `Model(value=…)` takes it."""

    def __init__(self, name: str, *, null: bool) -> None:
        num, den = f"{name}_num", f"{name}_den"

        def read(row: models.Model) -> Fraction | None:
            numerator, denominator = getattr(row, num), getattr(row, den)
            return None if numerator is None or denominator is None else Fraction(numerator, denominator)

        def write(row: models.Model, value: Any) -> None:
            if value is None and null:
                pair: tuple[int | None, int | None] = (None, None)
            else:
                pair = _pair(name, value)
            setattr(row, num, pair[0])
            setattr(row, den, pair[1])

        super().__init__(read, write)


def exactly(name: str, value: Fraction | int) -> models.Q:
    """The condition that a `Rational` of a model is exactly this number."""
    numerator, denominator = _pair(name, value)
    return models.Q(**{f"{name}_num": numerator, f"{name}_den": denominator})


def _pair(name: str, value: Any) -> tuple[int, int]:
    if not isinstance(value, Fraction | int) or isinstance(value, bool):
        raise ValueError(f"{name}: an exact number is a Fraction or a whole number, not {value!r}")
    exact = Fraction(value)
    if abs(exact.numerator) > LARGEST or exact.denominator > LARGEST:
        raise ValueError(f"{name}: {exact} does not fit into two whole numbers of 64 bits")
    return exact.numerator, exact.denominator


def fraction_or_empty(value: Fraction | None) -> str:
    """An exact number for a journal entry: "a/b", "a", or "" where there is none."""
    return "" if value is None else str(value)
