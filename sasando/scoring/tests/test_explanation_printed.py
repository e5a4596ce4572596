"""What moved the index between two printed years, against counting every pair of profiles."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sasando.scoring.explanation_printed import ContradictionError, Span, explain_printed
from sasando.scoring.lattice import NoLevelsError
from sasando.scoring.model import Instrument
from sasando.scoring.printed import Printed
from sasando.scoring.tests.files import shipped
from sasando.scoring.tests.published import row_of
from sasando.scoring.tests.small_instruments import SMALL, Counted, Row, printed, rows, value

KUPANG = "Pemerintah Kab. Kupang"
SPBE = shipped("spbe-2020")


def as_printed(row: Row) -> Printed:
    return Printed(row[0], dict(row[1]))


def span_of(before: Sequence[Fraction], after: Sequence[Fraction]) -> Span:
    differences = sorted({new - old for old in set(before) for new in set(after)})
    return Span(differences[0], differences[-1], tuple(differences) if len(differences) <= 8 else None)


def contributions(measure: Instrument, code: str, counted: Sequence[Counted]) -> list[Fraction]:
    part = measure.by_code[code]
    share = (part.weight or Fraction(0)) / (measure.root.weight or Fraction(1))
    return [share * value(part, one.levels) for one in counted]


@pytest.mark.parametrize("name", ["one_weight_across_aspects", "nearly_equal_weights", "own_ranges"])
@pytest.mark.parametrize("all_parts", [True, False])
def test_change_and_contributions_are_those_of_every_pair_of_profiles(name: str, all_parts: bool) -> None:
    measure = SMALL[name]
    codes = tuple(part.code for part in measure.parts)
    before, after = rows(name, codes if all_parts else ()), rows(name, codes[:1])
    for (first, old), (second, new) in islice(zip(before.items(), reversed(after.items()), strict=False), 60):
        found = explain_printed(measure, as_printed(first), as_printed(second))
        assert found.change == span_of([one.index for one in old], [one.index for one in new])
        for part, span in found.parts:
            counted = [contributions(measure, part.code, side) for side in (old, new)]
            assert span == span_of(*counted)


def test_more_than_eight_values_are_not_listed_but_bounded() -> None:
    found = explain_printed(SPBE, Printed(Fraction("1.60"), {}), Printed(Fraction("1.85"), {}))
    assert found.change.values is None
    assert found.change.lower < Fraction(1, 4) < found.change.upper


def test_kupang_gained_most_from_services_between_2023_and_2024() -> None:
    """Laporan Pelaksanaan Evaluasi SPBE 2023 and 2024; DOMAIN.md §1."""
    found = explain_printed(SPBE, row_of(2023, KUPANG).printed, row_of(2024, KUPANG).printed)
    assert found.to_json() == {
        "change": {"lower": "1149/2000", "upper": "577/1000", "values": ["1149/2000", "577/1000"]},
        "domains": [
            {"number": number, "name": name, "contribution": {"lower": low, "upper": high, "values": values}}
            for number, name, low, high, values in (
                ("1", "Kebijakan Internal SPBE", "13/250", "13/250", ["13/250"]),
                ("2", "Tata Kelola SPBE", "1/8", "1/8", ["1/8"]),
                ("3", "Manajemen SPBE", "3/100", "3/100", ["3/100"]),
                ("4", "Layanan SPBE", "147/400", "37/100", ["147/400", "37/100"]),
            )
        ],
    }
    assert not found.outside_scale


def test_a_year_outside_the_scale_is_explained_and_marked() -> None:
    agency = "Pemerintah Kab. Banyuasin"
    found = explain_printed(SPBE, row_of(2023, agency).printed, row_of(2024, agency).printed)
    assert found.outside_scale


def test_figures_that_contradict_each_other_are_refused() -> None:
    row = row_of(2024, KUPANG).printed
    with pytest.raises(ContradictionError, match=r"2,60 tidak cocok .* periksa"):
        explain_printed(SPBE, row, Printed(Fraction("2.6"), row.parts))


def test_decimal_values_are_refused() -> None:
    row = Printed(Fraction("1.24"), {})
    with pytest.raises(NoLevelsError):
        explain_printed(shipped("pemdi-2026"), row, row)


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_the_true_contributions_of_two_random_profiles_lie_within_the_spans(data: st.DataObject) -> None:
    measure = shipped(data.draw(st.sampled_from(("spbe-2018", "spbe-2020"))))
    levels = st.integers(int(measure.low), int(measure.high))
    row = st.fixed_dictionaries({leaf.code: levels for leaf in measure.leaves})
    parts = st.sets(st.sampled_from([part.code for part in measure.parts]))
    before, after = data.draw(row), data.draw(row)
    found = explain_printed(
        measure, *(printed(measure, one, sorted(data.draw(parts))) for one in (before, after))
    )
    sides = [Counted(one, value(measure.root, one)) for one in (before, after)]
    assert_within(found.change, sides[1].index - sides[0].index)
    for part, span in found.parts:
        old, new = (contributions(measure, part.code, [side])[0] for side in sides)
        assert_within(span, new - old)


def assert_within(span: Span, difference: Fraction) -> None:
    assert span.lower <= difference <= span.upper
    assert span.values is None or difference in span.values
