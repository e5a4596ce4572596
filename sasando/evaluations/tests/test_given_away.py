"""What stays hidden must not follow from what is shown: refused with the name of what would be given away."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest

from sasando.evaluations.actions.disclosing import disclose
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.disclosed import public_nodes
from sasando.evaluations.faults import EvaluationError
from sasando.evaluations.given_away import given_away
from sasando.evaluations.models import Disclosure, Stage
from sasando.evaluations.testing import Team, fill, levels, opened
from sasando.instruments.queries import instrument_row, parsed
from sasando.scoring.score import Score, score

pytestmark = pytest.mark.django_db


def spbe(**others: int) -> Score:
    return score(parsed(instrument_row("spbe-2020").digest), levels(47, 2, **others))


def told(scored: Score, hidden: list[str], depth: str = "indicators") -> list[str]:
    shown = [one.node.code for one in public_nodes(scored, depth, hidden)]
    return [node.code for node in given_away(scored, shown, hidden)]


@pytest.mark.parametrize("level", [1, 5])
def test_two_hidden_levels_of_equal_weight_at_an_end_of_the_scale_follow_from_the_index(level: int) -> None:
    assert told(spbe(I21=level, I22=level), ["I21", "I22"]) == ["I21", "I22"]


def test_two_hidden_levels_in_the_middle_do_not_follow() -> None:
    assert told(spbe(I21=1, I22=3), ["I21", "I22"]) == []
    assert told(spbe(), ["I21", "I22"]) == []


def test_what_follows_is_what_every_profile_with_the_same_page_agrees_on() -> None:
    """Weighed against all profiles of three hidden levels, one by one."""
    hidden = ["I1", "I11", "I42"]
    for chosen in ((1, 1, 1), (1, 1, 5), (5, 2, 1), (3, 4, 2), (2, 5, 5), (5, 5, 4)):
        scored = spbe(**dict(zip(hidden, chosen, strict=True)))
        same = [
            profile
            for profile in itertools.product(range(1, 6), repeat=3)
            if looks_like(spbe(**dict(zip(hidden, profile, strict=True))), scored)
        ]
        agreed = [code for code, of in zip(hidden, zip(*same, strict=True), strict=True) if len(set(of)) == 1]
        assert told(scored, hidden) == agreed, chosen


def looks_like(one: Score, other: Score) -> bool:
    return one.shown == other.shown and one.predicate == other.predicate


def test_hidden_part_follows_where_all_else_is_shown_and_it_stands_at_an_end() -> None:
    lowest = spbe(**{f"I{number}": 1 for number in range(21, 32)})
    aspects = ["A5", "A6"]
    assert set(told(lowest, aspects)) >= {"A5", "A6", "I21", "I31"}
    mixed = spbe(**{f"I{number}": 1 + number % 5 for number in range(21, 32)})
    assert told(mixed, aspects) == []


def test_index_alone_gives_everything_away_where_all_stands_at_the_lowest() -> None:
    ones = score(parsed(instrument_row("spbe-2020").digest), levels(47, 1))
    assert told(ones, ["I1", "I2"], "index") == ["I1", "I2"]
    assert told(spbe(), ["I1", "I2"], "index") == []
    assert told(spbe(), ["I1", "I2"], "parts") == []


def test_hidden_decimals_at_an_end_of_the_scale_follow_too() -> None:
    pemdi = parsed(instrument_row("pemdi-2026").digest)
    codes = [leaf.code for leaf in pemdi.leaves]
    top = score(pemdi, {code: Fraction(5) for code in codes})
    assert told(top, codes[:2]) == codes[:2]
    middle = score(pemdi, {code: Fraction(3) for code in codes})
    assert told(middle, codes[:2]) == []


def test_disclosure_that_would_give_a_hidden_level_away_is_refused_by_its_name(
    people: Team, mandiri: Stage
) -> None:
    fill(people.entry, mandiri, levels(47, 2, I21=1, I22=1))
    kept = seal(people.responsible, mandiri)
    with pytest.raises(EvaluationError, match=r"tetap dapat dihitung dari yang dibuka: 21 .*; 22 "):
        disclose(people.coordinator, kept, "indicators", "Surat 045/12", ["I21", "I22"])
    assert not Disclosure.objects.exists()
    disclose(people.coordinator, kept, "indicators", "Surat 045/12", ["I21", "I22", "I23"])
    assert Disclosure.objects.get().hidden_nodes == ["I21", "I22", "I23"]


def test_every_instrument_can_be_asked(people: Team) -> None:
    older = opened(people, "spbe-2018", 2019)
    fill(people.entry, older, {leaf.node.code: 2 for leaf in older.answers.select_related("node")})
    kept = seal(people.responsible, older)
    disclose(people.coordinator, kept, "indicators", "Surat 045/12", ["I1", "I2"])
    assert Disclosure.objects.exists()
