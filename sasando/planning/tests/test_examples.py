"""From whom a target can be learned. Figures: the published tables of 2023 and 2024 (data/published)."""

from __future__ import annotations

from fractions import Fraction

from sasando.planning.base_rates import Observation, base_rate
from sasando.planning.examples import Examples, examples
from sasando.planning.tests.test_base_rates import agencies, kabupaten

QUARTER, HALF = Fraction(1, 4), Fraction(1, 2)


def learned(observations: list[Observation], start: str, target: str, own: str = "") -> Examples:
    begun, aimed = Fraction(start), Fraction(target)
    return examples(base_rate(observations, begun, aimed - begun), own, begun, aimed)


def told(found: Examples) -> list[tuple[str, str, str]]:
    return [(one.name, f"{float(one.start):.2f}", f"{float(one.end):.2f}") for one in found.found]


def test_small_gap_is_learned_from_small_gains_and_a_large_one_from_the_largest() -> None:
    small, large = learned(kabupaten(), "2.48", "2.78"), learned(kabupaten(), "2.48", "3.86")
    assert told(small)[0] == ("Pemerintah Kab. Bangka", "2.44", "2.80")
    assert "Pemerintah Kab. Pasuruan" not in {one.name for one in small.found}
    assert all(one.end - Fraction("2.78") < Fraction("0.2") for one in small.found)
    assert (small.near, len(small.found), small.distance) == (True, 3, QUARTER)
    assert told(large) == [("Pemerintah Kab. Pasuruan", "2.47", "3.88")]


def test_an_agency_is_no_example_to_itself() -> None:
    found = learned(kabupaten(), "1.91", "2.48", own="kab-kupang")
    assert found.near
    assert "kab-kupang" not in {one.key for one in found.found}
    assert "kab-kupang" in {one.key for one in learned(kabupaten(), "1.91", "2.48").found}


def test_where_nobody_began_near_and_reached_the_target_the_nearest_who_gained_as_much_stands() -> None:
    found = learned(kabupaten(), "3.50", "4.20")
    assert not found.near
    assert told(found) == [("Pemerintah Kab. Banyumas", "3.39", "4.09")]


def test_among_too_few_of_one_kind_whoever_began_far_away_is_not_near() -> None:
    far = agencies(("3.40", "4.00"), ("3.20", "3.80"))
    found = learned(far, "2.00", "2.50")
    assert (found.near, found.distance, [one.key for one in found.found]) == (False, HALF, ["a1"])


def test_of_two_equally_near_the_smaller_gain_stands_first() -> None:
    even = agencies(("2.40", "3.10"), ("2.50", "3.00"), ("2.60", "3.10"))
    found = learned(even, "2.50", "3.00")
    assert [one.key for one in found.found] == ["a1", "a2", "a0"]
    assert learned(agencies(("2.40", "3.00"), ("2.50", "3.10")), "2.50", "3.00").found[0].key == "a0"


def test_where_nobody_gained_as_much_there_is_no_example() -> None:
    assert learned(agencies(("2.40", "2.50")), "2.50", "3.00").found == ()
