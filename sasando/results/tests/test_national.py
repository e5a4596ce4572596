"""The national tables as a whole (figures: the ministry's reports of 2023 and 2024)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from pytest_django import DjangoAssertNumQueries

from sasando.results.national import (
    Entry,
    NationalFacts,
    movers,
    national_facts,
    spread,
)
from sasando.results.queries import PublicationRef
from sasando.results.tables import NationalTable, national_tables, table_before


def facts_of(year: int) -> NationalFacts:
    tables = national_tables()
    return national_facts(tables[year], table_before(tables, year))


@pytest.mark.django_db
class TestShippedTables:
    def test_each_year_has_one_table(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        with django_assert_num_queries(1):
            tables = national_tables()
        assert list(tables) == [2023, 2024]

    def test_every_agency_is_there_once(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        tables = national_tables()
        national_facts(tables[2024], tables[2023])  # what is printed is read once
        with django_assert_num_queries(2):
            facts = national_facts(tables[2024], tables[2023])
        assert len({entry.slug for entry in facts.entries}) == len(facts.entries) == 615
        assert len(facts.provinces) == 38

    def test_means_are_the_printed_ones_and_not_those_of_the_rows(self) -> None:
        facts = facts_of(2024)
        printed = {scope: mean.value for scope, mean in facts.means.items()}
        assert printed == {"nasional": 31200, "provinsi": 34200, "kabupaten": 29700, "kota": 33900}
        assert "2024" in facts.means["kabupaten"].source

    def test_banyuasin_is_left_out_of_the_movers_and_named(self) -> None:
        found = movers(facts_of(2024).entries)
        assert [entry.name for entry in found.left_out] == ["Kab. Banyuasin"]
        assert [(entry.name, entry.change) for entry in found.gains[:2]] == [
            ("Kab. Pasuruan", 14100),
            ("Kab. Tanjung Jabung Barat", 12100),
        ]
        assert (found.losses[0].name, found.losses[0].change) == ("Kab. Bolaang Mongondow", -7900)
        assert (found.compared, len(found.gains), len(found.losses)) == (606, 10, 10)

    def test_earliest_table_has_none_before_it_and_nobody_moved(self) -> None:
        facts = facts_of(2023)
        assert facts.before is None
        assert movers(facts.entries).compared == 0

    def test_banyuasin_is_outside_the_scale_in_the_year_itself_too(self) -> None:
        assert [entry.slug for entry in facts_of(2023).entries if entry.outside] == ["kab-banyuasin"]


def test_tables_of_another_instrument_are_not_compared() -> None:
    tables = {year: _table(year, digest) for year, digest in ((2023, "a"), (2024, "a"), (2026, "b"))}
    assert table_before(tables, 2024) is tables[2023]
    assert table_before(tables, 2026) is None


def _table(year: int, digest: str) -> NationalTable:
    return NationalTable(PublicationRef("x", "t", "k", "", year, "national", "exact", 1), "spbe", digest)


_ONE = Entry("a", "a", "kota", "53", 20000, "Cukup", 10000, False)


def test_median_of_two_lies_between_and_nobody_has_no_spread() -> None:
    found = spread([_ONE, replace(_ONE, value=30000)])
    assert found is not None
    assert (found.median, found.lowest, found.highest) == (Fraction("2.5"), Fraction(2), Fraction(3))
    assert found.predicates == {"Cukup": 2}
    assert spread([]) is None


def test_who_did_not_move_or_is_new_is_neither_gain_nor_loss() -> None:
    found = movers([replace(_ONE, before=20000), replace(_ONE, before=None)])
    assert (found.compared, found.gains, found.losses) == (1, (), ())
