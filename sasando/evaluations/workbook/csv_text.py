"""The cells of a CSV file as spreadsheets save it: whatever the separator and the alphabet of the machine.

Excel writes `;` where the comma parts decimals, a byte order mark or the old Windows alphabet, and empty cells up to
its last column. Rows are counted as Excel shows them, so a fault names the cell that a person looks for.
"""

from __future__ import annotations

import codecs
import csv
import io
from itertools import islice

from sasando.evaluations.lengths import LONGEST_TEXT
from sasando.evaluations.workbook.archive import LARGEST_FILE, refused
from sasando.evaluations.workbook.texts import cell_text
from sasando.ui.numbers import grouped
from sasando.ui.words import text as _

SEPARATORS = (";", ",", "\t")
_SEPARATOR_LINE = "sep="  # how Excel is told the separator; it shows no such row
_PAPER = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG", b"{\\rtf")  # what people have at hand instead
_BLANK = " \t\r\n\x0b\x0c"


def records(name: str, raw: bytes, most: int) -> list[list[str]]:
    """The first `most` rows of a file, the heading first, each cell without what no text holds.

    Raises:
        BadInputError: too large, empty, no text, or no whole CSV.
    """
    if len(raw) > LARGEST_FILE:
        raise refused(name, _("lebih besar dari 5 MB; berkas CSV untuk satu tahap jauh lebih kecil"))
    text = _text(name, raw)
    separator = ""
    if text.lower().startswith(_SEPARATOR_LINE):
        first, _end, text = text.partition("\n")
        separator = first[len(_SEPARATOR_LINE) :].strip("\r")[:1]
    line = 1
    found: list[list[str]] = []
    try:
        separator = separator if separator in SEPARATORS else separator_of(text)
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        for cells in islice(lines, most):
            found.append([cell_text(cell).strip(_BLANK) for cell in cells])
            line = lines.line_num + 1
    except csv.Error as error:
        raise refused(name, _broken(error) % {"line": line, "most": grouped(LONGEST_TEXT)}) from None
    return found


def _broken(error: csv.Error) -> str:
    """What the reader stumbled on: a cell beyond all measure, which a quotation mark left open makes too, or a mark."""
    if "field limit" in str(error):
        return _(
            "baris %(line)s memuat sel yang jauh lebih panjang dari %(most)s huruf; ringkas isinya, dan periksa "
            "apakah ada tanda kutip yang belum ditutup"
        )
    return _("baris %(line)s bukan CSV yang utuh; periksa tanda kutipnya")


def separator_of(text: str) -> str:
    """The separator that parts the heading into most cells; `;` where none parts it.

    >>> separator_of("indikator;nilai\\n1;1,17\\n"), separator_of("indikator,nilai\\n1,3\\n")
    (';', ',')
    """
    heading = next((line for line in text.splitlines() if line.strip()), "")
    return max(SEPARATORS, key=lambda one: len(next(csv.reader([heading], delimiter=one), [])))


def _text(name: str, raw: bytes) -> str:
    """The text in UTF-8, in UTF-16 where the file says so, or in the alphabet of Windows."""
    if not raw.strip():
        raise refused(name, _("belum dipilih, atau kosong; pilih berkas yang sudah diisi"))
    if raw.startswith(_PAPER):
        raise refused(name, _("ini dokumen atau gambar; pilih berkas .xlsx hasil ekspor, atau .csv"))
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for alphabet in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(alphabet)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise refused(name, _("bukan teks; simpan sebagai CSV UTF-8"))
