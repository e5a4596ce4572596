"""The whole set of files one agency takes along, against what the libraries need for the same rows alone.

Runs in a process of its own, on SQLite. Nothing kept is used: figures are read anew for each set, files made anew.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from benchmarks.measure import Measured, compare

ROOT = Path(__file__).resolve().parent.parent
AGENCY = "kab-kupang"
BOUND = 3
Rows = list[tuple[Any, ...]]


def measure() -> list[Measured]:
    command = [sys.executable, "-m", "benchmarks.downloads"]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return [Measured(**one) for one in json.loads(done.stdout)]


def main() -> None:
    """Print the measurements as JSON."""
    with tempfile.TemporaryDirectory() as data:
        os.environ |= {"SASANDO_DATA": data, "DJANGO_SETTINGS_MODULE": "sasando.settings"}
        import django

        django.setup()
        from sasando.cli.setup_command import prepare

        prepare()
        json.dump([asdict(_set())], sys.stdout)


def _set() -> Measured:
    from sasando.organizations.queries import agency_by_slug
    from sasando.portal.downloads.gather import Asked, forget_briefs, gather
    from sasando.portal.downloads.kinds import KINDS

    agency = agency_by_slug(AGENCY)
    if agency is None:
        raise LookupError(AGENCY)
    brief = gather(agency, Asked())
    made = {file: kind.make(brief) for file, kind in KINDS.items()}
    tables = _tables(made["angka.xlsx"])
    charts, cells = _charts(made["salindia.pptx"])

    def ours() -> object:
        forget_briefs()
        return [kind.make(gather(agency, Asked())) for kind in KINDS.values()]

    def base() -> object:
        return [_deck(charts, cells), _book(tables), _list(made["angka.csv"]), _page(tables), _picture()]

    return compare(
        f"all five files of {AGENCY}, made anew",
        ours,
        "the libraries: an empty document of each kind, the same rows, slides and charts",
        base,
        BOUND,
    )


def _tables(content: bytes) -> list[Rows]:
    import openpyxl

    book = openpyxl.load_workbook(BytesIO(content))
    return [[tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in book]


def _charts(content: bytes) -> tuple[list[tuple[Any, list[str], Rows]], list[Rows]]:
    """Of each chart its type, categories and series; of each table its cells; None for a slide without."""
    from pptx import Presentation

    charts: list[tuple[Any, list[str], Rows]] = []
    tables: list[Rows] = []
    for slide in Presentation(BytesIO(content)).slides:
        for shape in slide.shapes:
            found: Any = shape
            if found.has_chart:
                plot = found.chart.plots[0]
                series: Rows = [(one.name, tuple(one.values)) for one in plot.series]
                charts.append((found.chart.chart_type, list(plot.categories), series))
            elif found.has_table:
                tables.append([tuple(cell.text for cell in row.cells) for row in found.table.rows])
    return charts, tables


def _deck(charts: list[tuple[Any, list[str], Rows]], tables: list[Rows]) -> bytes:
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData

    deck: Any = Presentation()
    slides = [deck.slides.add_slide(deck.slide_layouts[5]) for _ in range(6)]
    for slide, (kind, categories, series) in zip(slides, charts, strict=False):
        data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
        data.categories = categories
        for name, values in series:
            data.add_series(name, values)
        slide.shapes.add_chart(kind, 0, 0, 9144000, 5000000, data)
    for slide, rows in zip(slides, tables, strict=False):
        table = slide.shapes.add_table(len(rows), len(rows[0]), 0, 0, 9144000, 5000000).table
        for place, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(place, column).text = text
    written = BytesIO()
    deck.save(written)
    return written.getvalue()


def _book(tables: list[Rows]) -> bytes:
    import xlsxwriter

    written = BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    for rows in tables:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    book.close()
    return written.getvalue()


def _list(content: bytes) -> bytes:
    rows = list(csv.reader(StringIO(content.decode(), newline="")))
    written = StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def _page(tables: list[Rows]) -> bytes:
    """A page with the first table, and the library's own fonts, read anew as ours are."""
    import typst

    cells = [str(cell or "") for row in tables[0] for cell in row]
    source = '#set page(paper: "a4")\n#table(columns: 6, ..json(bytes(sys.inputs.data)))'
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    return typst.compile(
        source.encode(), font_paths=fonts, format="pdf", sys_inputs={"data": json.dumps(cells)}
    )


def _picture() -> bytes:
    """An empty picture of the size of ours."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    source = b"#set page(width: 540pt, height: 676pt)\n"
    return typst.compile(source, font_paths=fonts, format="png", ppi=144)


if __name__ == "__main__":
    main()
