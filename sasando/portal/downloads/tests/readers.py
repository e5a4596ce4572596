"""Reads the files back, as a person would open them."""

from __future__ import annotations

import csv
import re
import subprocess
from io import BytesIO, StringIO
from typing import Any

import openpyxl
from pptx import Presentation


def slides(content: bytes) -> list[Any]:
    return list(Presentation(BytesIO(content)).slides)


def words_of(slide: Any) -> str:
    """Everything that is written on a slide, tables too, as one line."""
    said = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            said += [cell.text for row in shape.table.rows for cell in row.cells]
    return re.sub(r"\s+", " ", " ".join(said))


def chart_of(slide: Any) -> Any:
    (chart,) = (shape.chart for shape in slide.shapes if shape.has_chart)
    return chart


def pdf_words(content: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    return re.sub(r"\s+", " ", done.stdout.decode())


def pdf_pages(content: bytes, folder: Any) -> int:
    path = folder / "satu.pdf"
    path.write_bytes(content)
    told = subprocess.run(["pdfinfo", path], capture_output=True, check=True, text=True).stdout
    found = re.search(r"^Pages:\s+(\d+)$", told, re.MULTILINE)
    assert found is not None
    return int(found[1])


def sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(BytesIO(content))
    return {sheet.title: [tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8"), newline="")))
