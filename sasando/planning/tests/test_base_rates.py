"""How many comparable agencies gained as much. Figures: the published tables of 2023 and 2024 (data/published)."""

from __future__ import annotations

import csv
from fractions import Fraction
from functools import cache

import pytest

from sasando.planning.base_rates import Observation, base_rate, verdict
from sasando.scoring.inference import possible
from sasando.scoring.tests.files import ROOT, shipped
from sasando.scoring.tests.published import PublishedRow, table


@cache
def kabupaten() -> list[Observation]:
    """Every kabupaten with a result in both years; agencies are matched by every spelling the tables use."""
    slugs: dict[str, str] = {}
    with (ROOT / "data" / "directory" / "agencies.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] == "kabupaten":
                slugs |= {alias.strip(): row["slug"] for alias in row["aliases"].split("|")}
    before, after = (
        {slugs[row.agency]: row for row in table(year) if row.agency in slugs} for year in (2023, 2024)
    )
    return [
        Observation(
            slug,
            row.agency,
            row.printed.index,
            after[slug].printed.index,
            outside_scale=outside(row) or outside(after[slug]),
        )
        for slug, row in before.items()
        if slug in after
    ]


def outside(row: PublishedRow) -> bool:
    return possible(shipped("spbe-2020"), row.printed.index, row.printed.parts) != "yes"


def agencies(*figures: tuple[str, str]) -> list[Observation]:
    return [
        Observation(f"a{number}", f"Kab. {number}", Fraction(start), Fraction(end))
        for number, (start, end) in enumerate(figures)
    ]


def test_of_115_kabupaten_that_began_like_kupang_one_gained_what_3_86_asks() -> None:
    found = base_rate(kabupaten(), Fraction("2.48"), Fraction("1.38"))
    assert (found.band, len(found.comparable)) == (Fraction(1, 4), 115)
    assert [one.name for one in found.reached] == ["Pemerintah Kab. Pasuruan"]
    assert found.best is not None
    assert found.best.gain == Fraction("1.41")
    assert verdict(found) == "rare"


def test_of_those_115_26_gained_0_52() -> None:
    found = base_rate(kabupaten(), Fraction("2.48"), Fraction("0.52"))
    assert len(found.reached) == 26
    assert verdict(found) == "rare"  # 26 of 115 is less than a quarter


def test_no_kabupaten_ever_gained_what_kupang_was_to_gain_in_2022() -> None:
    found = base_rate(kabupaten(), Fraction("1.85"), Fraction("2.01"))
    assert verdict(found) == "unseen"
    assert found.best_of_kind is not None
    assert (found.best_of_kind.name, found.best_of_kind.gain) == (
        "Pemerintah Kab. Pasuruan",
        Fraction("1.41"),
    )


@pytest.mark.parametrize("start", ["1.05", "3.90"])
def test_an_agency_outside_the_scale_is_left_out_and_named_wherever_it_starts(start: str) -> None:
    found = base_rate(kabupaten(), Fraction(start), Fraction("0.10"))
    assert [one.name for one in found.left_out] == ["Pemerintah Kab. Banyuasin"]
    assert found.left_out[0] not in found.comparable
    assert found.best_of_kind not in found.left_out


def test_a_start_a_quarter_away_is_comparable_and_beyond_it_is_not() -> None:
    near = agencies(*[("2.00", "2.10")] * 18, ("2.25", "2.30"), ("1.75", "1.80"), ("2.26", "5.00"))
    found = base_rate(near, Fraction(2), Fraction("0.05"))
    assert (found.band, len(found.comparable)) == (Fraction(1, 4), 20)
    assert found.best is not None
    assert found.best.gain == Fraction("0.10")
    assert found.best_of_kind is not None
    assert found.best_of_kind.gain == Fraction("2.74")


def test_fewer_than_twenty_widen_the_band_to_a_half_and_then_to_the_whole_kind() -> None:
    near, wider, far = [("2.00", "2.10")] * 19, ("2.50", "2.60"), ("4.00", "4.10")
    half = base_rate(agencies(*near, wider, far), Fraction(2), Fraction("0.1"))
    assert (half.band, len(half.comparable)) == (Fraction(1, 2), 20)
    whole = base_rate(agencies(*near, far), Fraction(2), Fraction("0.1"))
    assert (whole.band, len(whole.comparable)) == (None, 20)


def test_outside_the_scale_does_not_count_towards_the_twenty() -> None:
    inside = agencies(*[("2.00", "2.10")] * 19)
    strange = Observation("x", "Kab. X", Fraction(2), Fraction(5), outside_scale=True)
    found = base_rate([*inside, strange], Fraction(2), Fraction(1))
    assert (found.band, len(found.comparable), found.reached) == (None, 19, ())
    assert found.left_out == (strange,)


def test_the_median_is_exact_and_a_gain_of_just_as_much_counts() -> None:
    found = base_rate(agencies(("2.00", "2.10"), ("2.10", "2.35")), Fraction(2), Fraction("0.25"))
    assert found.median == Fraction("0.175")
    assert [one.key for one in found.reached] == ["a1"]


@pytest.mark.parametrize(("reached", "said"), [(5, "likely"), (4, "rare"), (1, "rare"), (0, "unseen")])
def test_a_quarter_makes_it_likely_one_makes_it_rare(reached: int, said: str) -> None:
    figures = [("2.00", "3.00")] * reached + [("2.00", "2.00")] * (20 - reached)
    assert verdict(base_rate(agencies(*figures), Fraction(2), Fraction(1))) == said


def test_without_anybody_there_is_no_median_and_no_best() -> None:
    found = base_rate([], Fraction(2), Fraction(1))
    assert (found.comparable, found.median, found.best, found.best_of_kind) == ((), None, None, None)
    assert verdict(found) == "unseen"
