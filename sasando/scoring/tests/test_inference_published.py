"""What the published tables prove. Figures: Laporan Pelaksanaan Evaluasi SPBE 2023 and 2024, DOMAIN.md §1 and §3."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from sasando.scoring.inference import Group, Inference, infer, possible
from sasando.scoring.tests.files import case, shipped
from sasando.scoring.tests.published import PublishedRow, row_of, table

SPBE = shipped("spbe-2020")


def inferred(row: PublishedRow) -> Inference:
    return infer(SPBE, row.printed.index, row.printed.parts, predicate=row.predicate, reading=row.reading)


def group(found: Inference, code: str) -> Group:
    return next(one for one in found.groups if one.code == code)


def test_every_row_of_both_years_is_possible_and_one_only_outside_the_scale() -> None:
    rows = table(2023) + table(2024)
    verdicts = [(possible(SPBE, row.printed.index, row.printed.parts), row.year, row.agency) for row in rows]
    assert Counter(found for found, _, _ in verdicts) == {"yes": 1235, "outside scale": 1}
    assert ("outside scale", 2023, "Pemerintah Kab. Banyuasin") in verdicts


def test_the_predicate_would_narrow_three_rows_where_the_exact_index_is_read() -> None:
    narrowed = [
        (row.year, row.agency) for row in table(2023) + table(2024) if inferred(row).predicate_narrows
    ]
    assert narrowed == [
        (2024, "Badan Intelijen Negara"),
        (2024, "Pemerintah Kab. Nias Barat"),
        (2024, "Pemerintah Kab. Wonogiri"),
    ]


@pytest.mark.parametrize(
    ("year", "agency", "exact"),
    [
        (2024, "Pemerintah Kab. Nias Barat", ["719/400", "9/5"]),
        (2024, "Pemerintah Kab. Pacitan", ["6997/2000"]),
        (2024, "Pemerintah Kab. Luwu", ["649/250", "5197/2000"]),
        (2023, "Pemerintah Kab. Nias Barat", ["359/200", "719/400"]),
        (2023, "Pemerintah Kab. Boven Digoel", ["3599/2000"]),
    ],
)
def test_rows_printed_on_the_border_of_a_predicate_have_these_exact_indices(
    year: int, agency: str, exact: list[str]
) -> None:
    assert inferred(row_of(year, agency)).to_json()["index"] == exact


def test_the_ties_of_the_tables_come_out_as_the_only_exact_index() -> None:
    for row in case("edge_cases_2023")["rounding"]["rows"]:
        found = inferred(row_of(int(row["year"]), row["agency"]))
        assert found.index == (Fraction(row["exact"]),)


def test_banyuasin_2023_left_at_least_eleven_of_sixteen_services_at_level_zero() -> None:
    found = inferred(row_of(2023, "Pemerintah Kab. Banyuasin"))
    assert found.to_json()["index"] == ["2109/2000"]
    assert group(found, "A8").at_most[0] == (6, 6)
    assert group(found, "D4").at_most[0] == (11, 15)
    assert list(found.to_json()["groups"][0]["at_most"]) == ["0", "1", "2", "3", "4"]


def test_kupang_2023_left_all_management_indicators_at_level_one() -> None:
    found = inferred(row_of(2023, "Pemerintah Kab. Kupang"))
    assert group(found, "D3").at_most == {1: (11, 11), 2: (11, 11), 3: (11, 11), 4: (11, 11)}


def test_kupang_2024_still_had_at_least_nine_of_eleven_management_indicators_at_level_one() -> None:
    found = inferred(row_of(2024, "Pemerintah Kab. Kupang"))
    assert found.possible == "yes"
    assert found.to_json()["index"] == ["4967/2000"]
    assert found.to_json()["groups"][2] == {
        "kind": "domain",
        "number": "3",
        "indicators": 11,
        "at_most": {"1": [9, 10], "2": [10, 11], "3": [11, 11], "4": [11, 11]},
    }
    assert [proof.sums for proof in found.parts] == [((17,),), ((19,),), ((13,),), ((35, 21), (47, 10))]


def test_groups_are_all_domains_and_then_all_aspects() -> None:
    found = inferred(row_of(2024, "Pemerintah Kab. Kupang"))
    domains, aspects = ("D1", "D2", "D3", "D4"), ("A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8")
    assert [one.code for one in found.groups] == [*domains, *aspects]
    assert sum(one.indicators for one in found.groups if one.kind == "domain") == 47


def test_an_index_alone_leaves_every_indicator_open_unless_it_is_extreme() -> None:
    found = infer(SPBE, Fraction("1.60"), {})
    assert group(found, "D1").at_most[1] == (0, 10)
    lowest, highest = infer(SPBE, Fraction(1), {}), infer(SPBE, Fraction(5), {})
    assert {one.at_most[1] for one in lowest.groups} == {(one.indicators,) * 2 for one in lowest.groups}
    assert {one.at_most[4] for one in highest.groups} == {(0, 0)}


def test_the_published_figures_of_kupang_with_another_index_contradict_each_other() -> None:
    parts = row_of(2024, "Pemerintah Kab. Kupang").printed.parts
    assert infer(SPBE, Fraction("2.49"), parts) == Inference("no")
