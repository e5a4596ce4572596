"""The exact explanation of a change."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sasando.scoring.change import DifferentInstrumentsError, IncompleteScoreError, explain_change
from sasando.scoring.score import score
from sasando.scoring.tests.builders import small
from sasando.scoring.tests.files import case, levels_of, shipped


def test_denpasar_2018_to_2019_is_explained_without_remainder() -> None:
    instrument = shipped("spbe-2018")
    before, after = (
        score(instrument, levels_of(instrument, case(f"denpasar_{y}")["levels"])) for y in (2018, 2019)
    )
    change = explain_change(instrument, before, after)
    assert change.difference == Fraction(10, 3) - Fraction(264, 100)
    assert change.nodes["INDEX"] == change.difference == sum(change.leaves.values())
    assert sum(change.nodes[part.code] for part in instrument.parts) == change.difference
    assert change.leaves["I1"] == Fraction(2, 100)
    assert change.leaves["I35.2"] == Fraction(20, 600)
    assert change.nodes["I35"] == sum(change.leaves[f"I35.{item}"] for item in (1, 2, 3))


def test_a_loss_is_a_negative_contribution() -> None:
    instrument = small([1, 3])
    change = explain_change(
        instrument, score(instrument, {"L1": 5, "L2": 2}), score(instrument, {"L1": 1, "L2": 3})
    )
    assert change.leaves == {"L1": Fraction(-1), "L2": Fraction(3, 4)}
    assert (change.before, change.after) == (Fraction(11, 4), Fraction(5, 2))


def test_a_result_with_gaps_is_not_explained_and_the_gaps_are_named() -> None:
    instrument = small([1, 1, 1])
    whole, gaps = score(instrument, {"L1": 1, "L2": 1, "L3": 1}), score(instrument, {"L1": 1})
    with pytest.raises(IncompleteScoreError, match="hasil akhir belum lengkap: indikator 2, 3 belum dinilai"):
        explain_change(instrument, whole, gaps)
    with pytest.raises(IncompleteScoreError, match="hasil awal"):
        explain_change(instrument, gaps, whole)


def test_results_of_different_instruments_are_not_subtracted() -> None:
    old, new = shipped("spbe-2018"), shipped("spbe-2020")
    before, after = (score(each, {leaf.code: 3 for leaf in each.leaves}) for each in (old, new))
    with pytest.raises(DifferentInstrumentsError, match=r"spbe-2018 versi 1, bukan spbe-2020 versi 1"):
        explain_change(new, before, after)
    with pytest.raises(DifferentInstrumentsError):
        explain_change(old, before, after)
