"""The sentences, every branch of each: as a Bupati would read them aloud."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sasando.portal import sentences


def _standing(now: str, before: str | None = None, years: int = 1, mean: str | None = None) -> str:
    return sentences.standing_sentence(
        Fraction(now),
        None if before is None else Fraction(before),
        years,
        None if mean is None else Fraction(mean),
        "Indeks SPBE",
        2024,
    )


@pytest.mark.parametrize(
    ("now", "before", "mean", "said"),
    [
        ("2.48", "1.91", "3.12", "Naik 0,57 dalam setahun, tetapi masih 0,64 di bawah rata-rata nasional."),
        ("3.50", "3.00", "3.12", "Naik 0,50 dalam setahun dan 0,38 di atas rata-rata nasional."),
        ("3.12", "3.00", "3.12", "Naik 0,12 dalam setahun dan sama dengan rata-rata nasional."),
        ("1.84", "2.43", "3.12", "Turun 0,59 dalam setahun dan 1,28 di bawah rata-rata nasional."),
        ("4.00", "4.10", "3.12", "Turun 0,10 dalam setahun dan 0,88 di atas rata-rata nasional."),
        ("3.00", "3.00", "3.12", "Tidak berubah dalam setahun dan 0,12 di bawah rata-rata nasional."),
        ("2.48", "1.91", None, "Naik 0,57 dalam setahun."),
        ("1.77", None, "2.79", "Indeks SPBE 2024 tercetak 1,77: 1,02 di bawah rata-rata nasional."),
        ("2.79", None, "2.79", "Indeks SPBE 2024 tercetak 2,79: sama dengan rata-rata nasional."),
        ("1.77", None, None, "Indeks SPBE 2024 tercetak 1,77."),
    ],
)
def test_where_an_agency_stands(now: str, before: str | None, mean: str | None, said: str) -> None:
    assert _standing(now, before, 1, mean) == said


def test_a_change_over_several_years_says_over_how_many() -> None:
    assert _standing("2.48", "1.60", 3) == "Naik 0,88 dalam 3 tahun."


def test_the_sentence_stays_within_thirty_words() -> None:
    assert len(_standing("2.48", "1.91", 1, "3.12").split()) <= 30


def test_lists_are_joined_as_one_speaks() -> None:
    assert sentences.and_list(["2021"]) == "2021"
    assert sentences.and_list(["2021", "2022"]) == "2021 dan 2022"
    assert sentences.and_list(["2021", "2022", "2023"]) == "2021, 2022, dan 2023"
    assert sentences.or_list(["35", "47"]) == "35 atau 47"
    assert sentences.or_list(["1", "2", "3"]) == "1, 2, atau 3"


def test_targets_are_met_missed_or_wait_for_a_result() -> None:
    assert sentences.targets_sentence([], [2021, 2022], []) == "Target 2021 dan 2022 tidak tercapai."
    assert (
        sentences.targets_sentence([2021], [2022], []) == "Target 2021 tercapai. Target 2022 tidak tercapai."
    )
    assert sentences.targets_sentence([], [], [2025]) == (
        "Target 2025 belum dapat dibandingkan: belum ada hasilnya."
    )
    assert sentences.targets_sentence([], [], []) == ""


def test_a_year_without_a_row_is_named() -> None:
    assert (
        sentences.absent_sentence("Kab. Nagekeo", [2024])
        == "Kab. Nagekeo tidak ada dalam tabel nasional 2024."
    )


def test_a_predicate_is_told_in_figures() -> None:
    assert sentences.predicate_sentence("Cukup", Fraction("1.8"), Fraction("2.6"), highest=False) == (
        "Predikat Cukup: indeks dari 1,80 sampai di bawah 2,60."
    )
    assert sentences.predicate_sentence("Memuaskan", Fraction("4.2"), Fraction(5), highest=True) == (
        "Predikat Memuaskan: indeks dari 4,20 sampai 5,00, yang tertinggi."
    )


def test_the_next_predicate_is_so_far_away_or_touched_already() -> None:
    assert (
        sentences.next_band_sentence("Baik", Fraction("2.6"), Fraction("2.48"))
        == "Untuk predikat Baik kurang 0,12."
    )
    assert (
        sentences.next_band_sentence("Baik", Fraction("2.6"), Fraction("2.6"))
        == "Indeks tercetak sudah menyentuh batas predikat Baik."
    )


def test_the_two_readings_say_which_one_the_table_used() -> None:
    assert sentences.reading_sentence("Kurang", "Cukup", "exact") == (
        "Tabel ini membaca predikat dari indeks eksak: Kurang. Dari indeks dua desimal predikatnya Cukup."
    )
    assert sentences.reading_sentence("Kurang", "Cukup", "rounded") == (
        "Tabel ini membaca predikat dari indeks dua desimal: Cukup. Dari indeks eksak predikatnya Kurang."
    )


def test_a_reading_that_only_may_differ_is_told_as_a_possibility() -> None:
    said = "Cara baca lain atas indeks yang sama dapat memberi predikat Kurang."
    assert sentences.reading_sentence("Kurang", "Cukup", "rounded", certain=False) == said


def test_doubtful_figures_are_told_with_their_year() -> None:
    assert sentences.contradiction_sentence(2023) == (
        "Angka tercetak 2023 saling bertentangan; tidak ada yang disimpulkan."
    )
    assert sentences.reconstructed_sentence("Kebijakan Internal", 2024, "sebab") == (
        "Nilai Kebijakan Internal tahun 2024 tidak terbaca langsung: sebab."
    )
