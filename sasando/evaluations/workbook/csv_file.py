"""Values and texts of a stage as a CSV file: a template to fill, and what a filled one holds.

For official results of the past, whose reports are typed off or already stand in a table. There is no sheet behind
it that remembers what stood when it was made, so every cell that differs from what stands now is a change, shown
before it is saved; an empty cell never removes anything.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from sasando.evaluations.access import SELF
from sasando.evaluations.cells import Cell
from sasando.evaluations.queries import Row, Worksheet
from sasando.evaluations.workbook import texts
from sasando.evaluations.workbook.archive import refused
from sasando.evaluations.workbook.csv_text import records
from sasando.evaluations.workbook.hidden_sheet import KEYS, Base, Origin
from sasando.evaluations.workbook.layout import Column, items_of, letter
from sasando.evaluations.workbook.reading import MOST_COLUMNS, MOST_ROWS, Filled, FilledRow
from sasando.evaluations.workbook.texts import FIELDS, Field, mark_of, standing
from sasando.kernel.faults import BadInputError, Fault
from sasando.scoring.model import Instrument
from sasando.ui.words import text as _

CSV = "CSV"  # how a fault names the file, as "Isian" names the sheet of a workbook
_INDICATOR = ("indikator", "indicator", "nomor", "no", "kode")
_TO_READ = ("nama", "name")
_FIELDS: dict[str, Field] = {
    "layanan": texts.ITEM, "nilai": texts.VALUE, "tingkat": texts.VALUE, "level": texts.VALUE, "value": texts.VALUE,
    "instansi_sumber": texts.SOURCE_AGENCY, "tanggal_sumber": texts.SOURCE_DATE,
    "dokumen_sumber": texts.SOURCE_DOCUMENT, "fakta": texts.FACT, "analisis": texts.ANALYSIS,
    "justifikasi": texts.JUSTIFICATION,
}  # fmt: skip
_HEADINGS = {
    texts.VALUE: "nilai", texts.ITEM: "layanan", texts.SOURCE_AGENCY: "instansi_sumber",
    texts.SOURCE_DATE: "tanggal_sumber", texts.SOURCE_DOCUMENT: "dokumen_sumber", texts.FACT: "fakta",
    texts.ANALYSIS: "analisis", texts.JUSTIFICATION: "justifikasi",
}  # fmt: skip
_DAY_FIRST = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")
_AS_DATE = re.compile(r"\d{1,2}[-/ .][A-Za-z]{3,9}([-/ .]\d{2,4})?|[A-Za-z]{3,9}[-/ .]\d{1,4}")
_UNSHOWN = re.compile(r"#+|#(N/A|NAME\?|REF!|VALUE!|DIV/0!|NUM!|NULL!)")


def is_csv(raw: bytes) -> bool:
    """Whether a file is to be read as CSV: it is none of the two kinds of workbook."""
    return not raw.startswith((b"PK", b"\xd0\xcf\x11\xe0"))


def template(sheet: Worksheet, rows: Iterable[Row]) -> bytes:
    """A file to fill, as Excel opens it here: `;` between cells and a byte order mark."""
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";", lineterminator="\r\n")
    fields = _fields(sheet)
    writer.writerow([_INDICATOR[0], _TO_READ[0], *(_HEADINGS[one] for one in fields)])
    for row in rows:
        number = row.node.number if row.node.number.isdigit() else row.node.code
        writer.writerow([number, row.node.name, *("" for _one in fields)])
    return table.getvalue().encode("utf-8-sig")


def read_csv(name: str, raw: bytes, sheet: Worksheet) -> tuple[tuple[Column, ...], Filled]:
    """The columns of a file, and what its rows hold for this stage as it is now.

    Raises:
        BadInputError: it is no CSV, or its heading lacks what is needed.
    """
    lines = records(name, raw, MOST_ROWS + 1)
    heading = [_name(one) for one in lines[0][:MOST_COLUMNS]] if lines else []
    columns = _columns(name, heading, _fields(sheet))
    if len(lines) > MOST_ROWS:
        raise refused(
            name, _("lebih dari %(most)s baris; satu baris untuk satu indikator") % {"most": MOST_ROWS}
        )
    faults: list[Fault] = []
    rows = tuple(_rows(lines, heading, columns, sheet.instrument, faults))
    base = {row.node: _base(sheet, row.node) for row in rows}
    said = dict.fromkeys(KEYS, "")
    return columns, Filled(Origin(said, base), rows, tuple(faults), CSV)


def _fields(sheet: Worksheet) -> tuple[Field, ...]:
    """What a row may hold: the assessor's justification belongs to the stages after the first, a service to where
    services are chosen.
    """
    left_out = {
        *((texts.JUSTIFICATION,) if sheet.stage.code == SELF else ()),
        *(() if items_of(sheet.instrument) else (texts.ITEM,)),
    }
    return tuple(one for one in FIELDS if one not in left_out)


def _name(heading: str) -> str:
    return "_".join(heading.strip().strip('"').lower().split())


def _columns(name: str, heading: list[str], fields: tuple[Field, ...]) -> tuple[Column, ...]:
    faults: list[Fault] = []
    known = {one: field for one, field in _FIELDS.items() if field in fields}
    columns: list[Column] = []
    for position, one in enumerate(heading):
        if one in _INDICATOR:
            columns.append(Column("node", one, 0))
        elif one in known:
            columns.append(Column(known[one].name, one, 0, known[one]))
        else:
            columns.append(Column(f"other{position}", one, 0))
            if one and one not in _TO_READ:
                faults.append(Fault(CSV, f"{letter(position)}1", _unknown(one, fields)))
    named = [one.name for one in columns]
    if "node" not in named or not any(one.field for one in columns):
        wanted = ", ".join((_INDICATOR[0], *(_HEADINGS[field] for field in fields)))
        raise refused(
            name,
            _("baris pertama harus memuat judul kolom indikator dan nilai; yang dikenal: %(wanted)s")
            % {"wanted": wanted},
        )
    faults += [
        Fault(CSV, f"{letter(position)}1", _("kolom ini tertulis dua kali; hapus salah satu"))
        for position, one in enumerate(named)
        if one in named[:position]
    ]
    if faults:
        raise BadInputError(faults)
    return tuple(columns)


def _unknown(heading: str, fields: tuple[Field, ...]) -> str:
    wanted = ", ".join((_INDICATOR[0], *(_HEADINGS[field] for field in fields)))
    return _('kolom "%(heading)s" tidak dikenal di tahap ini; yang dikenal: %(wanted)s') % {
        "heading": heading[:40],
        "wanted": wanted,
    }


def _rows(
    lines: list[list[str]],
    heading: list[str],
    columns: tuple[Column, ...],
    instrument: Instrument,
    faults: list[Fault],
) -> Iterator[FilledRow]:
    codes = written_numbers(instrument)
    at = [one.name for one in columns].index("node")
    seen: set[str] = set()
    for line, cells in enumerate(lines[1:], start=2):
        if not any(cells):
            continue
        if any(cells[len(heading) :]):
            faults.append(Fault(CSV, line, _too_long(len(cells), len(heading))))
            continue
        written = cells[at] if len(cells) > at else ""
        node = codes.get(written.lower())
        if node is None:
            faults.append(Fault(CSV, f"{letter(at)}{line}", _no_such(written, instrument)))
        elif node in seen:
            faults.append(Fault(CSV, line, _("indikator ini tertulis dua kali; hapus salah satu barisnya")))
        else:
            seen.add(node)
            yield FilledRow(line, node, dict(_filled(line, cells, columns, faults)))


def written_numbers(instrument: Instrument) -> Mapping[str, str]:
    """The codes of rated nodes by whatever people write for them, in small letters: 35-2, 35.2, I35.2, 01."""
    found: dict[str, str] = {}
    for leaf in instrument.leaves:
        code, number = leaf.code.lower(), leaf.number.lower()
        plain = code.lstrip("i")
        for one in (code, number, number.zfill(2), plain, plain.replace(".", "-"), number.replace("-", ".")):
            found.setdefault(one, leaf.code)
    return found


def _too_long(cells: int, columns: int) -> str:
    return _(
        "ada %(cells)s sel, seharusnya %(columns)s; bila koma memisahkan sel, tulis desimal di antara tanda kutip"
    ) % {"cells": cells, "columns": columns}


def _no_such(written: str, instrument: Instrument) -> str:
    numbers = [leaf.number for leaf in instrument.leaves]
    return _('"%(written)s" bukan nomor indikator %(instrument)s; tulis %(first)s sampai %(last)s') % {
        "written": written[:20],
        "instrument": instrument.short_name,
        "first": numbers[0],
        "last": numbers[-1],
    }


def _filled(
    line: int, cells: list[str], columns: tuple[Column, ...], faults: list[Fault]
) -> Iterator[tuple[str, str]]:
    for position, (text, column) in enumerate(zip(cells, columns, strict=False)):
        if column.field is None or not text:
            continue
        if _UNSHOWN.fullmatch(text):
            problem = _("berisi %(value)s; lebarkan kolomnya atau tulis isinya, lalu simpan lagi") % {
                "value": text[:20]
            }
            faults.append(Fault(CSV, f"{letter(position)}{line}", problem))
        elif column.field is texts.VALUE and _AS_DATE.fullmatch(text):
            problem = _("terbaca sebagai tanggal; beri sel format teks, lalu tulis seperti 7/6")
            faults.append(Fault(CSV, f"{letter(position)}{line}", problem))
        else:
            yield column.name, _day(text) if column.field is texts.SOURCE_DATE else text


def _day(text: str) -> str:
    """A day as Excel writes it here (31/08/2021), as it is kept; another text as it stands."""
    found = _DAY_FIRST.fullmatch(text)
    if found is None:
        return text
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return text


def _base(sheet: Worksheet, node: str) -> Base:
    """What stands now, as if the file had been made this moment."""
    cell: Cell | None = sheet.cell(node)
    held = standing(cell) if cell else {}
    marks = {one.name: mark_of(held.get(one.name, "")) for one in FIELDS}
    return Base(cell.revision if cell else 0, marks)
