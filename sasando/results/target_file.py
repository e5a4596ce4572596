"""A file of targets: every cell read, every agency resolved, every fault with its line. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from sasando.kernel.csv_table import Row, read_table
from sasando.kernel.faults import BadInputError, Fault
from sasando.kernel.one_line import one_line
from sasando.organizations.areas import not_judged
from sasando.organizations.directory import AmbiguousNameError, DirectoryNames, UnknownNameError
from sasando.organizations.queries import AgencyRow
from sasando.results.models import Measure
from sasando.results.printed_figures import parse_printed

COLUMNS = ("agency", "measure", "year", "value", "source", "reason")


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One target as read: `line` in the file."""

    line: int
    agency: AgencyRow
    measure: str
    year: int
    value: Fraction
    source: str
    reason: str

    @property
    def place(self) -> tuple[str, str, int]:
        """What a target is for: agency slug, measure, year."""
        return (self.agency.slug, self.measure, self.year)


@dataclass(frozen=True, slots=True)
class TargetFile:
    file: str
    sha256: str
    rows: tuple[TargetLine, ...]


def read_target_file(path: Path) -> TargetFile:
    """Read a file with the columns of `COLUMNS`. Queries: constant in rows.

    Raises:
        BadInputError: something in it cannot be taken; every fault is named.
    """
    table = read_table(path, COLUMNS)
    names = DirectoryNames()
    measures = set(Measure.objects.values_list("key", flat=True))
    faults: list[Fault] = []
    rows: list[TargetLine] = []
    for row in table.rows:
        problems: list[str] = []
        read = _read(row, names, measures, problems)
        faults += [Fault(table.file, row.line, problem) for problem in problems]
        if read is not None and not problems:
            rows.append(read)
    first: dict[tuple[str, str, int], int] = {}
    for line in rows:
        if first.setdefault(line.place, line.line) != line.line:
            faults.append(
                Fault(
                    table.file,
                    line.line,
                    f"target yang sama sudah ada di baris {first[line.place]}; hapus salah satu",
                )
            )
    if faults:
        raise BadInputError(sorted(faults, key=lambda fault: int(fault.row)))
    return TargetFile(table.file, table.sha256, tuple(rows))


def _read(row: Row, names: DirectoryNames, measures: set[str], problems: list[str]) -> TargetLine | None:
    cells = row.cells
    agency, value = None, None
    try:
        agency = names.find(cells["agency"])
    except (AmbiguousNameError, UnknownNameError) as error:
        problems.append(str(error))
    if agency is not None and not agency.has_government:
        problems.append(f"{not_judged(agency)}; hapus barisnya")
    if cells["measure"] not in measures:
        problems.append(f'ukuran "{cells["measure"]}" tidak dikenal; yang ada: {", ".join(sorted(measures))}')
    year = cells["year"]
    if not (year.isascii() and year.isdigit() and len(year) == 4 and 2000 <= int(year) <= 2100):
        problems.append(f'tahun "{year}" bukan tahun; tulis seperti 2024')
    try:
        value = parse_printed(cells["value"])
        if value < 0:
            problems.append(f'kolom value: "{cells["value"]}" di bawah nol; tulis target seperti tercetak')
    except ValueError as error:
        problems.append(f"kolom value: {error}")
    source = one_line(cells["source"])
    if not source:
        problems.append("kolom source kosong; sebut dokumen atau berita asal target ini")
    if problems or agency is None or value is None:
        return None
    return TargetLine(row.line, agency, cells["measure"], int(year), value, source, one_line(cells["reason"]))
