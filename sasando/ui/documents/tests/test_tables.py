"""CSV that machines read and spreadsheets do not run."""

from __future__ import annotations

import csv
from fractions import Fraction
from io import StringIO

import pytest

from sasando.ui.documents.tables import csv_file


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8"), newline="")))


def test_numbers_have_a_point_and_all_their_decimals() -> None:
    rows = read(csv_file(["a", "b", "c"], [(2024, Fraction(62, 25), Fraction(-4967, 2000))]))
    assert rows == [["a", "b", "c"], ["2024", "2.48", "-2.4835"]]


def test_nothing_is_an_empty_cell() -> None:
    assert csv_file(["a", "b"], [(None, "x")]) == b"a,b\r\n,x\r\n"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\t=1+1", "\r=1+1"])
def test_a_text_no_spreadsheet_runs(text: str) -> None:
    assert read(csv_file(["a"], [(text,)]))[1][0].startswith("'")


def test_a_name_with_marks_of_its_own_keeps_its_cell() -> None:
    assert read(csv_file(["a", "b"], [('Kab. "X", Y', "z\x00\n\u202ew")]))[1] == ['Kab. "X", Y', "z w"]


def test_the_file_begins_with_its_first_column() -> None:
    assert csv_file(["tahun"], []).startswith(b"tahun")
