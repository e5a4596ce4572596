"""An agency among the others of the national tables (figures: the ministry's reports of 2023 and 2024)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from pytest_django import DjangoAssertNumQueries

from sasando.results.peers import Peer, counted, parts_of_year, peers_of_year, place_in, sorted_peers


@pytest.mark.django_db
class TestTablesOf2024:
    def test_every_agency_of_the_table_is_there_once(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(2):
            peers = peers_of_year(2024, "spbe")
        assert len({peer.slug for peer in peers}) == len(peers) == 615

    def test_kupang_stands_where_the_reference_says(self) -> None:
        peers = peers_of_year(2024, "spbe")
        kupang = next(peer for peer in peers if peer.slug == "kab-kupang")
        place = place_in([peer for peer in peers if peer.kind == "kabupaten"], kupang.value)
        assert (place.below, place.agencies, place.median) == (97, 392, Fraction("2.89"))
        near = place_in([peer for peer in peers if peer.province_code == "53"], kupang.value)
        assert (near.rank, near.agencies) == (11, 22)

    def test_change_is_unknown_where_the_year_before_lacks_the_agency(self) -> None:
        by_slug = {peer.slug: peer for peer in peers_of_year(2024, "spbe")}
        assert by_slug["kab-kupang"].change == 5700
        assert by_slug["kab-sarmi"].change is None

    def test_parts_come_in_one_query(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        with django_assert_num_queries(1):
            parts = parts_of_year(2024, "spbe")
        assert parts["kab-kupang"] == {"D1": 17000, "D2": 19000, "D3": 11800, "D4": 35000}


def peer(name: str, value: int, before: int | None = None) -> Peer:
    return Peer(name, name, "kabupaten", "53", value, "", before)


def test_ties_share_a_rank_and_the_median_of_two_lies_between() -> None:
    group = [peer("a", 10000), peer("b", 20000), peer("c", 20000), peer("d", 30000)]
    assert place_in(group, 20000).rank == 2
    assert place_in(group[:2], 10000).median == Fraction("1.5")


def test_values_are_counted_in_their_stretch_and_the_highest_in_the_last() -> None:
    assert counted([10000, 10999, 11000, 50000, 3000], 10000, 50000, 1000)[:2] == [3, 1]
    assert counted([50000], 10000, 50000, 1000)[-1] == 1


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("nama", ["a", "b", "c"]),
        ("-nama", ["c", "b", "a"]),
        ("-indeks", ["b", "a", "c"]),
        ("indeks", ["c", "a", "b"]),
        ("-ubah", ["a", "c", "b"]),
        ("sebelum", ["a", "c", "b"]),
    ],
)
def test_peers_are_sorted_and_those_without_a_figure_stand_last(order: str, names: list[str]) -> None:
    group = [peer("c", 10000, 9900), peer("b", 30000), peer("a", 20000, 8000)]
    assert [one.name for one in sorted_peers(group, order)] == names
