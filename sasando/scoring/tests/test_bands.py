"""Bands cover the index: nothing twice, nothing left out, on the grid they are read from."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from sasando.scoring.band_checks import check_bands
from sasando.scoring.faults import FaultList
from sasando.scoring.model import Band
from sasando.scoring.numbers import parse_exact
from sasando.scoring.tests.builders import small

HUNDREDTH = Fraction(1, 100)


def band(written: str, condition: str = "") -> Band:
    """A band from interval notation: "[1, 2.6)"."""
    low, high = written[1:-1].split(", ")
    ends = parse_exact(low), written[0] == "[", parse_exact(high), written[-1] == "]"
    return Band(written, "", *ends, condition=condition)


def problems(*bands: Band, grid: Fraction | None = None) -> list[str]:
    faults = FaultList("contoh.yaml")
    check_bands(replace(small([1]), bands=bands, band_grid=grid), faults)
    assert all(fault.path == "bands" for fault in faults.found)
    return [f"{fault.problem}; {fault.remedy}" for fault in faults.found]


@pytest.mark.parametrize(
    "written",
    [
        ["[1, 5]"],
        ["[1, 2.6)", "[2.6, 5]"],
        ["[1, 2.6]", "(2.6, 5]"],
        ["[1, 4/3)", "[4/3, 2)", "[2, 5]"],
    ],
)
def test_bands_that_adjoin_and_reach_both_ends_are_taken(written: list[str]) -> None:
    assert problems(*map(band, written)) == []


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (["[1, 2.6)", "(2.6, 5]"], 'pita "[1, 2.6)" dan "(2.6, 5]" bercelah; samakan high 13/5 dan low 13/5'),
        (["[1, 2.5)", "[2.6, 5]"], "bercelah"),
        (["[1, 2.59]", "[2.6, 5]"], "bercelah"),
        (["[1, 2.6]", "[2.6, 5]"], "tumpang tindih"),
        (["[1, 3)", "[2.6, 5]"], "tumpang tindih"),
        (["[1, 5]", "[1, 5]"], 'pita "[1, 5]", "[1, 5]" tumpang tindih'),
        (["(1, 5]"], "tidak tepat sampai nilai terendah 1"),
        (["[1, 5)"], "tidak tepat sampai nilai tertinggi 5"),
        (["[0, 5]"], "tidak tepat sampai nilai terendah 1"),
        (["[1, 6]"], "tidak tepat sampai nilai tertinggi 5"),
        (["[1, 2)", "[2, 2)", "[2, 5]"], 'pita "[2, 2)" kosong'),
        ([], "memerlukan pita predikat"),
    ],
)
def test_a_gap_an_overlap_or_an_uncovered_end_is_named(written: list[str], sentence: str) -> None:
    assert any(sentence in problem for problem in problems(*map(band, written)))


def test_a_gap_that_holds_no_multiple_of_the_grid_is_none() -> None:
    written = ["[1, 2.59]", "[2.6, 5]"]
    assert problems(*map(band, written), grid=HUNDREDTH) == []
    assert problems(*map(band, written), grid=HUNDREDTH / 10) != []


def test_exclusive_ends_on_the_grid_are_counted_as_such() -> None:
    assert problems(band("[1, 2.6)"), band("[2.6, 5]"), grid=HUNDREDTH) == []
    assert any("bercelah" in each for each in problems(band("[1, 2.6)"), band("(2.6, 5]"), grid=HUNDREDTH))
    assert any("tumpang" in each for each in problems(band("[1, 2.6]"), band("[2.6, 5]"), grid=HUNDREDTH))


def test_bands_told_apart_by_a_condition_may_share_a_stretch() -> None:
    below, shared = band("[1, 4)"), "[4, 5]"
    assert problems(below, band(shared, "semua tercapai"), band(shared, "ada yang belum")) == []
    assert problems(below, band(shared, "semua tercapai"), band(shared)) != []
    assert problems(below, band(shared, "sama"), band(shared, "sama")) != []
