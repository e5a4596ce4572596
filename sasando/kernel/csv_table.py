"""Reads a CSV file a person made, and says plainly what is wrong with one that cannot be read."""

from __future__ import annotations

import csv
import difflib
import hashlib
import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from sasando.kernel.faults import BadInputError, Fault

LARGEST_FILE = 8 * 1024 * 1024
LONGEST_LINE = 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file, counted from 1 with the heading, and its cells without outer blanks."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """`sha256` is over the bytes of the file."""

    file: str
    sha256: str
    rows: tuple[Row, ...]


def read_table(path: Path, columns: Sequence[str], optional: Collection[str] = ()) -> Table:
    """Read a CSV file whose heading names exactly `columns`, in any order; `optional` ones may be left out.

    Raises:
        BadInputError: not a file, too large, not text in UTF-8, empty, wrong columns, or rows of another length.
    """
    file = str(path)
    raw = _bytes(path)
    text = _text(file, raw)
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        heading = [name.strip().lower() for name in next(lines, [])]
        _check_heading(file, heading, columns, optional)
        rows, faults = _rows(file, lines, heading)
    except csv.Error as error:
        raise BadInputError(
            [Fault(file, lines.line_num, f"bukan baris CSV yang utuh ({error}); periksa tanda kutip")]
        ) from None
    if not rows and not faults:
        faults.append(Fault(file, 0, "hanya ada judul kolom; isi sedikitnya satu baris"))
    if faults:
        raise BadInputError(faults)
    return Table(file, hashlib.sha256(raw).hexdigest(), tuple(rows))


def _bytes(path: Path) -> bytes:
    file = str(path)
    try:
        if path.is_dir():
            raise BadInputError([Fault(file, 0, "ini folder; sebut satu berkas CSV di dalamnya")])
        if not path.is_file():
            raise BadInputError([Fault(file, 0, "berkas tidak ada; periksa nama dan foldernya")])
        if path.stat().st_size > LARGEST_FILE:
            raise BadInputError(
                [Fault(file, 0, f"lebih besar dari {LARGEST_FILE // 1024 // 1024} MB; pecah berkasnya")]
            )
        return path.read_bytes()
    except OSError as error:
        raise BadInputError(
            [Fault(file, 0, f"tidak dapat dibaca ({error.strerror}); periksa izin berkas")]
        ) from None


def _text(file: str, raw: bytes) -> str:
    if not raw.strip():
        raise BadInputError([Fault(file, 0, "berkas kosong; isi judul kolom dan sedikitnya satu baris")])
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadInputError([Fault(file, 0, "ini buku kerja Excel; simpan dahulu sebagai CSV UTF-8")])
    if b"\x00" in raw:
        raise BadInputError([Fault(file, 0, "bukan teks (ada bita nol); simpan sebagai CSV UTF-8")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadInputError([Fault(file, line, "bukan UTF-8; simpan ulang sebagai CSV UTF-8")]) from None
    for number, line_text in enumerate(text.splitlines(), start=1):
        if len(line_text) > LONGEST_LINE:
            raise BadInputError(
                [
                    Fault(
                        file,
                        number,
                        f"baris lebih panjang dari {LONGEST_LINE} huruf; ini bukan tabel yang diharapkan",
                    )
                ]
            )
    return text


def _check_heading(file: str, heading: list[str], columns: Sequence[str], optional: Collection[str]) -> None:
    expected = ",".join(columns)
    if len(heading) == 1 and ";" in heading[0]:
        raise BadInputError([Fault(file, 1, f"kolom dipisah titik koma; pisahkan dengan koma: {expected}")])
    faults = []
    for name in heading:
        if name not in columns:
            near = difflib.get_close_matches(name, columns, n=1)
            hint = f'; mungkin maksudnya "{near[0]}"' if near else ""
            faults.append(
                Fault(file, 1, f'kolom "{name}" tidak dikenal{hint}; kolom yang diminta: {expected}')
            )
    for name in columns:
        if name not in heading and name not in optional:
            faults.append(Fault(file, 1, f'kolom "{name}" tidak ada; kolom yang diminta: {expected}'))
    faults += [
        Fault(file, 1, f'kolom "{name}" tertulis dua kali; hapus salah satu')
        for name in dict.fromkeys(heading)
        if heading.count(name) > 1
    ]
    if faults:
        raise BadInputError(faults)


def _rows(file: str, lines: csv._reader, heading: list[str]) -> tuple[list[Row], list[Fault]]:  # type: ignore[name-defined]
    rows: list[Row] = []
    faults: list[Fault] = []
    for cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(heading):
            problem = (
                f"ada {len(cells)} kolom, seharusnya {len(heading)}; periksa koma di dalam nama atau angka"
            )
            faults.append(Fault(file, lines.line_num, problem))
            continue
        rows.append(
            Row(lines.line_num, {name: cell.strip() for name, cell in zip(heading, cells, strict=True)})
        )
    return rows, faults
