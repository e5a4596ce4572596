"""Exact numbers go into the database and come back as they were, or are refused."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps

from sasando.kernel.fields import Fixed4Field, Rational, exactly

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("free_writes")]
KUPANG = Fraction("2.48")


@pytest.fixture
def figures() -> Iterator[Any]:
    """A table of figures, of the test's own."""
    with isolate_apps("sasando.kernel"):

        class Figure(models.Model):
            value = Fixed4Field(null=True)  # type: ignore[misc]  # the declared types are those of columns that are never empty
            index = Rational(null=True)
            weight = Rational()

            class Meta:
                app_label = "kernel"

            def __str__(self) -> str:
                return str(self.value)

        statement, parameters = connection.SchemaEditorClass(connection).table_sql(Figure)
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
        yield Figure  # the table goes with the test's transaction


class TestFixed4:
    @pytest.mark.parametrize("value", [KUPANG, Fraction(-1, 10_000), Fraction(0), 5, None])
    def test_figure_comes_back_as_it_was(self, figures: Any, value: Any) -> None:
        row = figures.objects.create(value=value, weight=1)
        again = figures.objects.get(pk=row.pk).value
        assert again == value
        assert again is None or type(again) is Fraction

    @pytest.mark.parametrize("value", [2.48, "2.48", True, Fraction(1, 3), Fraction(1, 100_000)])
    def test_figure_that_is_not_exact_is_refused(self, figures: Any, value: Any) -> None:
        with pytest.raises(ValueError, match="value: "), transaction.atomic():
            figures.objects.create(value=value, weight=1)
        assert not figures.objects.exists()

    def test_figures_are_compared_exactly(self, figures: Any) -> None:
        for value in (Fraction("2.47"), KUPANG, Fraction("2.4801")):
            figures.objects.create(value=value, weight=1)
        count = figures.objects.filter
        assert count(value=KUPANG).count() == 1
        assert count(value__gte=KUPANG).count() == 2
        assert count(value__gt=KUPANG).count() == 1
        assert count(value__lt=KUPANG).count() == 1
        assert count(value__in=[KUPANG, Fraction("2.47")]).count() == 2
        assert count(value__range=(Fraction(2), KUPANG)).count() == 2
        assert count(value__isnull=True).count() == 0
        assert figures.objects.order_by("-value").first().value == Fraction("2.4801")

    @pytest.mark.parametrize("lookup", ["exact", "gt", "gte", "lt", "lte", "in", "range"])
    def test_float_in_a_lookup_is_refused(self, figures: Any, lookup: str) -> None:
        several = {"in": [2.48], "range": (2.48, 3.0)}
        with pytest.raises(ValueError, match="value: "):
            figures.objects.filter(**{f"value__{lookup}": several.get(lookup, 2.48)})

    def test_extremes_and_sums_stay_exact(self, figures: Any) -> None:
        figures.objects.create(value=KUPANG, weight=1)
        figures.objects.create(value=Fraction("1.91"), weight=1)
        found = figures.objects.aggregate(models.Max("value"), models.Sum("value"))
        assert found == {"value__max": KUPANG, "value__sum": Fraction("4.39")}


class TestRational:
    @pytest.mark.parametrize("value", [Fraction(7, 6), Fraction(-4309, 2000), Fraction(0), 13])
    def test_number_comes_back_as_it_was_and_reduced(self, figures: Any, value: Any) -> None:
        row = figures.objects.create(weight=value, index=value)
        again = figures.objects.get(pk=row.pk)
        assert (again.weight, again.index) == (value, value)
        assert (again.weight_num, again.weight_den) == (
            Fraction(value).numerator,
            Fraction(value).denominator,
        )

    def test_number_that_may_be_missing_is_none(self, figures: Any) -> None:
        row = figures.objects.create(weight=1, index=None)
        assert figures.objects.get(pk=row.pk).index is None

    @pytest.mark.parametrize("value", [2.48, "7/6", True, None, Fraction(1, 2**63), Fraction(2**63)])
    def test_number_that_is_not_exact_or_does_not_fit_is_refused(self, figures: Any, value: Any) -> None:
        with pytest.raises(ValueError, match="weight: "):
            figures(weight=value)

    def test_rows_are_found_by_the_exact_number(self, figures: Any) -> None:
        figures.objects.create(weight=Fraction(7, 6))
        assert figures.objects.filter(exactly("weight", Fraction(14, 12))).count() == 1
        assert figures.objects.filter(exactly("weight", Fraction("1.1667"))).count() == 0

    @pytest.mark.parametrize("denominator", [0, -6])
    def test_database_refuses_a_denominator_that_is_not_positive(
        self, figures: Any, denominator: int
    ) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            figures.objects.create(weight_num=7, weight_den=denominator)
