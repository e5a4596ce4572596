"""A list of units as people have it: pasted lines, or a sheet. Reads, touches no database.

Columns: name, kind, parent, code; only the name is needed. A first row that names columns sets their order.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from sasando.kernel.one_line import one_line
from sasando.organizations.models import Unit
from sasando.organizations.names import name_key
from sasando.ui.words import text as _

MOST_ROWS = 2_000
MOST_BYTES = 1024**2
_MOST_UNPACKED = 30_000_000
_COLUMNS = ("name", "kind", "parent", "code")
_HEADINGS = {
    "nama": "name", "name": "name", "perangkatdaerah": "name", "namaperangkatdaerah": "name", "unit": "name",
    "jenis": "kind", "kind": "kind",
    "induk": "parent", "parent": "parent", "dibawah": "parent",
    "kode": "code", "code": "code",
}  # fmt: skip
_FIRST_WORDS = {
    "sekretariat": "sekretariat", "setda": "sekretariat", "dinas": "dinas", "badan": "badan", "bagian": "bagian",
    "inspektorat": "inspektorat", "satuan": "satuan", "satpol": "satuan", "kecamatan": "kecamatan",
    "kelurahan": "kelurahan", "rsud": "rsud", "rumah": "rsud", "uptd": "uptd", "upt": "uptd",
    "puskesmas": "puskesmas",
}  # fmt: skip


Placing = Callable[[int, int], str]  # row number from 1, column from 0


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One line. `place` and `parent_place`: where name and parent stand, "baris 3" or "A3"; `kind` "" where the
    one said is unknown."""

    place: str
    name: str
    kind: str
    parent: str
    code: str
    parent_place: str = ""


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong in one cell, and what to do."""

    place: str
    said: str


class UnreadableListError(ValueError):
    """The file is no sheet that can be read; told to whoever sent it."""


def rows_of_text(text: str) -> tuple[list[UnitRow], list[CellFault]]:
    """Pasted lines: one unit each; further columns after a tab (as copied from a sheet), else a semicolon."""
    lines = [
        (number, [one_line(cell) for cell in line.split("\t" if "\t" in line else ";")])
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip()
    ]
    return _read(lines, lambda number, _column: _("baris %(number)s") % {"number": number})


def rows_of_sheet(content: bytes) -> tuple[list[UnitRow], list[CellFault]]:
    """The first sheet of an XLSX file.

    Raises:
        UnreadableListError: it is no XLSX file, or too large.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableListError(_("Berkas lebih dari 1 MB. Simpan hanya lembar daftarnya."))
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _MOST_UNPACKED:
                raise UnreadableListError(_("Isi berkas terlalu besar. Simpan hanya lembar daftarnya."))
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        lines = [
            (
                number,
                ["" if cell is None else one_line(str(cell)) for cell in row[: len(_COLUMNS) + 4]],
            )
            for number, row in enumerate(sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 10), start=1)
        ]
    except UnreadableListError:
        raise
    except Exception as error:  # a broken file breaks the reader in many ways; each is the same to its sender
        raise UnreadableListError(
            _("Berkas ini tidak terbaca sebagai lembar XLSX. Simpan ulang dari Excel atau LibreOffice.")
        ) from error
    return _read(
        [(number, cells) for number, cells in lines if any(cells)],
        lambda number, column: f"{'ABCDEFGH'[column]}{number}",
    )


def _read(lines: Sequence[tuple[int, list[str]]], place: Placing) -> tuple[list[UnitRow], list[CellFault]]:
    order = _order(lines[0][1]) if lines else None
    body = lines[1:] if order else lines
    columns = order or {name: index for index, name in enumerate(_COLUMNS)}
    rows, faults = [], []
    if len(body) > MOST_ROWS:
        faults.append(CellFault(place(body[MOST_ROWS][0], 0), _("Paling banyak 2.000 baris sekali impor.")))
    for number, cells in body[:MOST_ROWS]:
        values = {name: cells[at] if at < len(cells) else "" for name, at in columns.items()}
        row, wrong = _row(number, values, columns, place)
        rows.append(row)
        faults += wrong
    return rows, faults


def _order(cells: Iterable[str]) -> dict[str, int] | None:
    """Which column is what, where the first row names them."""
    found = {_HEADINGS[key]: at for at, cell in enumerate(cells) if (key := _plain(cell)) in _HEADINGS}
    return found if "name" in found else None


def _plain(cell: str) -> str:
    return "".join(character for character in cell.lower() if character.isalnum())


def _row(
    number: int, values: dict[str, str], columns: dict[str, int], place: Placing
) -> tuple[UnitRow, list[CellFault]]:
    faults = []
    name, code = values.get("name", ""), values.get("code", "")
    said = values.get("kind", "").lower()
    kind = said if said in Unit.Kind.values else _kind_named(said) if said else kind_of(name)
    at = {key: place(number, column) for key, column in columns.items()}
    if not name:
        faults.append(CellFault(at["name"], _("Nama masih kosong.")))
    elif len(name) > 200:
        faults.append(CellFault(at["name"], _("Nama lebih dari 200 huruf.")))
    if said and not kind:
        faults.append(
            CellFault(
                at["kind"],
                _("Jenis “%(kind)s” tidak dikenal; pilih: %(kinds)s.")
                % {"kind": said[:40], "kinds": ", ".join(Unit.Kind.values)},
            )
        )
    if len(code) > 40:
        faults.append(CellFault(at["code"], _("Kode lebih dari 40 huruf.")))
    parent = values.get("parent", "")
    return UnitRow(at["name"], name, kind, parent, code, at.get("parent", "")), faults


def _kind_named(said: str) -> str:
    """The kind that a word means in either language of the interface: "Rumah sakit" is none, "Dinas" is."""
    return next((kind.value for kind in Unit.Kind if str(kind.label).lower() == said), "")


def kind_of(name: str) -> str:
    """The kind a name begins with: "Dinas Kesehatan" is a dinas; "lain" where no word tells."""
    words = name.lower().split()
    first = _FIRST_WORDS.get(words[0].strip(".,"), "") if words else ""
    if first == "sekretariat" and "bagian" in words:
        return Unit.Kind.DIVISION
    return first or Unit.Kind.OTHER


def code_of(name: str, taken: set[str]) -> str:
    """A code made from a name: capitals and figures, at most 40, not among `taken`."""
    base = "-".join(word for word in "".join(c if c.isalnum() else " " for c in name.upper()).split())
    base = base.encode("ascii", "ignore").decode()[:40].strip("-") or name_key(name).upper()[:40] or "UNIT"
    code, number = base, 2
    while code in taken:
        code, number = f"{base[:36]}-{number}", number + 1
    return code
