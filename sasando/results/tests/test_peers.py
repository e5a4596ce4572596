"""An agency among the others of the national tables (figures: the ministry's reports of 2023 and 2024)."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from sasando.instruments.queries import instrument
from sasando.kernel.actor import OPERATOR_CLI
from sasando.organizations.models import Agency
from sasando.results.actions.publications import Described, import_publication
from sasando.results.import_file import read_import_file
from sasando.results.peers import (
    Peer,
    PeerTable,
    absent_from,
    counted,
    in_group,
    peer_table,
    place_in,
    sorted_peers,
)


def table_of(slug: str) -> PeerTable:
    found = peer_table(slug)
    assert found is not None
    return found


@pytest.mark.django_db
class TestTablesOf2024:
    def test_every_agency_of_the_table_is_there_once(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        table_of("kab-kupang")  # what is printed is read once
        with django_assert_num_queries(1):
            peers = table_of("kab-kupang").peers
        assert len({peer.slug for peer in peers}) == len(peers) == 615

    def test_kupang_stands_where_the_reference_says(self) -> None:
        table = table_of("kab-kupang")
        place = place_in(in_group(table, "kind"), table.ours.value)
        assert (place.below, place.agencies, place.median) == (97, 392, Fraction("2.89"))
        near = place_in(in_group(table, "province"), table.ours.value)
        assert (near.rank, near.agencies) == (11, 22)

    def test_change_is_unknown_where_the_year_before_lacks_the_agency(self) -> None:
        by_slug = {peer.slug: peer for peer in table_of("kab-kupang").peers}
        assert by_slug["kab-kupang"].change == 5700
        assert by_slug["kab-sarmi"].change is None
        assert by_slug["kab-kupang"].parts == {"D1": 17000, "D2": 19000, "D3": 11800, "D4": 35000}

    def test_one_that_the_latest_table_lacks_stands_in_the_one_before(self) -> None:
        table = table_of("kab-nagekeo")
        assert (table.table.ref.year, table.before) == (2023, None)
        assert peer_table("kab-nabire") is None
        assert peer_table("tidak-ada") is None

    def test_table_and_absent_are_the_whole_of_the_governments(self) -> None:
        table = table_of("kab-kupang")
        governments = Agency.objects.filter(sample=False, has_government=True).count()
        assert len(table.peers) + len(absent_from(table, "all")) == governments
        assert [one.slug for one in absent_from(table, "province")] == ["kab-nagekeo"]
        assert absent_from(table, "near") == []

    def test_only_banyuasin_is_outside_the_scale(self) -> None:
        peers = table_of("kab-kupang").peers
        assert [peer.slug for peer in peers if peer.outside] == ["kab-banyuasin"]


def peer(name: str, value: int, before: int | None = None, outside: bool = False) -> Peer:
    return Peer(name, name, "kabupaten", "53", value, "", before, outside, {})


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
        ("name", ["a", "b", "c"]),
        ("-name", ["c", "b", "a"]),
        ("-index", ["b", "a", "c"]),
        ("index", ["c", "a", "b"]),
        ("-change", ["a", "c", "b"]),
        ("before", ["a", "c", "b"]),
    ],
)
def test_peers_are_sorted_and_those_without_a_figure_stand_last(order: str, names: list[str]) -> None:
    group = [peer("c", 10000, 9900), peer("b", 30000), peer("a", 20000, 8000)]
    assert [one.name for one in sorted_peers(group, order)] == names


def test_one_outside_the_scale_stands_last_by_change_alone() -> None:
    group = [
        peer("strange", 26000, 10000, outside=True),
        peer("gain", 20000, 18000),
        peer("loss", 15000, 16000),
    ]
    assert [one.name for one in sorted_peers(group, "-change")] == ["gain", "loss", "strange"]
    assert [one.name for one in sorted_peers(group, "change")] == ["loss", "gain", "strange"]
    assert [one.name for one in sorted_peers(group, "-index")] == ["strange", "gain", "loss"]


@pytest.mark.django_db
def test_a_new_table_and_a_correction_are_seen_at_once(tmp_path: Path) -> None:
    """What is held stands only while the national journal does."""
    assert table_of("kab-kupang").table.ref.year == 2024
    spbe, path = instrument("spbe-2020"), tmp_path / "t.csv"
    heading = "year,group,agency,d1,d2,d3,d4,index,predicate"
    for index in ("2.71", "2.72"):
        path.write_text(f"{heading}\n2025,,Kab. Kupang,,,,,{index},\n", encoding="utf-8")
        described = Described("Tabel 2025", "Kementerian PANRB")
        import_publication(OPERATOR_CLI, spbe, described, read_import_file(path, spbe))
        table = table_of("kab-kupang")
        assert (table.table.ref.year, table.ours.value) == (2025, int(Fraction(index) * 10_000))
    assert table_of("kab-belu").table.ref.year == 2024
