"""A CSV file a person made: what is taken, and what is said about one that is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from sasando.kernel.csv_table import LARGEST_FILE, read_table
from sasando.kernel.faults import SHOWN_AT_MOST, BadInputError, Fault

COLUMNS = ("year", "agency", "index")


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "file.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def faults_of(path: Path) -> list[Fault]:
    with pytest.raises(BadInputError) as refused:
        read_table(path, COLUMNS)
    return refused.value.faults


def test_rows_come_with_their_line_and_without_outer_blanks(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "year,agency,index\n\n2024, Kab. Kupang ,2.48\n"), COLUMNS)
    assert [(row.line, row.cells) for row in table.rows] == [
        (3, {"year": "2024", "agency": "Kab. Kupang", "index": "2.48"})
    ]


def test_columns_may_stand_in_any_order_and_a_byte_order_mark_is_fine(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "\ufeffindex,Year,agency\n2.48,2024,X\n"), COLUMNS)
    assert table.rows[0].cells == {"year": "2024", "agency": "X", "index": "2.48"}


def test_quoted_line_breaks_keep_the_line_of_the_row_end(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, 'year,agency,index\n2024,"A\nB",1\n2024,C,2\n'), COLUMNS)
    assert [row.line for row in table.rows] == [3, 4]


@pytest.mark.parametrize(
    ("content", "row", "words"),
    [
        (b"", 0, "kosong"),
        (b"  \n \n", 0, "kosong"),
        (b"year,agency,index\n", 0, "hanya ada judul"),
        (b"year,agency,index\n2024,\x00,1\n", 0, "bita nol"),
        (b"PK\x03\x04rest", 0, "Excel"),
        ("year,agency,index\n2024,Kabupatén,1\n".encode("latin-1"), 2, "bukan UTF-8"),
        (b"year;agency;index\n2024;X;1\n", 1, "titik koma"),
        (b"tahun,agency,index\n2024,X,1\n", 1, '"tahun" tidak dikenal'),
        (b"year,agency,indeks\n2024,X,1\n", 1, 'mungkin maksudnya "index"'),
        (b"year,agency\n2024,X\n", 1, '"index" tidak ada'),
        (b"year,agency,index,index\n2024,X,1,1\n", 1, "dua kali"),
        (b"year,agency,index\n2024,X,2,48\n", 2, "ada 4 kolom"),
        (b'year,agency,index\n2024,"X,1\n', 2, "tanda kutip"),
        (b"x" * 2_000_000, 1, "lebih panjang"),
        (b"x" * (LARGEST_FILE + 1), 0, "lebih besar"),
    ],
)
def test_bad_file_is_told_in_one_sentence_with_its_line(
    tmp_path: Path, content: bytes, row: int, words: str
) -> None:
    found = faults_of(write(tmp_path, content))
    assert any(fault.row == row and words in fault.problem for fault in found), found


def test_folder_and_missing_file_are_told(tmp_path: Path) -> None:
    assert "folder" in faults_of(tmp_path)[0].problem
    assert "tidak ada" in faults_of(tmp_path / "none.csv")[0].problem


def test_every_fault_has_its_line_and_a_flood_is_counted() -> None:
    flood = BadInputError(Fault("a.csv", row, "salah") for row in range(2, SHOWN_AT_MOST + 12))
    assert flood.lines()[0] == "a.csv:2: salah"
    assert flood.lines()[-1] == "… dan 10 kesalahan lagi"


def test_fault_is_one_short_line_whatever_was_typed() -> None:
    told = str(
        Fault(
            "a\nb.csv", 2, '"Kab.\x1b[31m \u202eKupang\u2028' + "x" * 20_000 + '" tidak dikenal; tulis lain'
        )
    )
    assert told.isprintable()
    assert len(told) < 700
    assert told.startswith('a\\nb.csv:2: "Kab.\\x1b[31m \\u202eKupang\\u2028xxx')
    assert told.endswith('" tidak dikenal; tulis lain')
    assert str(Fault("é.csv", 0, 'kolom "tahun" — lain')) == 'é.csv: kolom "tahun" — lain'
