"""Levels as people write them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sasando.scoring.faults import LevelsError
from sasando.scoring.levels import parse_levels
from sasando.scoring.tests.files import shipped


def test_written_numbers_and_values_become_values_by_code() -> None:
    rows = [(2, "1", "1,26"), (3, " 13 ", " 7/6 "), (4, "20", "1.30"), (5, "2", ""), (6, "", "")]
    assert parse_levels(shipped("pemdi-2026"), rows) == {
        "I1": Fraction(63, 50),
        "I13": Fraction(7, 6),
        "I20": Fraction(13, 10),
    }


def test_number_35_of_the_instrument_of_2018_is_the_first_service() -> None:
    rows = [(2, "35", "1"), (3, "35-2", "3"), (4, "35-3", "0")]
    assert parse_levels(shipped("spbe-2018"), rows) == {"I35.1": 1, "I35.2": 3, "I35.3": 0}


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([(2, "48", "1")], 'isi.csv:2: indikator "48" tidak ada di spbe-2020; pakai nomor 1 sampai 47'),
        ([(2, "", "1")], 'isi.csv:2: indikator "" tidak ada di spbe-2020; pakai nomor 1 sampai 47'),
        ([(2, "1", "1"), (7, "1", "")], "isi.csv:7: indikator 1 sudah ada di baris 2; hapus salah satunya"),
        (
            [(2, "1", "6")],
            "isi.csv:2: indikator 1: nilai 6 di luar skala; "
            "isi 1 sampai 5, atau kosongkan bila belum dinilai",
        ),
        ([(2, "1", "2,5")], "isi.csv:2: indikator 1: nilai 5/2 tidak bulat; isi bilangan bulat 1 sampai 5"),
        (
            [(2, "1", "tiga")],
            'isi.csv:2: nilai "tiga" bukan bilangan; '
            'tulis seperti "3", "7/6" atau "1,26", atau kosongkan bila belum dinilai',
        ),
    ],
)
def test_a_row_that_cannot_be_read_is_named_with_its_remedy(
    rows: list[tuple[int, str, str]], sentence: str
) -> None:
    with pytest.raises(LevelsError) as refusal:
        parse_levels(shipped("spbe-2020"), rows, "isi.csv")
    assert str(refusal.value) == sentence


def test_every_bad_row_is_named_at_once() -> None:
    with pytest.raises(LevelsError) as refusal:
        parse_levels(shipped("spbe-2020"), [(2, "1", "9"), (3, "x", "1"), (4, "3", "?")])
    assert [fault.path for fault in refusal.value.faults] == ["2", "3", "4"]


def test_the_numbers_of_items_are_offered_as_remedy() -> None:
    with pytest.raises(LevelsError, match=r"pakai nomor 1 sampai 35, dan 35-2, 35-3"):
        parse_levels(shipped("spbe-2018"), [(2, "35-4", "1")])
