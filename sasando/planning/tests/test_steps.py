"""The fewest steps to a target, held against every profile of small instruments and the known figures."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sasando.planning.steps import HALF_PRINTED, OutOfScaleError, fewest_steps
from sasando.scoring.explanation_printed import ContradictionError
from sasando.scoring.inference import Printed
from sasando.scoring.model import Instrument
from sasando.scoring.plan import Plan, compiled
from sasando.scoring.tests.files import shipped
from sasando.scoring.tests.small_instruments import SHAPES, Profile, printed_by, profiles

SPBE = shipped("spbe-2020")
KUPANG_2024 = Printed(
    Fraction("2.48"),
    {"D1": Fraction("1.70"), "D2": Fraction("1.90"), "D3": Fraction("1.18"), "D4": Fraction("3.50")},
)


def index_alone(shown: str) -> Printed:
    return Printed(Fraction(shown), {})


@pytest.mark.parametrize(
    ("start", "target", "steps"),
    [
        (index_alone("1.60"), "3.86", 82),  # Kupang 2021 to its target of 2022
        (index_alone("1.85"), "3.86", 72),
        (KUPANG_2024, "3.86", 51),
        (KUPANG_2024, "2.48", 0),
        (KUPANG_2024, "2.40", 0),
        (index_alone("1.00"), "5.00", 4 * 47),
    ],
)
def test_known_targets_take_at_least_so_many_steps(start: Printed, target: str, steps: int) -> None:
    assert fewest_steps(SPBE, start, Fraction(target)) == steps


def test_decimal_instrument_has_no_steps() -> None:
    assert fewest_steps(shipped("pemdi-2026"), index_alone("1.24"), Fraction(2)) is None


@pytest.mark.parametrize("target", ["5.01", "0.99"])
def test_target_outside_the_scale_is_refused(target: str) -> None:
    with pytest.raises(OutOfScaleError):
        fewest_steps(SPBE, KUPANG_2024, Fraction(target))


def test_start_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ContradictionError):
        fewest_steps(SPBE, Printed(Fraction("2.58"), KUPANG_2024.parts), Fraction(4))


def climb(plan: Plan, profile: Profile, high: int, needed: Fraction) -> int:
    """Steps of one profile, heaviest leaf first, until the index reaches `needed`."""
    room = sorted(
        (weight for weight, level in zip(plan.weights, profile, strict=True) for _ in range(high - level)),
        reverse=True,
    )
    total = plan.totals(profile)[0]
    for steps, weight in enumerate([0, *room]):
        total += weight
        if Fraction(total, plan.denominators[0]) >= needed:
            return steps
    raise AssertionError("the top reaches every target of the scale")


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("kept", ["all", "first", "none"])
def test_fewest_steps_are_those_of_the_most_favourable_profile(shape: Instrument, kept: str) -> None:
    plan = compiled(shape)
    high = int(shape.high)
    codes = [part.code for part in shape.parts][: {"all": None, "first": 1, "none": 0}[kept]]
    starts: dict[tuple[Fraction, ...], list[Profile]] = {}
    for profile in profiles(shape):
        figures = printed_by(shape, profile)
        starts.setdefault((figures.index, *(figures.parts[code] for code in codes)), []).append(profile)
    chosen = sorted(starts)[:: max(1, len(starts) // 12)]
    targets = [shape.low + (shape.high - shape.low) * Fraction(step, 7) for step in (2, 4, 6, 7)]
    for place in chosen:
        printed = Printed(place[0], dict(zip(codes, place[1:], strict=True)))
        for target in targets:
            expected = min(climb(plan, profile, high, target - HALF_PRINTED) for profile in starts[place])
            assert fewest_steps(shape, printed, target) == expected, (place, target)
