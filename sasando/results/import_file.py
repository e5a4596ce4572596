"""A table of published results as a file: every cell read, every name resolved, every fault with its line.

Reads the directory, writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from sasando.kernel.csv_table import Row, Table, read_table
from sasando.kernel.faults import BadInputError, Fault
from sasando.organizations.areas import not_judged
from sasando.organizations.directory import DirectoryNames
from sasando.organizations.queries import AgencyRow
from sasando.results.printed_figures import parse_printed
from sasando.scoring.model import Instrument

MOST_SUGGESTED = 50


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row as read: `line` in the file, figures exact, `predicate` empty where none is printed."""

    line: int
    agency: AgencyRow
    printed_name: str
    index: Fraction
    parts: dict[str, Fraction]
    predicate: str


@dataclass(frozen=True, slots=True)
class UnknownAgency:
    row: int
    name: str
    suggestions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file that can be taken. `names` are the spellings the alias file added: printed name → slug."""

    file: str
    sha256: str
    year: int
    rows: tuple[ImportRow, ...]
    names: dict[str, str]


class RefusedFileError(BadInputError):
    """A file that cannot be taken; `unknown` holds the names the directory does not have."""

    def __init__(self, faults: list[Fault], rows: int, unknown: list[UnknownAgency]) -> None:
        super().__init__(faults)
        self.rows = rows
        self.unknown = unknown


def columns_of(instrument: Instrument) -> tuple[str, ...]:
    """The columns of a results file: `year,group,agency,<parts>,index,predicate`."""
    return (
        "year",
        "group",
        "agency",
        *(part.code.lower() for part in instrument.parts),
        "index",
        "predicate",
    )


def read_import_file(path: Path, instrument: Instrument, alias_file: Path | None = None) -> ImportFile:
    """Read a results file against an instrument and the directory. Queries: constant in rows.

    Raises:
        BadInputError: the file as a whole cannot be read.
        RefusedFileError: some of its rows cannot; every fault is named.
    """
    table = read_table(path, columns_of(instrument))
    names = DirectoryNames()
    added = _read_aliases(alias_file, names) if alias_file else {}
    reader = _Reader(table, instrument, names, added)
    rows = [row for row in map(reader.read, table.rows) if row is not None]
    reader.check_whole(rows)
    if reader.faults:
        reader.faults.sort(key=lambda fault: int(fault.row))
        raise RefusedFileError(reader.faults, len(table.rows), reader.unknown)
    return ImportFile(table.file, table.sha256, reader.year, tuple(rows), added)


def _read_aliases(path: Path, names: DirectoryNames) -> dict[str, str]:
    """The columns `name,agency`: a spelling of the file, and the slug of the agency it means."""
    table = read_table(path, ("name", "agency"))
    faults = [
        Fault(table.file, row.line, f'"{row.cells["agency"]}" bukan slug instansi di direktori')
        for row in table.rows
        if names.by_slug(row.cells["agency"]) is None
    ]
    if faults:
        raise BadInputError(faults)
    return {row.cells["name"]: row.cells["agency"] for row in table.rows}


class _Reader:
    """Reads rows one by one and gathers what is wrong with them."""

    def __init__(
        self, table: Table, instrument: Instrument, names: DirectoryNames, added: dict[str, str]
    ) -> None:
        self.faults: list[Fault] = []
        self.unknown: list[UnknownAgency] = []
        self.year = 0
        self._file = table.file
        self._names = names
        self._added = added
        self._parts = [(part.code, part.code.lower()) for part in instrument.parts]
        self._predicates = {band.name for band in instrument.bands}
        self._instrument = instrument
        self._figures: dict[str, Fraction] = {}

    def read(self, row: Row) -> ImportRow | None:
        before = len(self.faults)
        cells = row.cells
        self._read_year(row)
        agency = self._agency(row)
        index = self._figure(row, "index", required=True)
        parts = {}
        for code, column in self._parts:
            value = self._figure(row, column)
            if value is not None:
                parts[code] = value
        predicate = cells["predicate"]
        if predicate and self._predicates and predicate not in self._predicates:
            known = ", ".join(band.name for band in self._instrument.bands)
            self._fault(row, f'predikat "{predicate}" tidak dikenal; yang ada: {known}')
        if len(self.faults) > before or agency is None or index is None:
            return None
        return ImportRow(row.line, agency, cells["agency"], index, parts, predicate)

    def check_whole(self, rows: list[ImportRow]) -> None:
        """What only shows when all rows are read: an agency twice."""
        first: dict[str, ImportRow] = {}
        for row in rows:
            earlier = first.setdefault(row.agency.slug, row)
            if earlier is not row:
                self.faults.append(
                    Fault(
                        self._file,
                        row.line,
                        f'"{row.printed_name}" adalah {row.agency.name}, yang sudah ada di baris {earlier.line}'
                        f' ("{earlier.printed_name}"); hapus salah satu',
                    )
                )

    def _fault(self, row: Row, problem: str) -> None:
        self.faults.append(Fault(self._file, row.line, problem))

    def _read_year(self, row: Row) -> None:
        text = row.cells["year"]
        if not (text.isascii() and text.isdigit() and len(text) == 4 and 2000 <= int(text) <= 2100):
            self._fault(row, f'tahun "{text}" bukan tahun; tulis seperti 2024')
        elif not self.year:
            self.year = int(text)
            self._check_covered(row)
        elif int(text) != self.year:
            self._fault(
                row,
                f"tahun {text} berbeda dari {self.year} di baris sebelumnya; satu berkas untuk satu tahun",
            )

    def _check_covered(self, row: Row) -> None:
        last = self._instrument.last_year
        if self.year < self._instrument.first_year or (last is not None and self.year > last):
            span = f"{self._instrument.first_year}–{last or 'sekarang'}"
            self._fault(
                row,
                f"instrumen {self._instrument.key} berlaku {span}, bukan {self.year}; periksa --instrument",
            )

    def _agency(self, row: Row) -> AgencyRow | None:
        name = row.cells["agency"]
        if not name:
            self._fault(row, "nama instansi kosong; isi seperti tercetak")
            return None
        found = self._names.by_slug(self._added[name]) if name in self._added else self._names.resolve(name)
        if found is None:
            # A search each: for a file of another country that would take minutes, and nobody reads on.
            near = self._names.suggestions(name) if len(self.unknown) < MOST_SUGGESTED else []
            self.unknown.append(UnknownAgency(row.line, name, tuple(agency.slug for agency in near)))
            hint = f"; yang paling dekat: {', '.join(agency.slug for agency in near)}" if near else ""
            self._fault(
                row, f'instansi "{name}" tidak ada di direktori{hint}; perbaiki ejaan atau sebut di --alias'
            )
        elif not found.has_government:
            self._fault(row, f"{not_judged(found)}; hapus barisnya")
        return found

    def _figure(self, row: Row, column: str, required: bool = False) -> Fraction | None:
        text = row.cells[column]
        if text in self._figures:
            return self._figures[text]
        if not text:
            if required:
                self._fault(row, f"kolom {column} kosong; isi seperti tercetak")
            return None
        try:
            value = parse_printed(text)
        except ValueError as error:
            self._fault(row, f"kolom {column}: {error}")
            return None
        self._figures[text] = value
        return value
