"""Is a target within reach, from the published figures."""

from __future__ import annotations

from fractions import Fraction

import pytest
from pytest_django import DjangoAssertNumQueries

from sasando.organizations.directory import find_agency
from sasando.organizations.queries import AgencyRow
from sasando.results.proofs import NoStatementError
from sasando.results.reach import reach, target_value

pytestmark = pytest.mark.django_db


@pytest.fixture
def kupang() -> AgencyRow:
    return find_agency("kab-kupang")


def test_likely_where_a_quarter_of_the_comparable_gained_as_much(kupang: AgencyRow) -> None:
    found = reach(kupang, Fraction("2.60"))
    assert found.verdict == "likely"
    assert found.comparable is not None
    assert len(found.comparable.rate.reached) == 84


def test_two_years_ahead_have_no_pair_of_tables_to_compare(kupang: AgencyRow) -> None:
    found = reach(kupang, Fraction("2.60"), from_year=2023, by=2025)
    assert found.comparable is not None
    assert (found.comparable.years, found.verdict) == (None, "unseen")
    assert "Belum ada tabel nasional" in found.sentence


def test_few_of_a_kind_are_compared_as_a_whole(kupang: AgencyRow) -> None:
    found = reach(find_agency("prov-nusa-tenggara-timur"), Fraction("4.00"))
    assert found.comparable is not None
    assert found.comparable.rate.band is None or len(found.comparable.rate.comparable) >= 20


def test_start_outside_the_scale_still_has_its_steps() -> None:
    found = reach(find_agency("kab-banyuasin"), Fraction("3.00"), from_year=2023)
    assert found.steps_at_least is not None
    assert found.comparable is not None
    assert [one.name for one in found.comparable.rate.left_out] == ["Kab. Banyuasin"]


def test_queries_do_not_grow_with_agencies(
    kupang: AgencyRow, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(5):
        reach(kupang, Fraction("3.86"))


@pytest.mark.parametrize("text", ["", "x", "3.861", "1/3"])
def test_target_that_is_no_printed_figure_is_refused(text: str) -> None:
    with pytest.raises(NoStatementError):
        target_value(text)
